"""The part of `bench.full_log` that runs with a database: it makes people and their full logs."""

import logging
import resource
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import django

django.setup()

import psutil  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.tables import labelled  # noqa: E402
from tracker.exporting.ask import Wish, ask  # noqa: E402
from tracker.exporting.carry_out import carry_out  # noqa: E402
from tracker.models import Annotation, Entry, LogExport, LogExportFile, Repository  # noqa: E402
from tracker.records import Form, Kind, Landing, Source, State  # noqa: E402

PROJECTS = 300
TOLD = 12  # every twelfth has a story
NEWEST = datetime(2026, 3, 14, 12, tzinfo=UTC)
YEARS = 8
KINDS = [*Kind][:12]
FORMS = (Form.PULL_REQUEST, Form.PULL_REQUEST, Form.REVIEW, Form.ISSUE, Form.COMMENT)
TITLE = "keep the cursor when a page fails so that no index of a stream is lost on retry"
WORDS = TITLE.split()


@dataclass(slots=True)
class Peaks:
    """The most memory held while somebody looked, in MiB."""

    worker: int = 0
    children: int = 0
    together: int = 0


def person(entries: int) -> User:
    """Somebody with so many public entries over eight years, in 300 projects of unlike size."""
    owner = User.objects.create_user(f"person-{entries}", name="Ada Lindqvist")
    places = Repository.objects.bulk_create(_repository(owner, each) for each in range(PROJECTS))
    made = Entry.objects.bulk_create(
        (_entry(owner, places, number, entries) for number in range(entries)), batch_size=2_000
    )
    Annotation.objects.bulk_create((_story(entry) for entry in made[::TOLD]), batch_size=2_000)
    return owner


def _repository(owner: User, number: int) -> Repository:
    name = f"{owner.handle}-org-{number % 40}/{WORDS[number % len(WORDS)]}-{number}"
    return Repository(
        node_id=f"R_{owner.pk}_{number}",
        full_name=name,
        url=f"https://github.com/{name}",
        is_private=False,
        hydrated_at=timezone.now(),
    )


def _entry(owner: User, places: list[Repository], number: int, of: int) -> Entry:
    place = places[int(PROJECTS * (number * 0.618 % 1) ** 3)]  # a few have most of it
    moment = NEWEST - timedelta(days=YEARS * 365 * number / of)
    form = FORMS[number % len(FORMS)]
    is_merged = form == Form.PULL_REQUEST
    first = number % len(WORDS)
    return Entry(
        user=owner,
        source=Source.GITHUB,
        form=form,
        node_id=f"E_{number}",
        repository=place,
        number=number + 1,
        title=" ".join((WORDS[first:] + WORDS)[: 5 + number % 9]).capitalize() + f" {number}",
        url=f"{place.url}/pull/{number + 1}",
        body="A description that no full log prints. " * 20,
        state=State.MERGED if is_merged else State.OPEN,
        occurred_at=moment,
        opened_at=moment,
        updated_at=moment,
        landing=Landing.MERGED if is_merged else Landing.NOT,
        landed_at=moment if is_merged else None,
        additions=number % 400,
        deletions=number % 90,
        kind=KINDS[number % len(KINDS)],
    )


def _story(entry: Entry) -> Annotation:
    return Annotation(
        entry=entry,
        problem="A failed page moved the cursor, and what stood on it was never read again.",
        fix="The cursor now follows each stored page, in the same transaction.",
        impact="No pull request is lost any more, and a sync that stops goes on where it was.",
    )


def rss_mib() -> int:
    """What this process holds now."""
    return int(psutil.Process().memory_info().rss) >> 20


@contextmanager
def watched() -> Iterator[Peaks]:
    """Look at this process and its children every few milliseconds."""
    peaks, is_over = Peaks(), threading.Event()
    this = psutil.Process()

    def look() -> None:
        while not is_over.wait(0.02):
            worker, children = rss_mib(), 0
            for child in this.children():
                with suppress(psutil.NoSuchProcess):
                    children += child.memory_info().rss >> 20
            peaks.worker = max(peaks.worker, worker)
            peaks.children = max(peaks.children, children)
            peaks.together = max(peaks.together, worker + children)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield peaks
    finally:
        is_over.set()
        watcher.join()


def cpu_seconds(who: int) -> float:
    """What this process, or its children that have ended, have used of a processor."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(owner: User) -> str:
    """Make one full log, as a worker would, and tell what it took."""
    export = ask(owner, Wish(), ring=lambda _: None)
    ours, theirs = map(cpu_seconds, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    before = rss_mib()
    with watched() as peaks:
        began = time.monotonic()
        carry_out(export.pk, ring=lambda _: None)
        took = time.monotonic() - began
    made = LogExport.objects.get(pk=export.pk)
    if made.error or made.missing:
        raise SystemExit(f"{made.error} {made.missing}")
    kib = LogExportFile.objects.values_list("size", flat=True).get(pk=export.pk) >> 10
    cpu = (
        cpu_seconds(resource.RUSAGE_SELF) - ours,
        cpu_seconds(resource.RUSAGE_CHILDREN) - theirs,
    )
    memory = (peaks.children, peaks.together, before, peaks.worker, rss_mib())
    return labelled(f"{made.total:,} entries", made.pages, took, *cpu, *memory, kib)


def main(sizes: list[int]) -> None:
    """Measure each size after a small one that loads what a worker has loaded for long."""
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    owners = [person(size) for size in sizes]
    measure(person(50))
    heads = ("pages", "seconds", "worker's CPU", "children's", "child MiB")
    memory = ("with the worker", "worker before", "at its peak", "afterwards", "file KiB")
    sys.stdout.write(labelled("full log", *heads, *memory))
    for owner in owners:
        sys.stdout.write(measure(owner))
        sys.stdout.flush()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
