"""When GitHub last showed what an entry says."""

import pytest

from tests import make
from tracker.models import Entry, Reconciliation, SyncStream
from tracker.present.confirmation import Confirmation, confirmation_of
from tracker.records import Form

pytestmark = pytest.mark.django_db

SEEN, ROUND, LATER = map(make.at, ("2026-03-01", "2026-03-08", "2026-03-12"))


def seen_first(entry: Entry) -> Entry:
    Entry.objects.filter(pk=entry.pk).update(first_seen_at=SEEN)
    entry.refresh_from_db()
    return entry


def test_before_the_first_round_it_is_when_it_came() -> None:
    assert confirmation_of(seen_first(make.entry())) == Confirmation(seen_at=SEEN)


def test_a_round_confirms_what_was_there_before_it() -> None:
    entry = seen_first(make.entry())
    Reconciliation.objects.create(user=entry.user, ended_at=ROUND)
    Reconciliation.objects.create(user=make.user(), ended_at=LATER)

    assert confirmation_of(entry) == Confirmation(seen_at=ROUND)


def test_what_came_after_the_round_was_seen_when_it_came() -> None:
    entry = seen_first(make.entry())
    Reconciliation.objects.create(user=entry.user, ended_at=make.at("2026-02-01"))

    assert confirmation_of(entry) == Confirmation(seen_at=SEEN)


def test_that_its_repository_or_its_list_was_read_confirms_nothing() -> None:
    entry = seen_first(make.entry(place=make.repository(hydrated_at=LATER)))
    make.sync_stream(entry.user, watermark=LATER)

    assert confirmation_of(entry) == Confirmation(seen_at=SEEN)


def test_what_was_missed_once_is_said_to_be_missing() -> None:
    entry = seen_first(make.entry(missed_at=LATER))
    Reconciliation.objects.create(user=entry.user, ended_at=LATER)

    assert confirmation_of(entry) == Confirmation(missed_at=LATER)


def test_a_sponsorship_is_confirmed_by_its_list() -> None:
    entry = seen_first(make.sponsorship(content_hash=b"read"))
    SyncStream.objects.filter(form=Form.SPONSORSHIP).update(watermark=ROUND)
    Reconciliation.objects.create(user=entry.user, ended_at=LATER)

    assert confirmation_of(entry) == Confirmation(seen_at=ROUND)


def test_github_is_asked_neither_about_what_was_typed_nor_about_what_was_imported() -> None:
    for entry in (make.manual_entry(), make.entry(content_hash=b"")):
        assert confirmation_of(entry) == Confirmation()
