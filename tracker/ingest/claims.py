"""Claims: what somebody says is also theirs, looked at on GitHub and judged by what it shows."""

from __future__ import annotations

from collections.abc import Iterator

import structlog

from tracker.github import fetch
from tracker.github.errors import (
    ForbiddenError,
    MissingScopeError,
    NotFoundError,
    QueryError,
    ShrinkError,
)
from tracker.github.pages import Claimant, Claimed
from tracker.ingest.blame import ask_again
from tracker.ingest.store import store
from tracker.ingest.visit import Visit
from tracker.models import Claim, Entry, Verdict
from tracker.records import ContributionRecord, Form

log = structlog.get_logger(__name__)
_DOING = "Checking what you said is also yours"


def read(visit: Visit) -> Iterator[None]:
    """Check the claims that wait, oldest first, yielding after each.

    Raises what a sync waits for; what GitHub says of one claim alone ends that claim.
    """
    pending = Claim.objects.filter(user_id=visit.lease.run.user_id, verdict=Verdict.PENDING)
    for claim in pending.order_by("pk"):
        _check(visit, claim)
        yield


def _check(visit: Visit, claim: Claim) -> None:
    try:
        found = _look_at(visit, claim.url)
    except NotFoundError:
        _end(visit, claim, Verdict.NOT_FOUND)
    except (ForbiddenError, MissingScopeError) as error:
        _end(visit, claim, Verdict.REFUSED, detail=error.sentence)
    except QueryError as error:
        log.warning("claim_unreadable", detail=error.detail)
        _end(visit, claim, Verdict.UNREADABLE)
    else:
        _judge(visit, claim, found)


def _look_at(visit: Visit, url: str) -> Claimed:
    """What is at the address; one that alone is too heavy raises QueryError, not an outage."""
    person = Claimant(visit.user_id, visit.connection.github_id)
    try:
        return visit.ask(fetch.claimed, url, person)
    except ShrinkError:
        late = ask_again(visit, lambda it: visit.ask(fetch.claimed, it, person), url, ())
    if late is None:
        raise QueryError("a claim is too heavy")
    return late


def _judge(visit: Visit, claim: Claim, found: Claimed) -> None:
    record = found.record
    mine = Entry.objects.filter(user_id=claim.user_id, form=record.form, node_id=record.node_id)
    is_kept_out, known = _is_private(record) and not visit.may_keep_private, mine.first()
    claim.title = "" if is_kept_out else record.title
    if known is not None:
        _end(visit, claim, Verdict.KNOWN, entry=known)
    elif found.is_own:
        _end(visit, claim, Verdict.OWN)
    elif is_kept_out:
        _end(visit, claim, Verdict.PRIVATE)
    elif found.credit is None:
        _end(visit, claim, Verdict.NOTHING_LINKS)
    else:
        _take(visit, claim, found)


def _is_private(record: ContributionRecord) -> bool:
    return record.repository is None or record.repository.is_private


def _take(visit: Visit, claim: Claim, found: Claimed) -> None:
    """Store the entry and the verdict in one transaction."""
    record = found.record
    stream = visit.streams[Form(record.form)]
    with visit.page(_DOING, found=1) as tally:
        tally.stored += store(stream, [record], may_keep_private=visit.may_keep_private)
        mine = Entry.objects.filter(user_id=claim.user_id, form=record.form, node_id=record.node_id)
        mine.update(claim=found.credit or "", claim_evidence=dict(found.evidence))
        entry = mine.first()
        _write(visit, claim, Verdict.TAKEN if entry else Verdict.UNREADABLE, entry=entry)


def _end(
    visit: Visit, claim: Claim, verdict: Verdict, *, detail: str = "", entry: Entry | None = None
) -> None:
    claim.detail = detail
    with visit.page(_DOING):
        _write(visit, claim, verdict, entry=entry)


def _write(visit: Visit, claim: Claim, verdict: Verdict, *, entry: Entry | None) -> None:
    claim.verdict, claim.entry, claim.checked_at = verdict, entry, visit.now
    claim.save(update_fields=["verdict", "entry", "checked_at", "title", "detail"])
    log.info("claim_checked", claim=claim.pk, verdict=verdict)
