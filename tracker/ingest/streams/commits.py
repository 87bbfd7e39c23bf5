"""The stream of commits that no pull request brought, read in two steps: where, then which.

GitHub's contribution list names the repositories, a window at a time; each one's default branch is
then read once, over the whole reach of the pass. GitHub finds commits by their author alone. Where
it counted more of them than it showed, somebody else is the author, and the days in question are
read again, everybody's commits this time.

`pending` holds the repositories that were found: see `Place`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tracker.github import fetch
from tracker.github.errors import CursorRejectedError, ForbiddenError, ShrinkError
from tracker.github.pages import CommitPage, CommitPlaces, Probe, Window
from tracker.ingest import gaps, passes, windows
from tracker.ingest.blame import ask_again
from tracker.ingest.sizes import SIZES, sized
from tracker.ingest.store import store
from tracker.ingest.streams import own_work, places
from tracker.ingest.streams.places import Place
from tracker.ingest.visit import Visit
from tracker.ingest.windows import Reach
from tracker.models import Phase, SyncStream
from tracker.records import Form, Skipped

_COUNT = "committed"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # before which GitHub's history takes no instant
LATE = timedelta(days=7)  # a branch may be pushed days after its commits were made
MOST_PLACES = 100  # repositories that GitHub names in a window
NOT_QUITE = 0.9  # of them is aimed at
COMING_BACK = 1.3
SHRINK, GROW = 0.8, 2.0
HALF = 0.5
MARK_LASTS = timedelta(days=30)
UNSHOWN = "GitHub did not show its commits"
TOO_MANY = "too many commits by others to find all that you co-authored"


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after each page.

    Waits for the pull requests: what a commit stands for can only be told once they are known.
    """
    if not visit.streams[Form.PULL_REQUEST].is_complete:
        return
    if stream.started_at is None:
        _begin(visit, stream)
    while stream.started_at is not None:
        window = windows.current(stream)
        if window is not None:
            _find(visit, stream, window)
        else:
            _read(visit, stream)
        yield


