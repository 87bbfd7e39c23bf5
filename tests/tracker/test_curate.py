"""The owner's own writes: nothing typed is lost, and no choice contradicts another."""

from __future__ import annotations

from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tracker import curate
from tracker.curate import Conflict, ManualEntry, Saved, StoryText
from tracker.models import Annotation, Entry
from tracker.records import Form, Kind, Source

pytestmark = pytest.mark.django_db
MINE = StoryText("It broke.", "I fixed it.", "It works.")
THEIRS = StoryText("It broke twice.", "", "")


def test_each_save_builds_on_the_one_before() -> None:
    entry = make.entry()

    first = curate.save_story(entry, MINE, revision=0)
    second = curate.save_story(entry, THEIRS, revision=1)

    assert (first, second) == (Saved(1), Saved(2))
    assert Annotation.objects.get(entry=entry).problem == "It broke twice."


def test_a_save_on_top_of_an_older_revision_writes_nothing_and_shows_what_is_stored() -> None:
    entry = make.entry()
    curate.save_story(entry, THEIRS, revision=0)

    outcome = curate.save_story(entry, MINE, revision=0)

    assert outcome == Conflict(THEIRS, 1)
    assert Annotation.objects.get(entry=entry).problem == THEIRS.problem


def test_a_retry_of_a_save_whose_answer_got_lost_is_no_conflict() -> None:
    entry = make.entry()
    curate.save_story(entry, MINE, revision=0)

    assert curate.save_story(entry, MINE, revision=0) == Saved(1)


def test_highlighting_what_is_hidden_shows_it_again() -> None:
    entry = make.entry()
    curate.set_hidden(entry, on=True)

    curate.set_highlight(entry, on=True)

    notes = Annotation.objects.get(entry=entry)
    assert (notes.is_highlighted, notes.is_hidden) == (True, False)


def test_hiding_a_highlight_takes_the_highlight_off() -> None:
    entry = make.entry()
    curate.set_highlight(entry, on=True)

    curate.set_hidden(entry, on=True)

    notes = Annotation.objects.get(entry=entry)
    assert (notes.is_highlighted, notes.is_hidden) == (False, True)


def test_switching_twice_is_switching_once() -> None:
    entry = make.entry()

    for _ in range(2):
        curate.set_highlight(entry, on=True)

    assert Annotation.objects.get(entry=entry).is_highlighted


def test_a_choice_leaves_the_story_and_its_revision_alone() -> None:
    entry = make.entry()
    curate.save_story(entry, MINE, revision=0)

    curate.set_highlight(entry, on=True)
    curate.set_kind(entry, Kind.DOCS)

    notes = Annotation.objects.get(entry=entry)
    assert (notes.fix, notes.revision, notes.kind_override) == ("I fixed it.", 1, Kind.DOCS)


def test_the_derived_kind_comes_back_when_the_owners_word_is_taken_back() -> None:
    entry = make.entry(kind=Kind.BUG_FIX)
    curate.set_kind(entry, Kind.DOCS)

    curate.set_kind(entry, None)

    assert Annotation.objects.get(entry=entry).kind_override == ""
    assert Entry.objects.get(pk=entry.pk).kind == Kind.BUG_FIX


def said(kind: Kind = Kind.TALK, on: date = date(2026, 3, 29)) -> ManualEntry:
    return ManualEntry("Small patches", "Meetup", "https://example.org/talk", on, kind)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_an_entry_by_hand_lies_on_the_day_that_its_owner_named(zone: str) -> None:
    person = make.user(time_zone=zone)

    entry = curate.add_entry(person, said(), draft=uuid4())

    assert entry.occurred_at.astimezone(ZoneInfo(zone)).date() == date(2026, 3, 29)
    assert (entry.source, entry.form, entry.node_id[:7]) == (Source.MANUAL, Form.TALK, "manual-")


def test_two_drafts_that_say_the_same_are_two_entries() -> None:
    person = make.user()

    first, second = (curate.add_entry(person, said(), draft=uuid4()) for _ in range(2))

    assert first.pk != second.pk


def test_a_draft_that_is_sent_twice_is_one_entry() -> None:
    person, draft = make.user(), uuid4()

    first, second = (curate.add_entry(person, said(), draft=draft) for _ in range(2))

    assert first == second
    assert Entry.objects.get() == first


def test_a_draft_that_is_sent_again_with_other_words_is_another_entry() -> None:
    person, draft = make.user(), uuid4()

    curate.add_entry(person, said(), draft=draft)
    curate.add_entry(person, said(on=date(2026, 4, 1)), draft=draft)
    curate.add_entry(person, said(kind=Kind.WRITING), draft=draft)

    assert Entry.objects.count() == 3


def test_the_same_draft_of_two_people_is_one_entry_each() -> None:
    draft = uuid4()

    first, second = (curate.add_entry(make.user(), said(), draft=draft) for _ in range(2))

    assert first.user != second.user


def test_changing_an_entry_by_hand_changes_its_kind_and_form() -> None:
    person = make.user()
    entry = curate.add_entry(person, said(), draft=uuid4())
    curate.set_kind(entry, Kind.WRITING)

    curate.edit_entry(entry, person, said(kind=Kind.TRANSLATION, on=date(2026, 4, 1)))

    entry.refresh_from_db()
    assert (entry.kind, entry.form) == (Kind.TRANSLATION, Form.TRANSLATION)
    assert entry.annotation.kind_override == ""


def test_what_github_says_can_be_neither_changed_nor_deleted() -> None:
    entry = make.entry()

    with pytest.raises(ValueError, match="by hand"):
        curate.edit_entry(entry, entry.user, said())
    with pytest.raises(ValueError, match="added or claimed"):
        curate.delete_entry(entry)


def test_deleting_an_entry_by_hand_deletes_its_story() -> None:
    entry = make.manual_entry()
    make.annotation(entry)

    curate.delete_entry(entry)

    assert not Annotation.objects.exists()
