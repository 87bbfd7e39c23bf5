"""Gaps that their owner wants tried again: by id where they have one, or with their list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from tracker.github import fetch
from tracker.github.batches import RecordBatch
from tracker.github.client import GitHubClient
from tracker.ingest import gaps, passes
from tracker.ingest.enrich.batches import gaps_in, read_some
from tracker.ingest.store import store
from tracker.ingest.visit import Visit
from tracker.models import Entry, Phase, SyncSkip, SyncStream
from tracker.records import Form

BATCH = 25  # things whose bodies and labels are read at once
_BY_ID: Mapping[Form, Callable[[GitHubClient, Sequence[str]], RecordBatch]] = {
    Form.PULL_REQUEST: fetch.pull_requests_by_id,
    Form.ISSUE: fetch.issues_by_id,
}


def want(user: User, gap_id: int | None = None) -> int:
    """Have the next run try one gap of the person, or all of them; returns how many those are."""
    theirs = SyncSkip.objects.filter(stream__user=user)
    return (theirs if gap_id is None else theirs.filter(pk=gap_id)).update(is_wanted=True)


def prepare(visit: Visit) -> None:
    """Note what is wanted in this visit, and start the lists over whose gaps have no id."""
    wanted = list(_wanted(visit).only("pk", "stream_id", "node_id"))
    visit.wanted = frozenset(gap.pk for gap in wanted)
    for stream in visit.streams.values():
        theirs = {gap.node_id for gap in wanted if gap.stream_id == stream.pk}
        if theirs and _need_their_list(stream, theirs):
            _start_over(visit, stream)
        elif theirs and stream.form == Form.REVIEW:
            _add_to_pending(visit, stream)


def is_wanted(visit: Visit, stream: SyncStream) -> bool:
    """Whether a stream of reviews has something to read although nothing has moved."""
    return bool(visit.wanted) and stream.form == Form.REVIEW and gaps_of(visit, stream).exists()


def read(visit: Visit) -> Iterator[None]:
    """Ask by id for what is missing in the lists, yielding after each batch.

    What is in the log already lacks only what the enrichments read; those see to it themselves.
    """
    for form in _BY_ID:
        stream = visit.streams[form]
        waiting = _missing(visit, stream) if visit.wanted else []
        while waiting:
            waiting = waiting[_read_batch(visit, stream, waiting[:BATCH]) :]
            yield


def settle(visit: Visit) -> None:
    """What could be tried has been tried: nobody has to want it any more."""
    if visit.wanted:
        with visit.lease.held():
            left = SyncSkip.objects.filter(pk__in=visit.wanted)
            left.update(is_wanted=False, tried_at=timezone.now())


def gaps_of(visit: Visit, stream: SyncStream) -> QuerySet[SyncSkip]:
    """The wanted gaps of a stream that have an id."""
    return stream.skips.filter(pk__in=visit.wanted).exclude(node_id="")


def _wanted(visit: Visit) -> QuerySet[SyncSkip]:
    return SyncSkip.objects.filter(stream__user=visit.lease.run.user_id, is_wanted=True)


def _need_their_list(stream: SyncStream, node_ids: set[str]) -> bool:
    """Whether any of these gaps has no id that could be asked for; triage asks for its threads."""
    if stream.form in {*_BY_ID, Form.REVIEW}:
        return "" in node_ids
    comments = Entry.objects.filter(user_id=stream.user_id, form=Form.COMMENT)
    threads = comments.filter(parent__node_id__in=list(node_ids))
    known = set(threads.values_list("parent__node_id", flat=True))
    return stream.form != Form.COMMENT or bool(node_ids - known)


def _start_over(visit: Visit, stream: SyncStream) -> None:
    """Read the whole list again, which finds its gaps anew."""
    passes.start_over(stream)
    with visit.lease.held():
        stream.save()
        stream.skips.all().delete()


def _add_to_pending(visit: Visit, stream: SyncStream) -> None:
    """A pass that is under way takes them along; one that begins finds them by itself."""
    if stream.phase == Phase.INCREMENTAL and stream.started_at is None:
        return
    ids = gaps_of(visit, stream).values_list("node_id", flat=True)
    stream.pending = list(dict.fromkeys([*stream.pending, *ids]))
    with visit.lease.held():
        stream.save(update_fields=["pending"])


def _missing(visit: Visit, stream: SyncStream) -> list[str]:
    """The ids that are in no entry; a gap of an entry that lacks nothing is closed."""
    entries = Entry.objects.filter(user_id=stream.user_id, form=stream.form)
    wanted = gaps_of(visit, stream).values_list("node_id", flat=True)
    known = dict(entries.filter(node_id__in=wanted).values_list("node_id", "enriched_at"))
    whole = [node_id for node_id, enriched_at in known.items() if enriched_at]
    if whole:
        with visit.lease.held():
            gaps.close_gaps(stream, whole)
    return sorted(set(wanted) - known.keys())


def _read_batch(visit: Visit, stream: SyncStream, node_ids: Sequence[str]) -> int:
    by_id = _BY_ID[Form(stream.form)]
    reading = read_some(visit, node_ids, lambda ids: visit.ask(by_id, ids))
    records = reading.told.records if reading.told else ()
    with visit.page("Trying again what could not be read", found=len(records)) as tally:
        gaps.close_gaps(stream, reading.ids)
        tally.stored += store(
            stream, records, gaps_in(reading), may_keep_private=visit.may_keep_private
        )
    return len(reading.ids)
