"""Passes over a stream: where one begins, where it ends, and what it may take as read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from accounts import scopes
from accounts.models import User
from tracker.github.errors import CursorRejectedError, MissingScopeError
from tracker.models import Phase, SyncStream
from tracker.records import Form

# Covers ties within a second and lists that lag behind their items.
OVERLAP = timedelta(minutes=10)
FORMS = (
    *(Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW, Form.COMMENT),
    *(Form.DISCUSSION, Form.ANSWER, Form.COMMIT, Form.RELEASE, Form.SPONSORSHIP),
)
# Read only where the person allowed it: without the scope GitHub refuses even to count.
SCOPE_OF = {Form.SPONSORSHIP: scopes.READ_USER}
LARGEST_PAGE = 100  # what GitHub allows
MOST_RESTARTS = 2  # in one pass, where GitHub refuses each place that it gave us


def allowed(granted: Collection[str]) -> tuple[Form, ...]:
    """The forms that a token with these scopes shows."""
    return tuple(
        form for form in FORMS if form not in SCOPE_OF or scopes.allow(granted, SCOPE_OF[form])
    )


def streams_of(user: User, granted: Collection[str] = ()) -> dict[Form, SyncStream]:
    """The user's streams that the granted scopes show, by form, made where there are none yet."""
    forms = allowed(granted)
    known = {stream.form: stream for stream in SyncStream.objects.filter(user=user)}
    missing = [SyncStream(user=user, form=form) for form in forms if form not in known]
    if missing:
        SyncStream.objects.bulk_create(missing, ignore_conflicts=True)
        return streams_of(user, granted)
    return {form: known[form] for form in forms}


def begin(stream: SyncStream, at: datetime) -> None:
    """Start a pass, unless one is under way; `at` is GitHub's clock at its first answer."""
    if stream.started_at is None:
        stream.started_at = at
        stream.seen = 0


def end(stream: SyncStream) -> None:
    """Close a pass that reached its end: what changed since it began is for the next one."""
    if stream.started_at is not None:
        stream.watermark = stream.started_at - OVERLAP
    stream.phase = Phase.INCREMENTAL
    stream.is_complete = True
    stream.page_size = LARGEST_PAGE
    stream.restarts = 0
    _forget_place(stream)


def is_left(stream: SyncStream) -> bool:
    """Whether the stream waits for a permission that its owner has not given.

    Another set of scopes starts it over, see `opening`.
    """
    return stream.error_code == MissingScopeError.code


def start_over(stream: SyncStream) -> None:
    """Read everything again from the newest; what is stored stays, so nothing is lost by it."""
    stream.phase = Phase.BACKFILL
    _forget_place(stream)


def count_restart(stream: SyncStream, refusal: CursorRejectedError, cursor: str) -> None:
    """Note that GitHub refused a cursor; raises `refusal` where starting over did not help."""
    if not cursor:
        raise refusal
    if stream.restarts >= MOST_RESTARTS:
        stream.restarts = 0  # the next run may try again
        raise refusal
    stream.restarts += 1


def start_all_over(user: User) -> None:
    """Have the next pass of each stream read everything again, and find its gaps anew."""
    streams_of(user)
    for stream in SyncStream.objects.filter(user=user):
        start_over(stream)
        stream.save()
        stream.skips.all().delete()


def _forget_place(stream: SyncStream) -> None:
    stream.started_at = stream.window_from = stream.window_to = None
    stream.cursor = stream.error_code = stream.last_error = ""
    stream.pending = []