def has_moved(_visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether GitHub counts other commits since the mark than it did when the last pass began.

    GitHub counts by the day, so for somebody who commits daily there always are some. What was too
    heavy a day ago is asked for again.
    """
    has_other_count = stream.counted != {_COUNT: probe.counts.committed}
    return has_other_count or gaps.rested(stream).exists()


def _begin(visit: Visit, stream: SyncStream) -> None:
    passes.begin(stream, visit.now)
    if stream.phase == Phase.BACKFILL:
        stream.citations_known_to = visit.streams[Form.PULL_REQUEST].watermark
    mark = stream.counted_since
    is_usable = stream.phase == Phase.INCREMENTAL and mark and visit.now - mark < MARK_LASTS
    stream.counted_since = mark if is_usable else visit.now - LATE
    stream.counted = {}
    windows.enter(stream, Window(stream.counted_since or visit.now, visit.now))
    stream.pending = [Place(node_id, is_whole=True).as_json() for node_id in gaps.rested(stream)]


def _begin_anew(visit: Visit, stream: SyncStream) -> None:
    """Begin the pass again: what was read of a place has been taken off its days already."""
    stream.started_at = None
    _begin(visit, stream)
    _commit(visit, stream)


def _find(visit: Visit, stream: SyncStream, window: Window) -> None:
    """Find the repositories of one window; halve one that is too heavy, or that has too many."""
    older = _older(visit, stream, window)
    try:
        found = visit.ask(fetch.committed_places, visit.user_id, window=window)
    except ShrinkError:
        newer = windows.newer_part(window)
        if newer is None:
            _insist_on(visit, window, older)
        windows.enter(stream, newer or older)
        _commit(visit, stream, () if newer else [_gap(window)])
        return
    _count(stream, found, window)
    has_all = len(found.places) >= found.total
    newer = None if has_all else windows.newer_part(window, _share(found.total))
    if newer is None:
        places.add(stream, _shown(visit, found))
    windows.enter(stream, newer or _older(visit, stream, window, found.total))
    _commit(visit, stream, () if has_all or newer else [_gap(window)])


def _share(places: int) -> float:
    """How much to ask for next of a window with so many repositories, not all of them named.

    Half where GitHub has room for all: it keeps one back that it counts, however few there are.
    """
    return _fitting(places) if places > MOST_PLACES else HALF


def _fitting(places: int) -> float:
    """How many times as long a window to ask for after one with so many repositories.

    It should hold not quite as many as GitHub names. In twice the time people come to less than
    twice as many repositories, as they go back to some.
    """
    return math.pow(NOT_QUITE * MOST_PLACES / max(places, 1), COMING_BACK)


def _older(visit: Visit, stream: SyncStream, window: Window, places: int = 0) -> Window | None:
    """The next window: after one that was cut, as long as it takes to fill GitHub's hundred."""
    reach = _reach(visit, stream)
    if _is_counted(stream, window):
        return windows.newest(window.start, reach)
    growth = min(max(_fitting(places), SHRINK), GROW)
    return windows.older(window, reach, growth=growth)


def _insist_on(visit: Visit, window: Window, older: Window | None) -> None:
    """Raise ShrinkError, so that the window is kept for later, unless it alone is to blame."""

    def ask(of: Window) -> CommitPlaces:
        return visit.ask(fetch.committed_places, visit.user_id, window=of)

    if ask_again(visit, ask, window, [older] if older else []):
        raise ShrinkError("it can be read after all: go on from here later")


def _count(stream: SyncStream, found: CommitPlaces, window: Window) -> None:
    if _is_counted(stream, window):
        stream.counted = {_COUNT: found.counted}


def _is_counted(stream: SyncStream, window: Window) -> bool:
    """Whether it is the first one, over whose time the probe counts as well."""
    return (window.start, window.end) == (stream.counted_since, stream.started_at)


def _shown(visit: Visit, found: CommitPlaces) -> list[Place]:
    visible = (p for p in found.places if visit.may_keep_private or not p.is_private)
    return [Place.found(place) for place in visible]


def _read(visit: Visit, stream: SyncStream) -> None:
    """Read the next page of the first repository that is still to be read."""
    if not stream.pending:
        _commit(visit, stream)
        return
    place = Place.of(stream.pending[0])
    try:
        page = _next_page(visit, stream, place)
    except CursorRejectedError as refusal:
        passes.count_restart(stream, refusal, stream.cursor)
        _begin_anew(visit, stream)
    except ForbiddenError:
        _give_up(visit, stream, place, UNSHOWN)
    except ShrinkError:
        _blame(visit, stream, place)
    else:
        _keep(visit, stream, place, page)


def _next_page(visit: Visit, stream: SyncStream, place: Place) -> CommitPage:
    return sized(visit, stream, lambda size: _page(visit, stream, place, size, stream.cursor))


def _page(visit: Visit, stream: SyncStream, place: Place, size: int, cursor: str) -> CommitPage:
    ask = fetch.co_authored_commits if place.spans else fetch.authored_commits
    return visit.ask(
        ask,
        visit.user_id,
        place.repository_id,
        window=places.span(place) or _whole_walk(visit, stream, place),
        size=size,
        cursor=cursor,
    )


def _keep(visit: Visit, stream: SyncStream, place: Place, page: CommitPage) -> None:
    is_past_the_cap = _move_on(stream, place, page)
    records = own_work.without_landings(stream, page.commits)
    stream.seen += len(records)
    gap = [Skipped(place.repository_id, TOO_MANY)] if is_past_the_cap else []
    _end_if_all_is_read(stream)
    with visit.page("Reading your commits", stream, found=len(records)) as tally:
        own_work.land_cited(stream, page.commits)
        gaps.close_gaps(stream, [place.repository_id])
        tally.stored += store(
            stream, records, [*page.skipped, *gap], may_keep_private=visit.may_keep_private
        )


def _move_on(stream: SyncStream, place: Place, page: CommitPage) -> bool:
    """Step to the next page, span or repository; tells whether the search was broken off."""
    following = places.after(place, page)
    is_same_walk = following is not None and following.spans == place.spans and page.has_more
    stream.cursor = (page.cursor or stream.cursor) if is_same_walk else ""
    rest = stream.pending[1:]
    stream.pending = [following.as_json(), *rest] if following else rest
    return following is None and places.is_broken_off(place, page)


def _blame(visit: Visit, stream: SyncStream, place: Place) -> None:
    """Leave a gap for a repository that nothing gets past, unless GitHub answers for it now."""
    others = [Place.of(other) for other in stream.pending[1:2]]

    def ask(of: Place) -> CommitPage:
        cursor = stream.cursor if of is place else ""
        return _page(visit, stream, of, SIZES[-1], cursor)

    if ask_again(visit, ask, place, others):
        raise ShrinkError("it can be read after all: go on from here later")
    _give_up(visit, stream, place, gaps.TOO_HEAVY)


def _give_up(visit: Visit, stream: SyncStream, place: Place, reason: str) -> None:
    stream.pending, stream.cursor = stream.pending[1:], ""
    _commit(visit, stream, [Skipped(place.repository_id, reason)])


def _commit(visit: Visit, stream: SyncStream, gap: list[Skipped] | tuple[()] = ()) -> None:
    is_finding = stream.window_to is not None
    _end_if_all_is_read(stream)
    with visit.page(
        "Finding where you committed" if is_finding else "Reading your commits", stream
    ):
        gaps.note_gaps(stream, gap)


def _end_if_all_is_read(stream: SyncStream) -> None:
    if stream.window_to is None and not stream.pending:
        passes.end(stream)


def _since(stream: SyncStream) -> datetime:
    """How far back this pass looks: to the beginning, or some days past the last one."""
    if stream.phase == Phase.BACKFILL or stream.watermark is None:
        return EPOCH
    mark = stream.counted_since
    return mark if mark and mark < stream.watermark else stream.watermark - LATE


def _whole_walk(visit: Visit, stream: SyncStream, place: Place) -> Window:
    since = EPOCH if place.is_whole else _since(stream)
    return Window(since, stream.started_at or visit.now)


def _reach(visit: Visit, stream: SyncStream) -> Reach:
    """Where to look: commits may be older than the account, but not in a year without any."""
    return Reach(max(_since(stream), windows.BEFORE_GITHUB), visit.reach.years)


def _gap(window: Window) -> Skipped:
    return Skipped("", f"commits made from {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}")
