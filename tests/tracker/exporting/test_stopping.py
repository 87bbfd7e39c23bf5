"""Workers that really die and freeze while they make a full log, and owners who cancel it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from datetime import timedelta

import psutil
import pytest
from django.db.models import Value
from django.db.models.functions import Now
from pytest_django import Settings

from accounts.models import User
from tests import make
from tests.tracker.exporting.workers import deaf, ended, thaw, wait_until_frozen, work
from tests.tracker.ingest.crowd import all_at_once
from tests.tracker.ingest.processes import Place
from tracker.exporting import keeper
from tracker.exporting.ask import Wish, ask, cancel
from tracker.exporting.carry_out import Outcome, carry_out
from tracker.exporting.lease import MOST_ATTEMPTS, claim
from tracker.models import ExportPhase, ExportState, LogExport, LogExportFile

pytestmark = pytest.mark.django_db(transaction=True)

WRITES = 'UPDATE "tracker_logexport" SET'
KEEPS_THE_FILE = 'INSERT INTO "tracker_logexportfile"'
SOON = 5  # seconds within which a cancelled one must be over on a busy machine


@pytest.fixture
def owner() -> User:
    owner = make.user()
    for _ in range(3):
        make.entry(owner)
    return owner


def let_leases_run_out() -> None:
    """As if more than half a minute had passed."""
    running = LogExport.objects.filter(state=ExportState.RUNNING)
    running.update(lease_until=Now() - Value(timedelta(seconds=1)))


def rung() -> list[LogExport]:
    """Whom the keeper rings for in one round."""
    heard: list[LogExport] = []
    keeper.tick(heard.append)
    return heard


def until(is_true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    while not is_true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# Claimed, reading, read, set, and done: each of its writes, and the file's own.
@pytest.mark.parametrize(
    ("statement", "nth"), [*((WRITES, nth) for nth in range(1, 6)), (KEEPS_THE_FILE, 1)]
)
def test_killed_worker_loses_nothing_and_doubles_nothing(
    owner: User, statement: str, nth: int
) -> None:
    export = ask(owner, Wish(), ring=deaf)

    assert ended(work(export, place=Place(statement, signal.SIGKILL, nth=nth))) is None
    let_leases_run_out()
    heirs = rung()

    assert heirs == [export]
    assert ended(work(export)) is Outcome.DONE
    export.refresh_from_db()
    assert (export.state, export.total) == (ExportState.DONE, 3)
    assert bytes(LogExportFile.objects.get().content).startswith(b"%PDF-")
    assert rung() == []


def test_frozen_workers_file_is_refused_once_another_has_made_it(owner: User) -> None:
    export = ask(owner, Wish(), ring=deaf)
    zombie = work(export, place=Place(WRITES, signal.SIGSTOP, nth=5))
    wait_until_frozen(zombie)
    let_leases_run_out()
    assert rung() == [export]
    assert carry_out(export.pk, ring=deaf) is Outcome.DONE
    before = LogExport.objects.values().get(), bytes(LogExportFile.objects.get().content)

    thaw(zombie)

    assert ended(zombie) is Outcome.LOST
    assert (LogExport.objects.values().get(), bytes(LogExportFile.objects.get().content)) == before


def test_one_that_kills_its_worker_each_time_stops_and_says_so(owner: User) -> None:
    export = ask(owner, Wish(), ring=deaf)
    deaths = 0

    while rung() == [export]:
        assert ended(work(export, place=Place(WRITES, signal.SIGKILL, nth=2))) is None
        deaths += 1
        let_leases_run_out()
        LogExport.objects.update(rung_at=None)

    export.refresh_from_db()
    assert deaths == MOST_ATTEMPTS
    assert export.state == ExportState.FAILED
    assert export.error.startswith("We stopped after 3 attempts that came to nothing.")


def test_two_messages_make_one(owner: User) -> None:
    export = ask(owner, Wish(), ring=deaf)

    workers = [work(export) for _ in range(3)]

    assert sorted(map(str, map(ended, workers))) == ["done", "not_ours", "not_ours"]
    assert LogExportFile.objects.count() == 1


def test_no_more_are_made_at_once_than_there_are_slots(settings: Settings) -> None:
    settings.DOCUMENTS_AT_ONCE = 2
    exports = [make.log_export() for _ in range(3)]

    taken = [claim(export.pk) for export in exports]

    assert [lease is not None for lease in taken] == [True, True, False]
    assert rung() == []


def test_as_many_workers_as_slots_that_come_at_once_get_one_each(settings: Settings) -> None:
    settings.DOCUMENTS_AT_ONCE = 8
    exports = [make.log_export() for _ in range(8)]

    leases = all_at_once(claim, [export.pk for export in exports])

    slots = LogExport.objects.running().order_by("slot").values_list("slot", flat=True)
    assert None not in leases
    assert list(slots) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_cancelling_ends_the_typesetter_in_mid_compile(owner: User) -> None:
    long_words = " ".join(["unending"] * 20)
    for number in range(60):
        make.annotation(make.entry(owner, title=f"{long_words} {number}"), problem=long_words * 50)
    export = ask(owner, Wish(), ring=deaf)
    worker = psutil.Process(work(export))
    until(worker.children)
    typesetter = worker.children()[0]
    typesetter.suspend()  # as if the compile went on for ever
    until(lambda: LogExport.objects.filter(phase=ExportPhase.SETTING).exists())

    asked = time.monotonic()
    assert cancel(owner, export.pk)

    assert ended(worker.pid) is Outcome.LOST
    assert time.monotonic() - asked < SOON
    assert not typesetter.is_running()
    assert not LogExportFile.objects.exists()
    assert LogExport.objects.get().state == ExportState.CANCELLED


def test_day_later_the_file_is_gone_and_a_week_later_its_row_too(owner: User) -> None:
    old = LogExport.objects.filter(pk=make.full_log(owner).pk)
    young = make.full_log()
    old.update(expires_at=Now() - Value(timedelta(seconds=1)))

    rung()

    assert list(LogExportFile.objects.values_list("pk", flat=True)) == [young.pk]
    assert LogExport.objects.count() == 2

    old.update(expires_at=Now() - Value(timedelta(days=8)))
    rung()

    assert list(LogExport.objects.all()) == [young]


def test_what_was_rung_for_in_vain_is_rung_for_again(owner: User) -> None:
    export = ask(owner, Wish(), ring=deaf)
    LogExport.objects.update(rung_at=Now())

    assert rung() == []

    LogExport.objects.update(rung_at=Now() - Value(timedelta(minutes=1)))
    assert rung() == [export]
