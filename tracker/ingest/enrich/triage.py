"""What somebody did where they commented: labels put, threads closed, duplicates marked.

GitHub lists these by thread alone. A thread is read when it has a comment that was never looked
at, and daily while the newest is so young that more may follow; what was done stands beside the
comment that is nearest in time, so that it has its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import F, Q

from tracker.github import fetch
from tracker.ingest import gaps, rows
from tracker.ingest.enrich.batches import Pace, gaps_in, read_some
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.records import Form, TriageAct

BATCH = 100  # threads, for two points
AFTERWARDS = timedelta(days=7)  # how long after a comment more may be done
RETEST = timedelta(days=1)
_COMMENTS_A_THREAD = 4  # looked through for one batch, at most


def read(visit: Visit) -> Iterator[None]:
    """Read the threads of new comments, newest first, yielding after each batch."""
    pace = Pace(BATCH)
    for thread_ids in _threads(visit, pace):
        pace.met(_read_batch(visit, thread_ids))
        yield


def _threads(visit: Visit, pace: Pace) -> Iterator[list[str]]:
    """Batches of threads; each query begins where the last batch did."""
    from_here = Q()
    while found := _of_comments(_waiting(visit).filter(from_here), pace.size):
        yield list(dict.fromkeys(thread_id for thread_id, _ in found))[: pace.size]
        from_here = Q(occurred_at__lte=found[0][1])


def _of_comments(waiting: EntryQuerySet, threads: int) -> list[tuple[str, datetime]]:
    newest = waiting.newest_first().values_list("parent__node_id", "occurred_at")
    return list(newest[: threads * _COMMENTS_A_THREAD])


def _mine(visit: Visit) -> EntryQuerySet:
    theirs = Entry.objects.within_reach(may_see_private=visit.may_keep_private)
    return theirs.filter(user_id=visit.lease.run.user_id, form=Form.COMMENT)


def _waiting(visit: Visit) -> EntryQuerySet:
    may_follow = Q(
        enriched_at__lt=visit.now - RETEST, occurred_at__gt=F("enriched_at") - AFTERWARDS
    )
    known_gaps = list(gaps.resting(visit.streams[Form.COMMENT]))
    unread = _mine(visit).filter(Q(enriched_at=None) | may_follow)
    return unread.exclude(parent__node_id__in=known_gaps)


def _read_batch(visit: Visit, thread_ids: Sequence[str]) -> int:
    """Read about as many of the first as GitHub answers for; returns how many."""
    reading = read_some(
        visit, thread_ids, lambda some: visit.ask(fetch.triage, visit.user_id, some)
    )
    skipped = gaps_in(reading)
    stream, by_id = visit.streams[Form.COMMENT], reading.told.by_id if reading.told else {}
    comments = _in_threads(visit, by_id)
    for thread_id, done in by_id.items():
        _share_out(done, comments[thread_id])
    with visit.page("Reading what you did where you commented"):
        rows.update([row for some in comments.values() for row in some], ["actions"], visit.now)
        gaps.close_gaps(stream, reading.ids)
        gaps.note_gaps(stream, skipped)
    return len(reading.ids)


def _in_threads(visit: Visit, thread_ids: Iterable[str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {thread_id: [] for thread_id in thread_ids}
    comments = _mine(visit).filter(parent__node_id__in=list(found))
    for comment in comments.only("parent", "occurred_at"):
        found[comment.parent["node_id"]].append(comment)
    return found


def _share_out(done: Iterable[TriageAct], comments: Sequence[Entry]) -> None:
    """Put each act beside the comment nearest in time, the earlier of two as near."""
    for comment in comments:
        comment.actions = []
    for act in sorted(done, key=lambda act: act.at):
        nearest = min(comments, key=lambda row: (abs(row.occurred_at - act.at), row.occurred_at))
        nearest.actions.append(rows.act_json(act))
