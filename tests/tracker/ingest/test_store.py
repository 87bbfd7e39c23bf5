"""Records into tables: in bulk, once, and with one bad row costing no other."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests import make
from tests.tracker.github import nodes
from tracker.github import normalise
from tracker.ingest.store import store
from tracker.models import Entry, Repository, SyncSkip, SyncStream
from tracker.present.line import words
from tracker.records import ContributionRecord, Form, Kind, Landing, LandingEvidence, State

pytestmark = pytest.mark.django_db
LONE_SURROGATE = "half a pair: \ud800"


def stored(
    stream: SyncStream, records: Sequence[ContributionRecord], *, may_keep_private: bool = False
) -> int:
    return store(stream, records, may_keep_private=may_keep_private)


def test_new_page_of_a_hundred_takes_eight_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    stream = make.sync_stream()
    page = [make.record(repository=make.repository_ref(f"acme/p{n % 7}")) for n in range(100)]

    with django_assert_num_queries(8) as spent:
        assert stored(stream, page) == 100

    marks = [q["sql"] for q in spent.captured_queries if "SAVEPOINT" in q["sql"]]
    assert len(marks) == 4, "the other four read and write repositories and entries"


def test_unchanged_page_is_read_and_not_written(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    stream = make.sync_stream()
    page = [make.record() for _ in range(100)]
    stored(stream, page)

    with django_assert_num_queries(2):
        assert stored(stream, page) == 0


def test_number_of_statements_does_not_grow_with_the_log() -> None:
    stream = make.sync_stream()
    stored(stream, [make.record() for _ in range(300)])

    with CaptureQueriesContext(
        connection,
    ) as few:
        stored(stream, [make.record()])
    with CaptureQueriesContext(connection) as many:
        stored(stream, [make.record() for _ in range(100)])

    assert len(few) == len(many)


def test_only_what_changed_is_written() -> None:
    stream = make.sync_stream()
    same, other = make.record(), make.record(node_id="PR_other", title="Before")
    stored(stream, [same, other])

    assert stored(stream, [same, make.record(node_id="PR_other", title="After")]) == 1

    assert Entry.objects.get(node_id="PR_other").title == "After"


def test_item_that_comes_twice_in_a_page_is_stored_as_told_last() -> None:
    stream = make.sync_stream()

    stored(stream, [make.record(node_id="PR_1", title="a"), make.record(node_id="PR_1", title="b")])

    assert Entry.objects.get().title == "b"


@pytest.mark.parametrize(
    "bad",
    [
        {"title": "x\x00y"},
        {"title": LONE_SURROGATE},
        {"title": "x" * 1025},
        {"database_id": 2**63},
        {"additions": -1},
        {"number": 2**64},
    ],
)
def test_row_that_the_database_refuses_is_a_gap_and_the_page_goes_on(
    bad: dict[str, object],
) -> None:
    stream = make.sync_stream()
    page = [make.record(), make.record(node_id="PR_bad", **bad), make.record()]

    assert stored(stream, page) == 2

    assert Entry.objects.count() == 2
    assert SyncSkip.objects.get().node_id == "PR_bad"


def test_repository_that_the_database_refuses_costs_only_its_own_items() -> None:
    stream = make.sync_stream()
    page = [make.record(), make.record(repository=make.repository_ref("acme/" + "x" * 300))]

    assert stored(stream, page) == 1

    assert Repository.objects.count() == 1
    assert SyncSkip.objects.count() == 1


def test_same_gap_is_kept_once() -> None:
    stream = make.sync_stream()
    page = [make.record(node_id="PR_bad", title="x\x00y")]

    stored(stream, page)
    stored(stream, page)

    assert SyncSkip.objects.count() == 1


def test_private_item_is_left_out_and_hides_its_repository() -> None:
    stream = make.sync_stream()
    stored(stream, [make.record(node_id="PR_1")])

    secret = make.record(node_id="PR_2", repository=make.repository_ref(is_private=True))
    assert stored(stream, [secret]) == 0

    assert Repository.objects.get().is_private
    assert not Entry.objects.public().exists()


def test_private_item_is_kept_where_the_token_was_given_for_it() -> None:
    secret = make.record(repository=make.repository_ref(is_private=True))

    assert stored(make.sync_stream(), [secret], may_keep_private=True) == 1

    assert not Entry.objects.public().exists()


def test_rename_moves_the_repository_with_all_its_entries() -> None:
    stream = make.sync_stream()
    ref = make.repository_ref("acme/old")
    stored(stream, [make.record(repository=ref)])

    renamed = make.repository_ref("acme/new", node_id=ref.node_id)
    stored(stream, [make.record(repository=renamed)])

    assert Repository.objects.get().full_name == "acme/new"
    assert Entry.objects.filter(repository__full_name="acme/new").count() == 2


def test_place_in_time_is_the_landing_else_the_opening_and_the_giving_of_a_review() -> None:
    landed_at, given_at = make.at("2026-05-01"), make.at("2026-06-01")
    merged = LandingEvidence(Landing.MERGED, landed_at, by="grace", url="https://github.com/x")
    pulls = make.sync_stream()
    reviews = make.sync_stream(pulls.user, form=Form.REVIEW)

    stored(pulls, [make.record(node_id="open"), make.record(node_id="in", landing=merged)])
    review = make.record(
        node_id="review", form=Form.REVIEW, state=State.APPROVED, submitted_at=given_at
    )
    stored(reviews, [review])

    placed = dict(Entry.objects.values_list("node_id", "occurred_at"))
    assert placed == {"open": make.SOME_DAY, "in": landed_at, "review": given_at}


def test_landing_without_an_instant_is_placed_at_the_closing() -> None:
    closed_at = make.at("2026-05-02")
    merged = LandingEvidence(Landing.MERGED)

    stored(make.sync_stream(), [make.record(landing=merged, closed_at=closed_at)])

    assert Entry.objects.get().landed_at == closed_at


def test_kind_and_its_reason_are_stored() -> None:
    stored(make.sync_stream(), [make.record(title="perf: skip the second pass")])

    entry = Entry.objects.get()
    assert (entry.kind, entry.kind_rule) == (Kind.PERFORMANCE, "its title starts with “perf:”")


def test_issue_that_github_closes_as_not_planned_says_so_in_its_line() -> None:
    stream = make.sync_stream(form=Form.ISSUE)
    stored(stream, [normalise.issue(nodes.issue(stateReason="NOT_PLANNED"))])

    assert words(Entry.objects.get()) == "closed as not planned"
