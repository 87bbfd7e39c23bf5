"""Comments: on one's own work, on reviewed pull requests, and on issues of others, by the sitting.

A sitting is a day on which somebody went through several issues of one project. In the projects
that they know best they may label, close and mark duplicates as well; elsewhere they only talk.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.world import calendar, prose
from contriblog.demo.world.catalogue import PersonSpec, ProjectSpec, vocabulary
from contriblog.demo.world.drafts import Draft
from contriblog.demo.world.model import Actor, Comment, History, Issue, PullRequest
from contriblog.demo.world.outcomes import (
    Cast,
    Labels,
    close_issue,
    mark_duplicate,
    put_label,
)
from contriblog.demo.world.titles import Titler

Thread = Issue | PullRequest
# How often out of one.
ON_OWN_WORK, ON_REVIEWED_WORK = 0.3, 0.2
LABELLED_TOO, CLOSED_TOO, DUPLICATE, OTHERS_LABELLED, SAID_TWICE = 0.45, 0.3, 0.2, 0.3, 0.1
TRUSTED_IN, TRUSTED_AFTER = 2, 1  # so many of one's projects, after so many years
SITTING = (1, 2, 3, 3, 4, 5, 6, 8, 11)  # comments
LABELS = ("needs reproduction", "confirmed", "good first issue", "upstream", "question")
SECONDS_EACH = (150, 900)


@dataclass(slots=True)
class Teller:
    """What conversations need of the person's chronicle."""

    spec: PersonSpec
    actor: Actor
    anchor: int
    project: Callable[[str], ProjectSpec]
    stranger: Callable[[Random], Actor]
    open_issue: Callable[[Draft, Actor | None], Issue]
    comment: Callable[[Thread, int, str], Comment]
    cast: Callable[..., Cast]
    labels: Labels


@dataclass(frozen=True, slots=True)
class _Remark:
    instant: int
    thread: Thread
    body: str


def tell(teller: Teller, history: History, rng: Random) -> None:
    """Write the comments of a history, oldest first, so that their ids grow with time."""
    if not teller.spec.projects:
        return
    own: list[Thread] = [*history.issues, *history.pull_requests]
    reviewed: list[Thread] = [review.pull_request for review in history.reviews]
    count = teller.spec.comments
    on_own = int(count * ON_OWN_WORK) if own else 0
    on_reviewed = int(count * ON_REVIEWED_WORK) if reviewed else 0
    remarks = [_remark(teller, rng.choice(own), rng) for _ in range(on_own)]
    remarks += [_remark(teller, rng.choice(reviewed), rng) for _ in range(on_reviewed)]
    sittings = _Sittings(teller, rng, count - on_own - on_reviewed)
    for remark in sorted([*remarks, *sittings.remarks()], key=lambda row: row.instant):
        history.comments.append(teller.comment(remark.thread, remark.instant, remark.body))


def _remark(teller: Teller, thread: Thread, rng: Random) -> _Remark:
    latest = teller.anchor - 600
    at = min(thread.created_at + rng.randrange(600, 6 * DAY), latest)
    return _Remark(at, thread, prose.comment_body(rng, vocabulary()[thread.repository.domain]))


@dataclass(slots=True)
class _Sittings:
    """Goes through other people's issues, a project a day, until `left` comments are written."""

    teller: Teller
    rng: Random
    left: int

    def remarks(self) -> Iterator[_Remark]:
        titler = Titler(self.rng)
        start = self.teller.anchor - int(self.teller.spec.years * 365) * DAY
        while self.left > 0:
            place = self._place()
            project = self.teller.project(self.teller.spec.projects[place])
            day = self.rng.randrange(start // DAY, self.teller.anchor // DAY) * DAY
            at = day + calendar.waking_hour(self.rng)
            for _ in range(self.rng.choice(SITTING)):
                if self.left <= 0:
                    return
                at = min(at + self.rng.randrange(*SECONDS_EACH), self.teller.anchor - 700)
                yield from self._go_through(project, titler, at, is_trusted=self._is_trusted(place))

    def _place(self) -> int:
        """The first projects come up more often."""
        places = range(len(self.teller.spec.projects))
        return self.rng.choices(places, [1 / (1 + place) for place in places])[0]

    def _is_trusted(self, place: int) -> bool:
        return place < TRUSTED_IN and self.teller.spec.years > TRUSTED_AFTER

    def _go_through(
        self, project: ProjectSpec, titler: Titler, at: int, *, is_trusted: bool
    ) -> Iterator[_Remark]:
        issue = self._issue(project, titler, at)
        yield self._said(at, issue, self._act(project, issue, at) if is_trusted else "")
        if self.left > 0 and self.rng.random() < SAID_TWICE:
            yield self._said(at + 90, issue, "")

    def _said(self, at: int, issue: Issue, body: str) -> _Remark:
        self.left -= 1
        words = vocabulary()[issue.repository.domain]
        return _Remark(at, issue, body or prose.comment_body(self.rng, words))

    def _issue(self, project: ProjectSpec, titler: Titler, at: int) -> Issue:
        opened = at - self.rng.randrange(3600, 20 * DAY)
        title = titler.title(project, "issue")
        draft = Draft("issue", "issue", project, opened, title, "open")
        is_ghost = self.rng.random() < self.teller.spec.ghosts
        issue = self.teller.open_issue(draft, None if is_ghost else self.teller.stranger(self.rng))
        if self.rng.random() < OTHERS_LABELLED:
            maintainer = self.teller.cast(issue.repository, self.rng).maintainer
            put_label(issue, self.teller.labels.named(issue, "bug"), at - 1800, maintainer)
        return issue

    def _act(self, project: ProjectSpec, issue: Issue, at: int) -> str:
        """Do something about an issue, and return what is said to it; "" for nothing special."""
        chance, me = self.rng.random(), self.teller.actor
        if chance < DUPLICATE:
            return self._merge_into_older(project, issue, at)
        if chance < DUPLICATE + CLOSED_TOO:
            close_issue(issue, self.rng.choice(("COMPLETED", "NOT_PLANNED")), at + 5, me)
        elif chance < DUPLICATE + CLOSED_TOO + LABELLED_TOO:
            label = self.teller.labels.named(issue, self.rng.choice(LABELS))
            put_label(issue, label, at - 20, me)
        return ""

    def _merge_into_older(self, project: ProjectSpec, issue: Issue, at: int) -> str:
        opened = issue.created_at - 9 * DAY
        draft = Draft("issue", "issue", project, opened, issue.title, "open")
        older = self.teller.open_issue(draft, self.teller.stranger(self.rng))
        mark_duplicate(issue, older, at + 1, self.teller.actor)
        close_issue(issue, "DUPLICATE", at + 3, self.teller.actor)
        return f"Duplicate of #{older.number}. Please follow it there, and thank you."
