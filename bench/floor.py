"""The fewest requests for a history: a hundred a page, nothing asked twice.

Counted from what is stored after a complete sync, by the rules of GitHub's interface: lists and
`nodes(ids:)` give a hundred at most, reviews come by windows of a year, commits by windows of a
year and a hundred repositories, and the files of more than 25 pull requests cost more than the one
point that a request costs. What cites a closed pull request is met on the way through the commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import ExtractYear

from accounts.models import User
from tracker.models import Entry, SyncStream
from tracker.records import Form, State

PAGE = 100
YEAR = timedelta(days=365)
DIFFS = 25
MOVES = 50
BY_WINDOW = {Form.REVIEW, Form.COMMIT}


def fewest_requests(owner: User) -> Mapping[str, int]:
    """How many requests each part needs at least."""
    return {
        "who": 1,
        **_lists(owner),
        "reviews": _windows(owner),
        "closings": _batches(_closed(owner).count()),
        "files": _batches(_landed(owner), DIFFS),
        "commits": _commit_windows(owner) + _histories(owner),
        "triage": _batches(_threads(owner)),
        "moves": _batches(_pull_requests(owner).filter(state=State.OPEN).count(), MOVES),
        "projects": _batches(owner.entries.values("repository").distinct().count()),
    }


def _lists(owner: User) -> dict[str, int]:
    streams = SyncStream.objects.filter(user=owner).exclude(form__in=BY_WINDOW)
    return {stream.form: max(_batches(stream.total or 0), 1) for stream in streams}


def _windows(owner: User) -> int:
    """A year without reviews has to be asked for too, if anything was done in it."""
    active = Entry.objects.filter(user=owner).annotate(year=ExtractYear("opened_at"))
    years = set(active.values_list("year", flat=True))
    reviewed = Entry.objects.filter(user=owner, form=Form.REVIEW).values_list(
        ExtractYear("submitted_at"), F("parent__node_id")
    )
    pairs = list(reviewed)
    by_year = [{node_id for at, node_id in pairs if at == year} for year in years]
    return sum(max(_batches(len(ids)), 1) for ids in by_year)


def _commit_windows(owner: User) -> int:
    """How many windows, newest first, hold no more than a year and a hundred repositories each."""
    newest_first = _committed(owner).order_by("-occurred_at")
    windows: list[datetime] = []
    seen: set[int | None] = set()
    for at, repository in newest_first.values_list("occurred_at", "repository_id"):
        if not windows or windows[-1] - at > YEAR or len(seen | {repository}) > PAGE:
            windows.append(at)
            seen = set()
        seen.add(repository)
    return len(windows)


def _histories(owner: User) -> int:
    return _committed(owner).values("repository").distinct().count()


def _committed(owner: User) -> QuerySet[Entry]:
    """Commits, and what landed as one, whoever pressed the button."""
    return Entry.objects.filter(user=owner).filter(Q(form=Form.COMMIT) | ~Q(landing=""))


def _threads(owner: User) -> int:
    comments = Entry.objects.filter(user=owner, form=Form.COMMENT)
    return comments.values("parent__node_id").distinct().count()


def _pull_requests(owner: User) -> QuerySet[Entry]:
    return Entry.objects.filter(user=owner, form=Form.PULL_REQUEST)


def _closed(owner: User) -> QuerySet[Entry]:
    return _pull_requests(owner).filter(state=State.CLOSED)


def _landed(owner: User) -> int:
    landed = Entry.objects.filter(user=owner, form=Form.PULL_REQUEST).exclude(landing="")
    return landed.count()


def _batches(count: int, size: int = PAGE) -> int:
    return -(-count // size)
