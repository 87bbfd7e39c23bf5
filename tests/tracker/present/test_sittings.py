"""Comments in the log: folded by day and project, counted as one, never torn between two pages."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from tests import make
from tracker.models import Entry
from tracker.present.keyset import Place
from tracker.present.log_page import log_page
from tracker.present.profile import profile_of
from tracker.present.resume import contents_of
from tracker.present.rows import Row
from tracker.present.selection import Selection
from tracker.present.timeline import PAGE, Timeline, timeline
from tracker.records import Family, Kind

pytestmark = pytest.mark.django_db
NIGHT = make.at("2026-03-14 21:00")


def of(person: User, before: Place | None = None, zone: str = "UTC") -> Timeline:
    return timeline(Entry.objects.filter(user=person), ZoneInfo(zone), before)


def rows(page: Timeline) -> list[Row]:
    return [row for month in page.months for row in month.rows]


def all_pages(person: User) -> list[Timeline]:
    pages = [of(person)]
    while pages[-1].older:
        pages.append(of(person, pages[-1].older))
    return pages


def test_a_days_comments_in_one_project_are_one_line_whatever_lies_between() -> None:
    ada, loom, anvil = make.user(), make.repository("o/loom"), make.repository("f/anvil")
    for minute, place in enumerate([loom, anvil, loom, loom, anvil]):
        make.comment(ada, place=place, occurred_at=NIGHT + timedelta(minutes=minute))
    make.entry(ada, place=loom, occurred_at=NIGHT + timedelta(minutes=2, seconds=30))
    make.comment(ada, place=loom, occurred_at=NIGHT - timedelta(days=1))

    found = rows(of(ada))

    assert [row.title for row in found if row.is_fold] == [
        "Triaged 2 issues in f/anvil",
        "Triaged 3 issues in o/loom",
    ]
    assert len(found) == 4


def test_a_sitting_says_what_was_done_and_counts_each_thread_once() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    about = {"node_id": "I_1", "form": "issue"}
    pull = {"node_id": "PR_1", "form": "pull_request"}
    bug, closed, twin = make.act("label", "bug"), make.act("close"), make.act("duplicate", "#3")
    make.comment(ada, place=loom, occurred_at=NIGHT, parent=about, actions=[bug, closed])
    make.comment(ada, place=loom, occurred_at=NIGHT, parent=about)
    make.comment(ada, place=loom, occurred_at=NIGHT, parent=pull, actions=[bug, twin])

    (row,) = rows(of(ada))

    assert row.title == "Triaged 1 issue and 1 pull request in o/loom"
    assert row.summary == "2 labelled, 1 closed, 1 marked as duplicate"


def test_comments_of_another_kind_and_marked_ones_stand_apart() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    for _ in range(2):
        make.comment(ada, place=loom, occurred_at=NIGHT)
        make.comment(ada, place=loom, occurred_at=NIGHT, kind=Kind.SUPPORT)
    make.annotation(make.comment(ada, place=loom, occurred_at=NIGHT), is_highlighted=True)

    found = rows(of(ada))

    assert sorted(row.title for row in found if row.is_fold) == [
        "Helped with 2 issues in o/loom",
        "Triaged 2 issues in o/loom",
    ]
    assert len(found) == 3


def test_a_day_is_the_owners() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    for hour in (0, 2):  # midnight in Berlin lies between
        make.comment(ada, place=loom, occurred_at=NIGHT + timedelta(hours=hour + 1))

    assert len(rows(of(ada))) == 2
    assert len(rows(of(ada, zone="America/New_York"))) == 1


def test_a_sitting_that_a_page_would_cut_in_two_stays_whole() -> None:
    ada, loom, anvil = make.user(), make.repository("o/loom"), make.repository("f/anvil")
    for second in range(PAGE + 20):
        place = loom if second % 2 else anvil
        make.comment(ada, place=place, occurred_at=NIGHT + timedelta(seconds=second))
    make.entry(ada, place=loom, occurred_at=NIGHT - timedelta(hours=1))
    make.entry(ada, place=loom, occurred_at=NIGHT - timedelta(days=1))

    first, second_page = all_pages(ada)

    assert [len(row.lines) for row in rows(first)] == [35, 35]
    assert (first.shown, second_page.shown) == (2, 2)


class PagesOfSittings(TestCase):
    """However comments and other work lie, every entry is on one page and every sitting whole."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 40)),
            min_size=PAGE,
            max_size=PAGE + 40,
        )
    )
    def test_no_sitting_is_torn_or_doubled(self, told: list[tuple[int, int, int]]) -> None:
        ada, places = make.user(), [make.repository() for _ in range(3)]
        for place, day, minute in told:
            moment = NIGHT - timedelta(days=day, minutes=minute)
            build = make.entry if place == 2 else make.comment
            build(ada, place=places[place], occurred_at=moment)

        pages = all_pages(ada)

        found = [row for page in pages for row in rows(page)]
        ids = [line.entry_id for row in found for line in row.lines]
        assert len(ids) == len(set(ids)) == len(told)
        sittings = [(r.last_day, r.newest.project) for r in found if r.newest.thread]
        assert len(sittings) == len(set(sittings))
        assert sum(page.shown for page in pages) == len(found)


