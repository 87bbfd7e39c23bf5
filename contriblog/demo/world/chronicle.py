"""Turns a person's drafts into pull requests, issues, reviews, comments and commits."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import prose
from contriblog.demo.world.catalogue import PersonSpec, ProjectSpec, Words, vocabulary
from contriblog.demo.world.chance import chance
from contriblog.demo.world.conversations import Teller, tell
from contriblog.demo.world.drafts import Draft
from contriblog.demo.world.model import (
    Actor,
    Comment,
    History,
    Issue,
    PullRequest,
    Repository,
    Review,
)
from contriblog.demo.world.outcomes import Cast, Labels, conclude
from contriblog.demo.world.pushes import Pushes

NUMBER_STEP = 8
# How often out of one.
SAME_PULL_REQUEST, LABELLED, CLOSES_OWN_ISSUE = 0.3, 0.5, 0.4
IN_A_MILESTONE, LEFT_OPEN, TURNED_DOWN = 0.2, 0.06, 0.1
LONGEST_REVISIT = 12 * DAY
KIND_LABELS = {"fix": "bug", "docs": "documentation", "feat": "enhancement", "perf": "performance"}
REASONS = {"completed": "COMPLETED", "not_planned": "NOT_PLANNED", "duplicate": "DUPLICATE"}


@dataclass(slots=True)
class Setting:
    """What the writer needs to know of the world around one person."""

    spec: PersonSpec
    actor: Actor
    slot: int
    anchor: int
    rng: Random
    repository: Callable[[str], Repository]
    project: Callable[[str], ProjectSpec]
    stranger: Callable[[Random], Actor]
    cast: Callable[[Repository, Random], Cast]
    first_id: int


@dataclass(slots=True)
class Chronicle:
    """Writes one history; ids and numbers grow with time, as GitHub's do."""

    setting: Setting
    history: History
    labels: Labels = field(default_factory=Labels)
    _next_id: int = 0
    _last_number: dict[Repository, int] = field(default_factory=dict)
    _taken: set[tuple[Repository, int]] = field(default_factory=set)
    _latest_review: dict[Repository, Review] = field(default_factory=dict)

    def write(self, drafts: list[Draft]) -> History:
        """Write every draft, then the comments and commits beside them."""
        self._next_id = self.setting.first_id
        by_hand = [draft for draft in drafts if draft.number]
        self._taken = {(self._place(draft), draft.number or 0) for draft in by_hand}
        for draft in drafts:
            self.add(draft)
        self._comments()
        self._commits()
        return self.history

    def add(self, draft: Draft) -> PullRequest | Issue | Review:
        """Write one more contribution."""
        if draft.form == "pull":
            return self._pull(draft)
        if draft.form == "issue":
            return self._issue(draft)
        return self.review(self._reviewed(draft), draft.outcome, draft.instant)

    @property
    def _rng(self) -> Random:
        return self.setting.rng

    def _id(self) -> int:
        self._next_id += self._rng.randrange(3, 60)
        return self._next_id

    def _pull(self, draft: Draft) -> PullRequest:
        pull = self._new_pull(draft, self.setting.actor)
        self._close_issue_with(pull)
        self._conclude(pull, draft.outcome)
        self.history.pull_requests.append(pull)
        return pull

    def _new_pull(self, draft: Draft, author: Actor | None) -> PullRequest:
        repository, identifier = self._place(draft), self._id()
        words, label = _words(draft), KIND_LABELS.get(draft.kind)
        pull = PullRequest(
            id=node_id("PR", repository.database_id, identifier),
            full_database_id=identifier,
            number=draft.number or self._number(draft, repository),
            title=draft.title,
            body=prose.pull_request_body(self._rng, words, ()),
            state="OPEN",
            created_at=draft.instant,
            updated_at=draft.instant,
            closed_at=None,
            author=author,
            author_association=self._association(repository, author),
            repository=repository,
            comment_count=self._rng.choice((0, 0, 1, 1, 2, 3, 5, 8)),
            additions=draft.size[0],
            deletions=draft.size[1],
            changed_files=min(1 + draft.size[0] // 28, 40) + self._rng.randrange(2),
            kind=draft.kind,
            head_ref_name=_branch(draft, identifier),
            is_cross_repository=repository.owner is not author,
        )
        if label and self._rng.random() < LABELLED:
            pull.label_list = (self.labels.named(pull, label),)
        return pull

    def _close_issue_with(self, pull: PullRequest) -> None:
        own = [issue for issue in self.history.issues[-6:] if issue.repository is pull.repository]
        if own and self._rng.random() < CLOSES_OWN_ISSUE:
            pull.closing_issues = (own[-1],)
            pull.body = f"{pull.body}\n\nFixes #{own[-1].number}".strip()

    def _conclude(self, pull: PullRequest, outcome: str) -> None:
        patience = self._rng.choice((0.05, 0.3, 1, 1, 2, 3, 6, 14, 30))
        at = pull.created_at + int(patience * DAY * self._rng.uniform(0.4, 1.4))
        at = min(at, max(pull.created_at + 600, self.setting.anchor - 600))
        cast = self.setting.cast(pull.repository, self._rng)
        self.history.commits += conclude(pull, outcome, at, cast, self.labels)
        if outcome == "merged" and self._rng.random() < IN_A_MILESTONE:
            pull.milestone_title = f"{1 + pull.number // 900}.{pull.number % 10}"

    def _issue(self, draft: Draft) -> Issue:
        issue = self._new_issue(draft, self.setting.actor)
        self.history.issues.append(issue)
        return issue

    def _new_issue(self, draft: Draft, author: Actor | None) -> Issue:
        repository, identifier = self._place(draft), self._id()
        closed = draft.outcome in REASONS
        end = min(draft.instant + self._rng.randrange(1, 40) * DAY, self.setting.anchor - 300)
        return Issue(
            id=node_id("I", repository.database_id, identifier),
            full_database_id=identifier,
            number=draft.number or self._number(draft, repository),
            title=draft.title,
            body=prose.issue_body(self._rng, _words(draft)),
            state="CLOSED" if closed else "OPEN",
            created_at=draft.instant,
            updated_at=max(draft.instant, end) if closed else draft.instant,
            closed_at=max(draft.instant, end) if closed else None,
            author=author,
            author_association=self._association(repository, author),
            repository=repository,
            comment_count=self._rng.choice((0, 1, 1, 2, 3, 4, 7, 12)),
            state_reason=REASONS.get(draft.outcome),
        )

    def review(self, pull: PullRequest, state: str, instant: int) -> Review:
        """Submit a review of a pull request."""
        identifier, author = self._id(), self.setting.actor
        words = vocabulary()[pull.repository.domain]
        review = Review(
            id=node_id("PRR", pull.repository.database_id, identifier),
            full_database_id=identifier,
            pull_request=pull,
            author=author,
            author_association=self._association(pull.repository, author),
            state=state,
            body=prose.review_body(self._rng, words, state),
            submitted_at=instant,
            updated_at=instant,
            inline_comments=self._rng.choice((0, 0, 0, 1, 1, 2, 3, 5)),
        )
        pull.review_list.append(review)
        self._latest_review[pull.repository] = review
        self.history.reviews.append(review)
        return review

    def _reviewed(self, draft: Draft) -> PullRequest:
        last = self._latest_review.get(self.setting.repository(draft.project.name))
        recent = last and draft.instant - last.submitted_at < LONGEST_REVISIT
        if last and recent and not draft.number and self._rng.random() < SAME_PULL_REQUEST:
            return last.pull_request
        ghost = self._rng.random() < self.setting.spec.ghosts
        opened = draft.instant - self._rng.randrange(1800, 4 * DAY)
        size = (1 + int(self._rng.paretovariate(1.2) * 20) % 1800, self._rng.randrange(40))
        foreign = Draft(
            "pull", draft.kind, draft.project, opened, draft.title, "", size, draft.number
        )
        pull = self._new_pull(foreign, None if ghost else self.setting.stranger(self._rng))
        self._conclude_reviewed(pull, draft)
        return pull

    def _conclude_reviewed(self, pull: PullRequest, draft: Draft) -> None:
        at = min(draft.instant + self._rng.randrange(3600, 5 * DAY), self.setting.anchor - 300)
        if at <= draft.instant or self._rng.random() < LEFT_OPEN:
            return
        outcome = "closed" if self._rng.random() < TURNED_DOWN else "merged"
        conclude(pull, outcome, at, self.setting.cast(pull.repository, self._rng), self.labels)

    def _comments(self) -> None:
        setting = self.setting
        teller = Teller(
            spec=setting.spec,
            actor=setting.actor,
            anchor=setting.anchor,
            project=setting.project,
            stranger=setting.stranger,
            open_issue=self._foreign_issue,
            comment=self._comment,
            cast=setting.cast,
            labels=self.labels,
        )
        tell(teller, self.history, chance("conversations", setting.spec.id))

    def _foreign_issue(self, draft: Draft, author: Actor | None) -> Issue:
        """Somebody else's issue, numbered by its day though it is written down after all others."""
        repository = self._place(draft)
        number = self._free(repository, self._usual_number(draft, repository))
        return self._new_issue(replace(draft, number=number), author)

    def comment(self, thread: Issue | PullRequest, instant: int, body: str) -> Comment:
        """Comment on a thread, after everything that was said before."""
        added = self._comment(thread, instant, body)
        self.history.comments.append(added)
        return added

    def open_elsewhere(self, draft: Draft) -> Issue:
        """Let a stranger open an issue on which there can be talk."""
        return self._foreign_issue(draft, self.setting.stranger(self._rng))

    def _comment(self, thread: Issue | PullRequest, instant: int, body: str) -> Comment:
        identifier, repository = self._id(), thread.repository
        said = Comment(
            id=node_id("IC", repository.database_id, identifier),
            full_database_id=identifier,
            thread=thread,
            author=self.setting.actor,
            author_association=self._association(repository, self.setting.actor),
            body=body,
            created_at=instant,
            updated_at=instant,
            reaction_count=self._rng.choice((0, 0, 0, 0, 1, 1, 2, 4)),
        )
        thread.talk.append(said)
        return said

    def _commits(self) -> None:
        spec, anchor = self.setting.spec, self.setting.anchor
        places = [self.setting.repository(name) for name in spec.projects]
        pushes = Pushes(self.setting.actor, places, anchor, chance("pushes", spec.id))
        stranger = self.setting.stranger
        self.history.commits += pushes.written(spec.commits, spec.years, stranger)
        self.history.commits += pushes.joined(spec.co_authored, spec.years, stranger)

    def _place(self, draft: Draft) -> Repository:
        return self.setting.repository(draft.project.name)

    def _number(self, draft: Draft, repository: Repository) -> int:
        usual = self._usual_number(draft, repository)
        after_last = self._last_number.get(repository, 0) + NUMBER_STEP
        number = self._free(repository, max(usual, after_last))
        self._last_number[repository] = number
        return number

    def _usual_number(self, draft: Draft, repository: Repository) -> int:
        days = max(1, (draft.instant - repository.created_at) / DAY)
        return int(draft.project.pace * days) // NUMBER_STEP * NUMBER_STEP + self.setting.slot

    def _free(self, repository: Repository, number: int) -> int:
        number = max(number, self.setting.slot or NUMBER_STEP)
        while (repository, number) in self._taken:
            number += NUMBER_STEP
        self._taken.add((repository, number))
        return number

    def _association(self, repository: Repository, author: Actor | None) -> str:
        if author is None:
            return "NONE"
        if repository.owner is author:
            return "OWNER"
        return "MEMBER" if author.login in repository.members else "CONTRIBUTOR"


def _words(draft: Draft) -> Words:
    return vocabulary()[draft.project.domain]


def _branch(draft: Draft, identifier: int) -> str:
    letters = "".join(c if c.isascii() and c.isalnum() else "-" for c in draft.title.lower())
    words = [word for word in letters.split("-") if word][:4]
    return "-".join(words) or f"patch-{identifier % 100}"
