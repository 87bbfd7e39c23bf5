"""`manage.py sync` and `manage.py keep`, as somebody at a terminal or a supervisor meets them."""

from __future__ import annotations

import io
import logging
import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone

from tests import make
from tests.tracker.ingest.queue import ROOT, database_url, until
from tests.tracker.ingest.turns import request
from tests.tracker.ingest.world import World, stored
from tracker.ingest.claim import claim
from tracker.ingest.run import carry_out
from tracker.models import Entry, Heartbeat, Process, RunState, SyncRun
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


class Terminal(io.StringIO):
    """Somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


class EndOfTheWait(io.StringIO):
    """Whatever a run waits for is over as soon as the wait has been shown."""

    def write(self, text: str) -> int:
        """Note the text."""
        SyncRun.objects.filter(not_before__gt=Now()).update(not_before=Now())
        return super().write(text)


def told(*arguments: str, out: io.StringIO | None = None) -> str:
    out = out or io.StringIO()
    call_command("sync", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_sync_reads_everything_and_says_so(world: World) -> None:
    owner = world.connect(LOGIN).user

    said = told(LOGIN)

    assert stored(owner, Form.REVIEW).keys() == world.items(LOGIN, Form.REVIEW).keys()
    assert "Reading your pull requests\n" in said
    new = Entry.objects.count()
    assert re.search(
        rf"Up to date: \d+ contributions read, {new} new or changed, \d+ requests\.\n$", said
    )
    assert "\r" not in said


def test_sync_draws_a_bar_on_a_terminal(world: World) -> None:
    world.connect(LOGIN)

    said = told(LOGIN, out=Terminal())

    assert re.search(r"\r\x1b\[K\[#+\] 100%  \d+ found", said)


def test_second_sync_finds_nothing_new(world: World) -> None:
    world.connect(LOGIN)
    told(LOGIN)

    assert "0 contributions read, 0 new or changed, 1 request." in told(LOGIN)


@pytest.mark.parametrize(("verbosity", "level"), [("1", logging.WARNING), ("2", logging.INFO)])
def test_sync_keeps_its_log_to_what_matters_unless_asked(
    world: World, caplog: pytest.LogCaptureFixture, verbosity: str, level: int
) -> None:
    caplog.set_level(logging.INFO)  # as the product logs
    world.connect(LOGIN)

    told(LOGIN, "--verbosity", verbosity)

    lowest = min((record.levelno for record in caplog.records), default=logging.WARNING)
    assert lowest == level


def test_full_sync_reads_everything_again(world: World) -> None:
    world.connect(LOGIN)
    told(LOGIN)

    assert re.search(r"[1-9]\d* contributions read, 0 new or changed", told(LOGIN, "--full"))


def test_unknown_login_is_named(world: World) -> None:
    with pytest.raises(CommandError, match="Nobody here is called nobody"):
        told("nobody")


def test_somebody_without_a_connection_is_told_what_to_do() -> None:
    make.user("ada")

    with pytest.raises(CommandError, match=r"ada is not connected to GitHub\. Sign in"):
        told("ada")


def test_refused_token_ends_with_what_to_do(world: World) -> None:
    owner = world.connect(LOGIN).user
    world.tell("POST", "/tokens/revoke", token=owner.github.access_token)

    with pytest.raises(CommandError, match="Sign in with GitHub again"):
        told(LOGIN)


def test_gap_is_named_and_the_log_not_called_complete(world: World) -> None:
    world.connect(LOGIN)
    poison = next(iter(world.items(LOGIN, Form.REVIEW).values()))["thread_id"]
    for operation in ("ReviewsGiven", "ReviewsByPr"):
        world.break_with("timeout_502_json", operation=operation, node=poison, times=None)

    with pytest.raises(CommandError, match=f"1 item could not be read:\n  .*{poison}: "):
        told(LOGIN)


def test_sync_tells_of_each_stream_and_what_it_cost(world: World) -> None:
    world.connect(LOGIN)

    said = told(LOGIN)

    assert "Pull requests: 13 of 13 read\n" in said
    assert re.search(r"Cost: \d+ requests, \d+ points, \d+ s\n", said)


def test_organisation_that_has_to_approve_is_named_and_the_log_not_called_complete(
    world: World,
) -> None:
    world.connect(LOGIN)
    world.break_with("oauth_restricted", owner="fieldnote", times=None)

    with pytest.raises(CommandError, match="fieldnote lets no app read its part") as ended:
        told(LOGIN)

    assert ended.value.returncode == 1
    assert "/settings/connections/applications/contriblog-demo" in str(ended.value)


class Interrupted(io.StringIO):
    """Somebody presses Ctrl-C at the second thing that is said."""

    def write(self, text: str) -> int:
        """Note the text."""
        if self.getvalue():
            raise KeyboardInterrupt
        return super().write(text)


def test_ctrl_c_leaves_a_run_that_goes_on_from_its_place(world: World) -> None:
    owner = world.connect(LOGIN).user

    with pytest.raises(CommandError, match=r"Stopped\. What was read is kept") as ended:
        told(LOGIN, out=Interrupted())

    assert ended.value.returncode == 130
    assert SyncRun.objects.get().state == RunState.QUEUED
    assert told(LOGIN)
    run = SyncRun.objects.get()
    assert run.state == RunState.DONE
    for form in (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW):
        assert stored(owner, form).keys() == world.items(LOGIN, form).keys()


def test_wait_is_shown_and_waited_for(world: World) -> None:
    owner = world.connect(LOGIN).user
    run = request(owner)
    SyncRun.objects.filter(pk=run.pk).update(
        not_before=timezone.now() + timedelta(hours=1),
        waiting_for="GitHub asked us to wait until 14:20.",
    )

    said = told(LOGIN, out=EndOfTheWait())

    assert "GitHub asked us to wait until 14:20.\n" in said
    assert "Up to date" in said


def test_run_that_a_worker_has_is_followed_to_its_end(world: World) -> None:
    owner = world.connect(LOGIN).user
    world.tell("POST", "/settings", latency_ms=150)
    run = request(owner)
    took_it = threading.Event()

    def work() -> None:
        try:
            carry_out(run.pk, ring=lambda _run_id: None, after_page=took_it.set)
        finally:
            connection.close()

    with ExitStack() as stack:
        worker = threading.Thread(target=work)
        worker.start()
        stack.callback(worker.join)
        assert took_it.wait(30)
        said = told(LOGIN)

    assert "Up to date: " in said
    assert SyncRun.objects.count() == 1


def test_full_is_refused_while_a_worker_reads(world: World) -> None:
    run = request(world.connect(LOGIN).user)
    claim(run.pk)

    with pytest.raises(CommandError, match="A sync is under way already"):
        told(LOGIN, "--full")


def test_keeper_wakes_people_and_stops_at_once_when_told(world: World) -> None:
    owner = world.connect(LOGIN).user
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    command = [sys.executable, "manage.py", "keep", "--every", "30"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as keeper:  # noqa: S603 - our own arguments
        until(lambda: Heartbeat.objects.filter(process=Process.KEEPER).exists(), "the keeper lives")
        until(lambda: SyncRun.objects.filter(user=owner).exists(), "it has woken somebody")
        keeper.send_signal(signal.SIGTERM)
        _, log = keeper.communicate(timeout=10)

    assert keeper.returncode == 0
    assert b"keeper_stopped" in log
    assert SyncRun.objects.get().state == RunState.QUEUED


def test_keeper_outlives_a_database_that_hangs_up(world: World) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    command = [sys.executable, "manage.py", "keep", "--every", "0.2"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as keeper:  # noqa: S603 - our own arguments
        until(lambda: Heartbeat.objects.filter(process=Process.KEEPER).exists(), "the keeper lives")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        Heartbeat.objects.all().delete()
        until(lambda: Heartbeat.objects.filter(process=Process.KEEPER).exists(), "it lives on")
        keeper.send_signal(signal.SIGTERM)
        keeper.communicate(timeout=10)

    assert keeper.returncode == 0