def test_a_sitting_counts_as_one_contribution_everywhere() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    for minute in range(6):
        make.comment(ada, place=loom, occurred_at=NIGHT + timedelta(minutes=minute))
    make.comment(ada, place=loom, occurred_at=NIGHT - timedelta(days=3))
    make.entry(ada, place=loom, occurred_at=NIGHT)

    page, profile = log_page(ada, Selection()), profile_of(ada)

    assert (page.total, page.earlier) == (3, 0)
    assert page.timeline.months[0].totals.counts == {Family.TRIAGE: 2, Family.CODE: 1}
    assert {chip.family: chip.count for chip in page.filters.chips}[Family.TRIAGE] == 2
    assert (profile.total, profile.mix) == (3, {Family.TRIAGE: 2, Family.CODE: 1})
    assert profile.projects[0].total == 3
    assert profile.rule == page.rule != ""


def test_a_filter_by_family_keeps_sittings_and_a_search_opens_them() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    for minute in range(3):
        moment = NIGHT + timedelta(minutes=minute)
        make.comment(ada, place=loom, occurred_at=moment, title="It hangs")
    make.entry(ada, place=loom)

    triage = log_page(ada, Selection(families=(Family.TRIAGE,)))
    search = log_page(ada, Selection(text="hangs"))

    assert (triage.total, [len(row.lines) for row in rows(triage.timeline)]) == (1, [3])
    assert (search.total, [len(row.lines) for row in rows(search.timeline)]) == (3, [1, 1, 1])
    assert search.timeline.months[0].totals.total == 3


def test_how_comments_are_counted_is_said_where_there_are_comments_and_nowhere_else() -> None:
    ada, grace = make.user(), make.user()
    make.comment(ada, kind=Kind.SUPPORT)
    make.issue(grace)

    said = [(log_page(each, Selection()).rule, profile_of(each).rule) for each in (ada, grace)]

    assert "count as one contribution" in said[0][0]
    assert said == [(said[0][0], said[0][0]), ("", "")]


def test_the_queries_of_a_page_do_not_grow_with_its_sittings() -> None:
    ada, places = make.user(), [make.repository() for _ in range(15)]
    for second in range(PAGE * 3):
        make.comment(ada, place=places[second // 10], occurred_at=NIGHT + timedelta(seconds=second))

    with CaptureQueriesContext(connection) as spent:
        of(ada)

    assert len(spent) <= 5


def test_a_remark_is_no_bullet_unless_its_owner_says_so() -> None:
    ada = make.user()
    for _ in range(6):
        make.comment(ada)
    resume = ada.resumes.create(title="Backend")
    assert contents_of(resume).line_count == 0

    make.annotation(make.comment(ada), is_highlighted=True)

    assert contents_of(resume).line_count == 1


def test_a_private_sitting_is_not_public() -> None:
    ada = make.user()
    make.comment(ada, place=make.repository(is_private=True))

    assert profile_of(ada).total == 0
