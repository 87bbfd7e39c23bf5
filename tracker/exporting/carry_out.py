"""Making one full log, from its rows to its file, and an end that its owner can read."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from enum import StrEnum

import structlog
from django.db import Error as DatabaseFailure

from tracker.exporting import memory
from tracker.exporting.lease import MOST_ATTEMPTS, TOO_MANY_ATTEMPTS, Lease, claim
from tracker.leases import LeaseLostError
from tracker.models import ExportPhase, LogExport
from tracker.models.log_export import MAX_FILE
from tracker.present.full_log import MAX_ENTRIES, entries_for, log_document
from tracker.present.log_document import LogDocument
from tracker.render.errors import RenderCrashError, RenderError, RenderTimeoutError
from tracker.render.full_log import RenderedLog, TooMuchTextError, full_log_pdf

log = structlog.get_logger(__name__)

Ring = Callable[[LogExport], object]

NOTHING = (
    "There is nothing in it: no entry fits what you chose. Choose more years or kinds of work."
)
TOO_MANY = (
    "There are {count:,} entries in it, and one document holds {most:,}. "
    "Choose fewer years or kinds of work, and make several."
)
TOO_LONG = "Setting it took too long, so we stopped. Choose fewer years and try again."
TOO_MUCH = "It is too long to be set in one piece. Choose fewer years, or titles without stories."
NOT_SET = "The typesetter refused it, which is our fault. Choose fewer years and try again."


class Outcome(StrEnum):
    """How an attempt ended."""

    NOT_OURS = "not_ours"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


class _RefusedError(Exception):
    """It cannot be made; the message says why, to its owner."""


def carry_out(export_id: int, *, ring: Ring) -> Outcome:
    """Take it, if it waits and there is room, and make it; then ring for the next in line.

    Safe to call twice for the same: only one caller gets it. Never sleeps.
    """
    lease = claim(export_id)
    if lease is None:
        return Outcome.NOT_OURS
    with structlog.contextvars.bound_contextvars(export=export_id, user=lease.export.user_id):
        outcome = _held(lease)
        memory.give_back()
        log.info("full_log_ended", outcome=outcome)
    if heir := LogExport.objects.waiting().first():
        ring(heir)
    return outcome


def _held(lease: Lease) -> Outcome:
    try:
        return _attempt(lease)
    except LeaseLostError:
        return Outcome.LOST
    except BaseException:
        with contextlib.suppress(DatabaseFailure, LeaseLostError):
            lease.give_back()
        raise


def _attempt(lease: Lease) -> Outcome:
    if lease.export.attempts > MOST_ATTEMPTS:
        return _fail(lease, TOO_MANY_ATTEMPTS)
    try:
        lease.finish(_made(lease))
    except _RefusedError as refusal:
        return _fail(lease, str(refusal))
    return Outcome.DONE


def _fail(lease: Lease, sentence: str) -> Outcome:
    lease.fail(sentence)
    return Outcome.FAILED


def _made(lease: Lease) -> RenderedLog:
    document = _read(lease)
    try:
        made = full_log_pdf(
            document,
            watch=lease.renew,
            on_checking=lambda: lease.show(ExportPhase.CHECKING),
        )
    except RenderError as error:
        log.warning("full_log_failed", reason=str(error))
        raise _RefusedError(_sentence(error)) from error
    if len(made.content) > MAX_FILE:
        raise _RefusedError(TOO_MUCH)
    return made


def _read(lease: Lease) -> LogDocument:
    total = entries_for(lease.export).count()
    if total == 0:
        raise _RefusedError(NOTHING)
    if total > MAX_ENTRIES:
        raise _RefusedError(TOO_MANY.format(count=total, most=MAX_ENTRIES))
    lease.show(ExportPhase.READING, done=0, total=total)
    document = log_document(lease.export, lambda done: lease.show(ExportPhase.READING, done=done))
    lease.show(ExportPhase.SETTING, done=total)
    return document


def _sentence(error: RenderError) -> str:
    if isinstance(error, RenderTimeoutError):
        return TOO_LONG
    return TOO_MUCH if isinstance(error, RenderCrashError | TooMuchTextError) else NOT_SET
