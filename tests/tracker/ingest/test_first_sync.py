"""A first sync, end to end, against a GitHub that knows the truth."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import make
from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World, instant, stored
from tracker.ingest.run import Outcome
from tracker.models import Annotation, Entry, Phase, RunState, SyncRun, SyncStream
from tracker.records import Form, State

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW, Form.COMMENT)
UNCHANGED = ("pk", "content_hash", "updated_at", "kind", "landing", "enriched_at", "paths")


def test_first_sync_stores_a_small_history_id_by_id(world: World) -> None:
    owner = world.connect("yaramendelin").user

    assert sync(owner) is Outcome.DONE

    for form in FORMS:
        assert_same(stored(owner, form), world.items("yaramendelin", form))


def test_first_sync_stores_twelve_hundred_contributions_id_by_id(world: World) -> None:
    connection = world.connect("henriksalov", scopes=("repo",))

    assert sync(connection.user) is Outcome.DONE

    for form in FORMS:
        assert_same(stored(connection.user, form), world.items("henriksalov", form))
    assert len(world.requests()) == SyncRun.objects.get().requests


def test_second_full_sync_changes_no_row(world: World) -> None:
    owner = world.connect("yaramendelin").user
    sync(owner)
    before = list(Entry.objects.order_by("pk").values(*UNCHANGED))

    sync(owner, is_full=True)

    assert SyncRun.objects.latest("pk").stored == 0
    assert SyncRun.objects.latest("pk").found == len(before)
    assert list(Entry.objects.order_by("pk").values(*UNCHANGED)) == before


def test_sync_without_change_is_one_request(world: World) -> None:
    owner = world.connect("yaramendelin").user
    sync(owner)
    world.forget_requests()

    assert sync(owner) is Outcome.DONE

    assert [request["operation"] for request in world.requests()] == ["Probe"]


def test_first_sync_leaves_every_stream_complete(world: World) -> None:
    owner = world.connect("yaramendelin").user

    sync(owner)

    for stream in SyncStream.objects.filter(user=owner):
        assert (stream.is_complete, stream.phase) == (True, Phase.INCREMENTAL)
        assert stream.watermark is not None


def test_somebody_without_contributions_gets_an_empty_log(world: World) -> None:
    owner = world.connect("owentarrick").user

    assert sync(owner) is Outcome.DONE

    assert not Entry.objects.exists()


def test_sync_never_touches_what_the_owner_wrote(world: World) -> None:
    owner = world.connect("yaramendelin").user
    sync(owner)
    about = Entry.objects.filter(form=Form.PULL_REQUEST).earliest("pk")
    make.annotation(about, is_highlighted=True, kind_override="talk")
    by_hand = make.manual_entry(owner)
    words = Annotation.objects.values().get()
    world.change("edit", id=about.node_id, title="Another title")

    sync(owner, is_full=True)

    assert Annotation.objects.values().get() == words
    assert Entry.objects.get(pk=about.pk).title == "Another title"
    assert Entry.objects.filter(pk=by_hand.pk).exists()


def test_private_work_is_left_out_without_the_scope_for_it(world: World) -> None:
    owner = world.connect("henriksalov").user

    sync(owner)

    private = Entry.objects.filter(user=owner, repository__is_private=True)
    assert not private.exists()


def test_run_says_what_it_read_and_spent(world: World) -> None:
    owner = world.connect("yaramendelin").user

    sync(owner)

    run = SyncRun.objects.get()
    asked = world.requests()
    stored = Entry.objects.count()
    assert (run.state, run.found, run.stored) == (RunState.DONE, stored, stored)
    assert stored == world.size_of("yaramendelin")
    assert (run.requests, run.points) == (len(asked), sum(r["points"] for r in asked))


def assert_same(found: dict[str, Entry], truth: dict[str, dict[str, Any]]) -> None:
    """Hold stored entries against what the demo GitHub knows."""
    assert found.keys() == truth.keys()
    for node_id, row in truth.items():
        entry = found[node_id]
        assert entry.state == State((row["state"] or "").lower())
        assert entry.opened_at == instant(row["created_at"])
        assert entry.updated_at == instant(row["updated_at"])
        assert entry.number == row["number"]
        assert entry.repository is not None
        assert entry.repository.node_id == row["repository_id"]


def test_everybody_has_a_log_of_their_own(world: World) -> None:
    first: User = world.connect("yaramendelin").user
    second: User = world.connect("inesokafor").user

    sync(first)
    sync(second)

    assert stored(second, Form.ISSUE).keys() == world.items("inesokafor", Form.ISSUE).keys()
    assert stored(first, Form.ISSUE).keys() == world.items("yaramendelin", Form.ISSUE).keys()


def test_statements_of_a_page_are_few_and_do_not_grow(world: World) -> None:
    owner = world.connect("henriksalov").user

    with CaptureQueriesContext(connection) as spent:
        sync(owner)

    of_each_page = statements_by_transaction(row["sql"] for row in spent.captured_queries)
    assert len(of_each_page) > 30
    assert max(of_each_page) <= 10


def statements_by_transaction(told: Iterable[str]) -> list[int]:
    """How many statements each transaction was, without the marks that it can go back to."""
    counts = [0]
    for statement in told:
        if statement == "BEGIN":
            counts.append(0)
        elif not statement.startswith(("COMMIT", "SAVEPOINT", "RELEASE")):
            counts[-1] += 1
    return counts[1:]
