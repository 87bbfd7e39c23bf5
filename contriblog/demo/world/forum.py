"""Discussions: those that a person started, and those of others in which they helped."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import prose
from contriblog.demo.world.catalogue import PersonSpec, vocabulary
from contriblog.demo.world.chance import chance
from contriblog.demo.world.model import (
    Actor,
    Discussion,
    DiscussionCategory,
    DiscussionComment,
    History,
    Repository,
)

# Name, whether a comment there can be the answer, how often out of all.
CATEGORIES = (("Q&A", True, 6), ("Ideas", False, 3), ("Show and tell", False, 1))
# How often out of one.
ACCEPTED, REPLIES, MINIMIZED, UNDER_OWN, ANSWERED_BY_OTHERS, CLOSED = 0.4, 0.2, 0.03, 0.15, 0.5, 0.1
REASONS = ("RESOLVED", "OUTDATED", "DUPLICATE")


@dataclass(slots=True)
class Forum:
    """Writes one person's part in discussions; ids and numbers grow with time."""

    spec: PersonSpec
    actor: Actor
    anchor: int
    next_id: int
    stranger: Callable[[Random], Actor]
    repository: Callable[[str], Repository]

    def write(self, history: History) -> None:
        """Write what was planned, oldest first."""
        rng = chance("forum", self.spec.id)
        if not self.spec.projects:
            return
        forms = ["start"] * self.spec.discussions + ["help"] * self.spec.discussion_comments
        rng.shuffle(forms)
        days = max(int(self.spec.years * 365), 2)
        latest = self.anchor - 2 * DAY
        instants = sorted(latest - int(rng.random() * days * DAY) for _ in forms)
        for form, at in zip(forms, instants, strict=True):
            place = self.repository(rng.choice(self.spec.projects))
            self._start(history, place, at, rng) if form == "start" else self._help(
                history, place, at, rng
            )

    def start(self, history: History, place: Repository, category: str, at: int) -> Discussion:
        """Let the person start a discussion."""
        made = self._discussion(place, self.actor, at, self._rng(), _named(place, category))
        history.discussions.append(made)
        return made

    def help(
        self, history: History, found: Discussion | None, place: Repository, at: int
    ) -> DiscussionComment:
        """Let the person comment in a discussion, or in a new one of somebody else's."""
        rng = self._rng()
        if found is None:
            asker, category = self.stranger(rng), _named(place, "Q&A")
            found = self._discussion(place, asker, at - DAY, rng, category)
        return self._comment(history, found, at, rng)

    def _rng(self) -> Random:
        return chance("forum", self.spec.id, self.next_id)

    def _start(self, history: History, place: Repository, at: int, rng: Random) -> None:
        made = self._discussion(place, self.actor, at, rng, _category(place, rng))
        if made.category.is_answerable and rng.random() < ANSWERED_BY_OTHERS:
            accept(self._reply_of(made, self.stranger(rng), at + DAY, rng), at + DAY + 3600)
        if rng.random() < CLOSED:
            made.closed_at = made.updated_at = max(made.updated_at, at + DAY)
            made.state_reason = rng.choice(REASONS)
        history.discussions.append(made)

    def _help(self, history: History, place: Repository, at: int, rng: Random) -> None:
        own = [row for row in history.discussions if row.comment_list]
        if own and rng.random() < UNDER_OWN:
            found = rng.choice(own)
            self._comment(history, found, max(at, found.created_at + 600), rng)
            return
        opened = at - rng.randrange(1800, 3 * DAY)
        found = self._discussion(place, self.stranger(rng), opened, rng, _category(place, rng))
        made = self._comment(history, found, at, rng)
        made.is_minimized = rng.random() < MINIMIZED
        if found.category.is_answerable and rng.random() < ACCEPTED:
            accept(made, at + rng.randrange(600, DAY))

    def _comment(
        self, history: History, found: Discussion, at: int, rng: Random
    ) -> DiscussionComment:
        made = self._reply_of(found, self.actor, at, rng)
        earlier = [row for row in found.comment_list if row is not made and not row.reply_to]
        if earlier and rng.random() < REPLIES:
            made.reply_to = earlier[0]
        history.discussion_comments.append(made)
        return made

    def _discussion(
        self, place: Repository, author: Actor, at: int, rng: Random, category: DiscussionCategory
    ) -> Discussion:
        identifier, words = self.new_id(), vocabulary()[place.domain]
        return Discussion(
            id=node_id("D", place.database_id, identifier),
            full_database_id=identifier,
            number=100_000 + identifier % 900_000,
            title=prose.discussion_title(rng, words, category.name),
            body=prose.issue_body(rng, words),
            created_at=at,
            updated_at=at,
            author=author,
            repository=place,
            category=category,
            upvote_count=rng.choice((1, 1, 1, 2, 3, 8)),
        )

    def _reply_of(
        self, found: Discussion, author: Actor, at: int, rng: Random
    ) -> DiscussionComment:
        identifier, place = self.new_id(), found.repository
        made = DiscussionComment(
            id=node_id("DC", place.database_id, identifier),
            full_database_id=identifier,
            discussion=found,
            author=author,
            author_association="OWNER" if place.owner is author else "NONE",
            body=prose.answer_body(rng, vocabulary()[place.domain]),
            created_at=at,
            updated_at=at,
            upvote_count=rng.choice((1, 1, 2, 2, 5)),
        )
        found.comment_list.append(made)
        found.updated_at = max(found.updated_at, at)
        return made

    def new_id(self) -> int:
        """Return a database id that nothing else of the person's has."""
        self.next_id += 7
        return self.next_id


def accept(comment: DiscussionComment, at: int) -> None:
    """Mark a comment as the answer; the comment's own instants stay as they are."""
    found = comment.discussion
    found.answer, found.answer_chosen_at = comment, at
    found.updated_at = max(found.updated_at, at)


def unaccept(comment: DiscussionComment, at: int) -> None:
    """Take the mark off again."""
    found = comment.discussion
    found.answer = found.answer_chosen_at = None
    found.updated_at = max(found.updated_at, at)


def _category(place: Repository, rng: Random) -> DiscussionCategory:
    weights = [weight for _, _, weight in CATEGORIES]
    return _named(place, rng.choices([name for name, _, _ in CATEGORIES], weights)[0])


def _named(place: Repository, name: str) -> DiscussionCategory:
    known = {row.name: row for row in place.categories}
    if name not in known:
        is_answerable = next((can for each, can, _ in CATEGORIES if each == name), False)
        identifier = node_id("DIC", place.database_id, len(known) + 1)
        known[name] = DiscussionCategory(identifier, name, is_answerable)
        place.categories = (*place.categories, known[name])
    return known[name]
