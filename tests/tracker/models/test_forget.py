"""What goes when a person goes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from accounts.models import User
from tests import make
from tracker.ingest import repositories
from tracker.models import Entry, Proof, Repository, SyncRun
from tracker.models.forget import forget

pytestmark = pytest.mark.django_db


def test_only_repositories_that_were_theirs_alone_go_with_them() -> None:
    leaving, staying = make.user(), make.user()
    alone, shared, of_nobody = (make.repository() for _ in range(3))
    make.entry(leaving, place=alone)
    make.entry(leaving, place=shared)
    kept = make.entry(staying, place=shared)
    make.manual_entry(leaving)
    make.sync_run(leaving)

    forget(leaving)

    assert list(Entry.objects.all()) == [kept]
    assert set(Repository.objects.all()) == {shared, of_nobody}
    assert not SyncRun.objects.exists()


def forget_without_waiting(owner: User) -> None:
    """Forget somebody over a connection of its own that waits for no lock."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '50ms'")
            forget(owner)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_repository_stays_while_somebody_elses_page_is_being_stored_that_needs_it() -> None:
    leaving, staying = make.user(), make.user()
    place = make.entry(leaving).repository
    assert place is not None
    ref = make.repository_ref(place.full_name, node_id=place.node_id)

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        found = repositories.rows_of([ref])[place.node_id]
        too_early = elsewhere.submit(forget_without_waiting, leaving).exception()
        make.entry(staying, place=found)
    forget_without_waiting(leaving)

    assert isinstance(too_early, OperationalError)
    assert Entry.objects.get().repository == place


@pytest.mark.django_db(transaction=True)
def test_codes_that_are_being_given_go_with_their_person() -> None:
    leaving = make.user()
    resume, entry = make.resume(leaving, has_proofs=True), make.entry(leaving)

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic():
        Proof.objects.codes(resume, [entry.pk])
        too_early = elsewhere.submit(forget_without_waiting, leaving).exception()
    forget_without_waiting(leaving)

    assert isinstance(too_early, OperationalError)
    assert not Proof.objects.exists()
