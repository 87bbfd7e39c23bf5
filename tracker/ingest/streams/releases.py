"""The stream of releases, read in two steps: where there may be some, then those by the person.

No list tells when a release was published, so the newest of each repository are looked at once a
day. What was found and still has to be read is `pending`: a repository's id, followed by the cursor
of its next page where its first one has been read. One in which the person may publish, for all we
know, is marked as a guess: it is read on only while it proves right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from tracker.github import fetch
from tracker.github.errors import CursorRejectedError
from tracker.github.pages import MaintainedPage, Probe, ReleasePage
from tracker.ingest import passes
from tracker.ingest.enrich.batches import gaps_in, read_some
from tracker.ingest.gaps import close_gaps
from tracker.ingest.sizes import shrinking
from tracker.ingest.store import store
from tracker.ingest.visit import Visit
from tracker.models import Entry, Phase, SyncStream
from tracker.records import Form, Skipped

LOOKED_AT_EVERY = timedelta(days=1)
BATCH = 50  # repositories whose newest releases are read at once
NEWEST = 10  # releases of each of them
MORE = 100  # releases of a repository with more
# GitHub lists no repository that one maintains through an organization: whoever landed this much in
# one may publish its releases too.
MUCH_LANDED = 25  # pull requests
MOST_REPOSITORIES = 50  # of that sort
_FINDING = "finding:"  # marks a cursor through the list of repositories
_GUESS = "guess:"  # marks a repository that is not known to be maintained by the person
_DOING = "Reading the releases you published"


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some of what is pending, as it was read; `rest` is to be read after it."""

    taken: tuple[str, ...]
    page: ReleasePage | None
    rest: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after each page."""
    if stream.started_at is None:
        passes.begin(stream, visit.now)
        stream.cursor, stream.pending = _FINDING, _much_landed_in(visit)
    while stream.started_at is not None:
        if stream.cursor.startswith(_FINDING):
            _find(visit, stream)
        else:
            _read(visit, stream)
        yield


def has_moved(visit: Visit, stream: SyncStream, _probe: Probe) -> bool:
    """Whether it is time to look again."""
    return stream.watermark is None or stream.watermark < visit.now - LOOKED_AT_EVERY


def _find(visit: Visit, stream: SyncStream) -> None:
    """Find repositories with releases, a page of the person's own at a time."""
    found = _maintained(visit, stream, stream.cursor.removeprefix(_FINDING))
    known = set(found.repository_ids)
    others = [each for each in stream.pending if each.removeprefix(_GUESS) not in known]
    stream.pending = [*others, *found.repository_ids]
    stream.cursor = f"{_FINDING}{found.cursor}" if found.has_more else ""
    _commit(visit, stream, _Batch((), None, skipped=found.skipped))


def _maintained(visit: Visit, stream: SyncStream, cursor: str) -> MaintainedPage:
    def page(size: int) -> MaintainedPage:
        return visit.ask(fetch.maintained, visit.user_id, size=size, cursor=cursor)

    try:
        return shrinking(MORE, page)
    except CursorRejectedError as refusal:
        passes.count_restart(stream, refusal, cursor)
        cursor = ""
        return shrinking(MORE, page)


def _read(visit: Visit, stream: SyncStream) -> None:
    """Read the next of what is pending, and keep what of it goes on."""
    if not stream.pending:
        _commit(visit, stream, _Batch((), None))
        return
    place, _, cursor = stream.pending[0].partition(" ")
    try:
        batch = _more_of(visit, stream, place, cursor) if cursor else _newest(visit, stream)
    except CursorRejectedError as refusal:
        passes.count_restart(stream, refusal, cursor)
        stream.pending[0] = place
        return
    stream.pending = [*batch.rest, *stream.pending[len(batch.taken) :]]
    _commit(visit, stream, batch)


def _newest(visit: Visit, stream: SyncStream) -> _Batch:
    """The newest releases of several repositories; one that is too heavy becomes a gap."""
    places = {place.removeprefix(_GUESS): place for place in stream.pending[:BATCH]}
    reading = read_some(
        visit,
        list(places),
        lambda ids: visit.ask(fetch.releases, visit.user_id, ids, size=NEWEST),
    )
    rest = _what_goes_on(stream, reading.told, places) if reading.told else ()
    return _Batch(reading.ids, reading.told, rest, gaps_in(reading))


def _more_of(visit: Visit, stream: SyncStream, place: str, cursor: str) -> _Batch:
    repository_id = place.removeprefix(_GUESS)

    def page(size: int) -> ReleasePage:
        return visit.ask(fetch.releases, visit.user_id, [repository_id], size=size, cursor=cursor)

    told = shrinking(MORE, page)
    rest = _what_goes_on(stream, told, {repository_id: place})
    return _Batch((repository_id,), told, rest, told.skipped)


def _what_goes_on(
    stream: SyncStream, told: ReleasePage, places: Mapping[str, str]
) -> tuple[str, ...]:
    """What is pending of the repositories whose next page may hold more that we do not know.

    A guess goes on where the page held one of theirs, and a later pass where that one was new.
    """
    goes_on = set(told.theirs)
    if stream.phase == Phase.INCREMENTAL:
        goes_on = _with_news(stream, told)
    else:
        goes_on |= {each for each, place in places.items() if not place.startswith(_GUESS)}
    more = ((each, cursor) for each, cursor in told.overflow.items() if each in goes_on)
    return tuple(f"{places[repository_id]} {cursor}" for repository_id, cursor in more)


def _with_news(stream: SyncStream, told: ReleasePage) -> set[str]:
    """The repositories in which the page held a release of theirs that is not stored yet."""
    ids = [record.node_id for record in told.records]
    mine = Entry.objects.filter(user_id=stream.user_id, form=Form.RELEASE, node_id__in=ids)
    known = set(mine.values_list("node_id", flat=True))
    new = (record for record in told.records if record.node_id not in known)
    return {record.repository.node_id for record in new if record.repository}


def _commit(visit: Visit, stream: SyncStream, batch: _Batch) -> None:
    records = batch.page.records if batch.page else ()
    stream.seen += len(records)
    if not stream.cursor and not stream.pending:
        passes.end(stream)
    with visit.page(_DOING, stream, found=len(records)) as tally:
        close_gaps(stream, batch.taken)
        tally.stored += store(
            stream, records, batch.skipped, may_keep_private=visit.may_keep_private
        )


def _much_landed_in(visit: Visit) -> list[str]:
    landed = Entry.objects.filter(user_id=visit.lease.run.user_id, form=Form.PULL_REQUEST)
    by_repository = landed.exclude(landing="").values_list("repository__node_id")
    counted = by_repository.annotate(number=Count("pk")).filter(number__gte=MUCH_LANDED)
    return [f"{_GUESS}{node_id}" for node_id, _ in counted.order_by("-number")[:MOST_REPOSITORIES]]
