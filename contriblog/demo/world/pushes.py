"""Commits pushed straight to a default branch: to one's own small repositories most of all."""

from collections.abc import Callable, Iterator
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import calendar
from contriblog.demo.world.commits import object_id, trailers
from contriblog.demo.world.model import Actor, Commit, Repository

LONGEST_SESSION = 6  # commits
# How often out of one.
AT_HOME, TOGETHER, REBASED = 0.8, 0.12, 0.1
AT_HOME_ABOUT = (
    "Keep the settings in one file",
    "fix: read an empty file without failing",
    "docs: say how to install it",
    "Say which line of the file is wrong",
    "test: cover the case without a header",
    "ci: run the tests on two versions",
    "Let the script be run from anywhere",
    "Rename the option to what it does",
    "Add an example for beginners",
    "perf: read the table once, not three times",
    "Remove what nobody used",
    "docs: answer the question that everybody asks",
    "Draw the axis before the dots",
    "Fix a typo",
    "Print the numbers with their units",
    "Start with the first notes",
)
UPKEEP = (
    "Prepare the release",
    "Update the changelog",
    "Fix a typo in the guide",
    "Regenerate the lock file",
    "Bump the version",
    "docs: link the new chapter",
    "ci: pin the runner",
)


class Pushes:
    """Writes commits of one person, in `places`, until the midnight `anchor`."""

    def __init__(self, actor: Actor, places: list[Repository], anchor: int, rng: Random) -> None:
        self._actor, self._anchor, self._rng = actor, anchor, rng
        self._home = [place for place in places if place.owner is actor] or places
        self._places = places

    def written(
        self, count: int, years: float, stranger: Callable[[Random], Actor]
    ) -> list[Commit]:
        """Return `count` commits by the person, several of them in one sitting."""
        days = max(2, int(years * 365))
        found: list[Commit] = []
        while len(found) < count and self._places:
            found += self._session(count - len(found), days, stranger)
        return found

    def joined(self, count: int, years: float, stranger: Callable[[Random], Actor]) -> list[Commit]:
        """Return `count` commits by others that name the person as a co-author."""
        days = max(2, int(years * 365))
        return [
            self.commit(
                self._rng.choice(self._places),
                self._day(days) + calendar.waking_hour(self._rng),
                self._rng.choice(UPKEEP),
                author=stranger(self._rng),
                co_authors=(self._actor,),
            )
            for _ in range(count if self._places else 0)
        ]

    def commit(  # noqa: PLR0913 a commit is where, when, what and by whom
        self,
        repository: Repository,
        at: int,
        message: str,
        *,
        author: Actor | None = None,
        co_authors: tuple[Actor, ...] = (),
        written: int | None = None,
    ) -> Commit:
        """Return one commit; without an author, the person's own."""
        at = min(at, self._anchor - 600)
        oid = object_id("pushed", repository.id, at, message, self._rng.random())
        return Commit(
            id=node_id("C", repository.database_id, oid),
            oid=oid,
            message=message + trailers(co_authors),
            committed_date=at,
            additions=1 + int(self._rng.paretovariate(1.2) * 6) % 600,
            deletions=self._rng.randrange(20),
            changed_files_if_available=self._rng.randrange(1, 4),
            user=author or self._actor,
            repository=repository,
            written_date=min(written, at) if written is not None else None,
            co_authors=co_authors,
        )

    def _session(
        self, most: int, days: int, stranger: Callable[[Random], Actor]
    ) -> Iterator[Commit]:
        is_at_home = self._rng.random() < AT_HOME
        place = self._rng.choice(self._home if is_at_home else self._places)
        about = AT_HOME_ABOUT if place.owner is self._actor else UPKEEP
        at = self._day(days) + calendar.waking_hour(self._rng)
        for message in self._rng.sample(about, min(most, self._rng.randint(1, LONGEST_SESSION))):
            friends = (stranger(self._rng),) if self._rng.random() < TOGETHER else ()
            is_rebased = self._rng.random() < REBASED
            written = at - self._rng.randrange(1, 4) * DAY if is_rebased else None
            yield self.commit(place, at, message, co_authors=friends, written=written)
            at += self._rng.randrange(300, 5400)

    def _day(self, days: int) -> int:
        return self._anchor - self._rng.randrange(1, days) * DAY
