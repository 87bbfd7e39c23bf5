"""Carrying out one run: as much of it as one turn allows, and an end that its owner can read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog
from django.db import Error as DatabaseFailure
from django.db import transaction

from accounts.models import GitHubConnection
from tracker.github.errors import (
    GitHubError,
    ShrinkError,
    SuspendedError,
    TokenRejectedError,
    WaitError,
)
from tracker.ingest import access, approvals, passes, slots, waits
from tracker.ingest.ask import Ring
from tracker.ingest.claim import MOST_ATTEMPTS, TOO_MANY_ATTEMPTS, Lease, claim
from tracker.ingest.due import put_off
from tracker.ingest.lanes import others_wait
from tracker.ingest.visit import Visit
from tracker.ingest.walk import walk
from tracker.leases import LeaseLostError
from tracker.models import SyncRun

log = structlog.get_logger(__name__)

AfterPage = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one turn may last before the run goes back to the queue, so that all get theirs.

    `seconds` where nobody else waits for a worker, and `fair_seconds` where somebody does: each
    turn opens with a request of its own, so a short one is dear.
    """

    seconds: float = 50
    fair_seconds: float = 10
    pages: int = 1000


ONE_TURN = Patience()
_LOOK_EVERY = 2  # seconds


class Turn:
    """The time that one turn takes of a worker."""

    def __init__(self, run: SyncRun, patience: Patience) -> None:
        self._run, self._patience = run, patience
        self._began = time.monotonic()
        self._look_at = patience.fair_seconds

    def is_over(self) -> bool:
        """Whether it has lasted long enough, asking now and then whether others wait."""
        lasted = time.monotonic() - self._began
        if lasted < self._look_at:
            return False
        self._look_at = lasted + _LOOK_EVERY
        return lasted > self._patience.seconds or others_wait(self._run)


class Outcome(StrEnum):
    """How a turn ended."""

    NOT_OURS = "not_ours"
    UNFINISHED = "unfinished"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


def carry_out(
    run_id: int,
    *,
    ring: Ring,
    patience: Patience = ONE_TURN,
    after_page: AfterPage = lambda: None,
) -> Outcome:
    """Take the run, if it is free, and work on it; `ring` is called when there is more to do.

    Safe to call twice for the same run: only one caller gets it. Never sleeps.
    """
    lease = claim(run_id)
    if lease is None:
        return Outcome.NOT_OURS
    with structlog.contextvars.bound_contextvars(run=run_id, user=lease.run.user_id, stream=""):
        outcome = _held(lease, patience, after_page)
        log.info("sync_turn_ended", outcome=outcome)
    if outcome is Outcome.UNFINISHED:
        ring(lease.run)
    if heir := slots.next_in_line():
        ring(heir)
    return outcome


def _held(lease: Lease, patience: Patience, after_page: AfterPage) -> Outcome:
    try:
        return _attempt(lease, patience, after_page)
    except LeaseLostError:
        log.warning("sync_lease_lost")
        return Outcome.LOST
    except BaseException as error:
        _put_back(lease, at_once=not isinstance(error, Exception))
        raise


def _attempt(lease: Lease, patience: Patience, after_page: AfterPage) -> Outcome:
    if lease.run.attempts > MOST_ATTEMPTS:
        return _give_up(lease)
    try:
        is_done = _walk_or_close(lease, patience, after_page)
    except (WaitError, ShrinkError) as error:
        return _wait(lease, error)
    except (GitHubError, access.NotConnectedError) as error:
        return _fail(lease, error)
    return _finish(lease) if is_done else _pause(lease)


def _walk_or_close(lease: Lease, patience: Patience, after_page: AfterPage) -> bool:
    """Walk with a token that GitHub accepts; where there is none, ask nothing more."""
    connection = access.connection_of(lease.run.user_id)
    try:
        return _walk_with_a_fresh_token(lease, connection, patience, after_page)
    except (TokenRejectedError, SuspendedError) as error:
        access.close(connection, error.sentence)
        raise


def _walk_with_a_fresh_token(
    lease: Lease, connection: GitHubConnection, patience: Patience, after_page: AfterPage
) -> bool:
    try:
        return _walk(lease, connection, patience, after_page)
    except TokenRejectedError:
        log.info("sync_token_rejected")
    access.refresh(connection)
    return _walk(lease, connection, patience, after_page)


def _walk(
    lease: Lease, connection: GitHubConnection, patience: Patience, after_page: AfterPage
) -> bool:
    """Walk until all is read or the turn is over; tells which."""
    turn = Turn(lease.run, patience)
    with access.client_for(connection) as client:
        visit = Visit(
            lease, client, connection, passes.streams_of(lease.run.user, connection.scopes)
        )
        for number, _ in enumerate(walk(visit), start=1):
            after_page()
            if number >= patience.pages or turn.is_over():
                return False
    return True


def _finish(lease: Lease) -> Outcome:
    with transaction.atomic():
        approvals.forget_unmet(lease.run)
        lease.finish()
        put_off(GitHubConnection.objects.filter(user_id=lease.run.user_id))
    return Outcome.DONE


def _pause(lease: Lease) -> Outcome:
    lease.pause()
    return Outcome.UNFINISHED


def _wait(lease: Lease, error: WaitError | ShrinkError) -> Outcome:
    """Leave GitHub alone for a while; whoever watches reads why and until when."""
    moment = waits.until(error, lease.failures)
    if waits.is_nobodys_fault(error):
        lease.forgive()
    reason = waits.sentence(error, moment, lease.run.user.zone)
    lease.pause(waits.jittered(moment), waiting_for=reason, code=error.code)
    log.info("sync_waits", code=error.code, until=moment.isoformat(), detail=error.detail)
    return Outcome.WAITING


def _fail(lease: Lease, error: GitHubError | access.NotConnectedError) -> Outcome:
    lease.fail(error.code, error.sentence)
    log.warning("sync_failed", code=error.code, detail=error.detail)
    return Outcome.FAILED


def _give_up(lease: Lease) -> Outcome:
    lease.fail(*TOO_MANY_ATTEMPTS)
    log.error("sync_gave_up", attempts=MOST_ATTEMPTS)
    return Outcome.FAILED


def _put_back(lease: Lease, *, at_once: bool) -> None:
    """Let another turn try again; where even that fails, the lease runs out by itself."""
    until = None if at_once else waits.jittered(waits.next_try(lease.failures))
    with contextlib.suppress(DatabaseFailure, LeaseLostError):
        lease.pause(until)
