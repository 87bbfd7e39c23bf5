"""What the public page says of a person."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.models import Entry, RunState
from tracker.present.firsts import SHOWN, firsts
from tracker.present.profile import MAX_HIGHLIGHTS, MAX_PROJECTS, MAX_STORIES, profile_of
from tracker.records import Family, Form, Kind, State

pytestmark = pytest.mark.django_db


def shown_firsts(owner: User) -> list[tuple[str, Entry]]:
    found = firsts(Entry.objects.filter(user=owner).public())
    return [(first.words, first.entry) for first in found]


def test_it_counts_contributions_projects_and_kinds() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    make.entry(ada, place=loom, kind=Kind.BUG_FIX)
    make.entry(ada, place=loom, kind=Kind.DOCS)
    make.review(ada, place=make.repository("f/anvil"))
    make.manual_entry(ada, place="PyCon")

    profile = profile_of(ada)

    assert (profile.total, profile.project_count) == (4, 2)
    assert [place.name for place in profile.elsewhere] == ["PyCon"]
    assert profile.where == "2 projects and 1 other place"
    assert profile.mix == {Family.CODE: 1, Family.DOCS: 1, Family.REVIEW: 1, Family.TALK: 1}
    assert profile.projects[0].name == "o/loom"
    assert profile.projects[0].counts == {Family.CODE: 1, Family.DOCS: 1}


def test_the_owners_kind_counts_before_the_derived_one() -> None:
    ada = make.user()
    make.annotation(make.entry(ada, kind=Kind.BUG_FIX), kind_override=Kind.DOCS)

    assert profile_of(ada).mix == {Family.DOCS: 1}


def test_only_what_is_public_counts() -> None:
    ada = make.user()
    make.entry(ada, place=make.repository(is_private=True))
    make.annotation(make.entry(ada), is_hidden=True)
    make.entry(ada, tombstoned_at=timezone.now())
    make.entry(make.user())

    profile = profile_of(ada)

    assert (profile.total, profile.project_count, profile.rhythm.total) == (0, 0, 0)
    assert (profile.cards, profile.firsts, profile.recent) == ((), (), ())


def test_an_entry_by_hand_in_a_private_repository_is_not_public() -> None:
    ada = make.user()
    make.manual_entry(ada, repository=make.repository(is_private=True))

    assert profile_of(ada).total == 0


def test_highlights_come_newest_first_and_those_without_room_are_counted() -> None:
    ada, place = make.user(), make.repository()
    for day in range(MAX_HIGHLIGHTS + 2):
        make.highlight(ada, place=place, occurred_at=make.SOME_DAY + timedelta(days=day))

    profile = profile_of(ada)

    assert len(profile.cards) == MAX_HIGHLIGHTS
    assert profile.cards[0].entry.occurred_at > profile.cards[-1].entry.occurred_at
    assert profile.more_highlights == 2


def test_whole_stories_stand_in_while_nothing_is_highlighted() -> None:
    ada = make.user()
    for _ in range(MAX_STORIES + 1):
        make.annotation(make.entry(ada))
    make.annotation(make.entry(ada, title="Half a story"), impact="")

    profile = profile_of(ada)

    assert len(profile.cards) == MAX_STORIES
    assert profile.highlight_count == 0
    assert "Half a story" not in [card.title for card in profile.cards]


def test_a_card_names_its_place_and_says_who_says_so() -> None:
    ada = make.user()
    loom = make.repository("o/loom")
    day = make.SOME_DAY
    make.entry(ada, place=loom, number=4812, title="fix: name it", occurred_at=day)
    make.manual_entry(ada, place="PyCon", title="Maps", occurred_at=day - timedelta(days=1))

    by_github, by_hand = profile_of(ada).recent

    assert (by_github.title, by_github.reference) == ("Name it", "o/loom #4812")
    assert not by_github.entry.is_by_hand
    assert (by_hand.title, by_hand.reference) == ("Maps", "PyCon")
    assert by_hand.entry.is_by_hand


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [(0, 0, "{now} to now"), (3 * 366, 0, "{then} to now"), (3 * 366, 3 * 366, "{then}")],
)
def test_a_project_names_its_years(first: int, last: int, period: str) -> None:
    ada, place, now = make.user(), make.repository(), timezone.now()
    for days in (first, last):
        make.entry(ada, place=place, occurred_at=now - timedelta(days=days))

    (project,) = profile_of(ada).projects

    then = (now - timedelta(days=first)).year
    assert project.period == period.format(now=now.year, then=then)


def test_whom_one_sponsors_is_no_project_but_leads_to_its_source() -> None:
    ada = make.user()
    make.entry(ada)
    make.sponsorship(ada, url="https://github.com/grace", occurred_at=make.at("2024-02-03"))
    make.sponsorship(ada, place="joan", state=State.ENDED, occurred_at=make.at("2024-02-03"))

    profile = profile_of(ada)

    assert profile.where == "1 project and 2 other places"
    lasting, ended = sorted(profile.elsewhere, key=lambda place: place.name)
    assert (lasting.name, lasting.url, lasting.period) == (
        "grace",
        "https://github.com/grace",
        "2024 to now",
    )
    assert (ended.period, ended.is_self_reported) == ("2024", False)


def test_projects_without_room_are_counted() -> None:
    ada = make.user()
    for _ in range(MAX_PROJECTS + 3):
        make.entry(ada)

    profile = profile_of(ada)

    assert len(profile.projects) == MAX_PROJECTS
    assert profile.more_projects == 3


def test_a_first_is_the_earliest_of_its_form() -> None:
    ada = make.user()
    make.review(ada, occurred_at=make.at("2026-02-01"))
    first_review = make.review(ada, occurred_at=make.at("2025-02-01"))
    first_talk = make.manual_entry(ada, occurred_at=make.at("2024-05-01"))

    assert shown_firsts(ada) == [("First talk", first_talk), ("First review", first_review)]


def test_the_first_change_in_the_code_is_one_that_landed() -> None:
    ada = make.user()
    make.entry(ada, landing="", landed_at=None, occurred_at=make.at("2020-01-01"))
    landed = make.entry(ada, occurred_at=make.at("2021-01-01"))

    assert shown_firsts(ada) == [("First change in the code", landed)]


def test_firsts_are_few() -> None:
    ada = make.user()
    for form in Form:
        make.manual_entry(ada, form=form)

    assert len(shown_firsts(ada)) == SHOWN


def test_the_last_good_sync_is_when_it_was_checked() -> None:
    ada = make.user()
    make.sync_run(ada, state=RunState.DONE, finished_at=make.at("2026-11-01"))
    make.sync_run(ada, state=RunState.DONE, finished_at=make.at("2026-11-03"))
    make.sync_run(ada, state=RunState.FAILED, finished_at=make.at("2026-11-09"))

    assert profile_of(ada).checked_at == make.at("2026-11-03")


def test_a_longer_log_asks_no_more_queries() -> None:
    ada = make.user()
    make.highlight(ada)
    with CaptureQueriesContext(connection) as few:
        profile_of(ada)
    for _ in range(20):
        make.highlight(ada)
        make.review(ada)
        make.manual_entry(ada)
    with CaptureQueriesContext(connection) as many:
        profile_of(ada)

    assert len(many) == len(few)
