"""What a sync writes to the log: whose it is and of which stream; no secret and no title."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import pytest

from tests.tracker.ingest.queue import ROOT, database_url
from tests.tracker.ingest.world import World
from tracker.models import Entry, SyncRun, SyncStream
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


def log_of_a_sync(world: World) -> tuple[str, Sequence[dict[str, Any]]]:
    """What `manage.py sync` writes as a process of its own: all of it, and each event."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "GITHUB_URL": world.url,
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    command = [sys.executable, "manage.py", "sync", LOGIN, "--verbosity", "2"]
    ended = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=90
    )
    lines = [line for line in ended.stderr.splitlines() if line.startswith("{")]
    return ended.stdout + ended.stderr, [json.loads(line) for line in lines]


def test_every_line_of_a_turn_names_run_person_and_stream_and_no_secret(world: World) -> None:
    owner = world.connect(LOGIN, scopes=("repo",)).user
    place = next(iter(world.items(LOGIN, Form.ISSUE).values()))["repository_id"]
    world.change("privatise", id=place, members=[LOGIN])
    world.break_with("drop", operation="Issues")

    said, events = log_of_a_sync(world)

    ours = [event for event in events if event["logger"].startswith("tracker.")]
    run = SyncRun.objects.get()
    assert {event.get("run") for event in ours} == {run.pk}
    assert {event.get("user") for event in ours} == {owner.pk}
    forms = set(SyncStream.objects.values_list("form", flat=True))
    assert {event.get("stream") for event in ours} == {"", *forms}
    assert owner.github.access_token not in said
    assert "gho_" not in said
    titles = Entry.objects.filter(repository__is_private=True).values_list("title", flat=True)
    assert titles, "somebody has private work"
    assert not [title for title in titles if title in said]
