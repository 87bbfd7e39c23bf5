"""The invented GitHub: people, repositories, and each person's history, written when first read."""

from collections.abc import Sequence
from random import Random
from threading import RLock

from contriblog.demo import node_ids
from contriblog.demo.clock import DAY
from contriblog.demo.node_ids import node_id
from contriblog.demo.world import cast, credited, geography, patronage
from contriblog.demo.world.catalogue import PersonSpec, ProjectSpec, people, projects
from contriblog.demo.world.chance import chance
from contriblog.demo.world.chronicle import Chronicle, Setting
from contriblog.demo.world.commits import commits_of
from contriblog.demo.world.drafts import Draft, planned
from contriblog.demo.world.forum import Forum
from contriblog.demo.world.model import (
    Actor,
    Commit,
    Discussion,
    History,
    Issue,
    PullRequest,
    Release,
    Repository,
    Review,
)
from contriblog.demo.world.outcomes import Cast

Node = object
YEAR_DAYS = 365
FIRST_ITEM, ITEMS_EACH = 1_000_000_000, 40_000_000
NUMBER_SLOTS = 8


class World:
    """Everything the demo knows. `anchor` is the midnight (UTC) that the histories lead up to."""

    def __init__(self, anchor: int) -> None:
        self.anchor = anchor
        self.lock = RLock()
        self.specs: list[PersonSpec] = []
        self._project_specs = {spec.name: spec for spec in projects()}
        self._actors: dict[str, Actor] = {}
        self._repositories: dict[str, Repository] = {}
        self._chronicles: dict[Actor, Chronicle] = {}
        self._forums: dict[Actor, Forum] = {}
        self._nodes: dict[str, Node] = {}
        self._threads: dict[tuple[Repository, int], Issue | PullRequest] = {}
        for spec in people():
            self.add_person(spec)

    def add_person(self, spec: PersonSpec) -> Actor:
        """Let somebody move in; their history is written when it is first read."""
        born = self.anchor - int(spec.years * YEAR_DAYS + 40) * DAY
        identifier = node_id("U", spec.id)
        actor = Actor(identifier, spec.id, spec.login, spec.name, born)
        actor.bio, actor.company, actor.location = spec.sentence, spec.company, spec.location
        self.specs.append(spec)
        self._remember_actor(actor)
        for name in spec.projects:
            self._settle(name, spec, actor)
        return actor

    def repositories(self) -> list[Repository]:
        """Return all repositories."""
        return list(dict.fromkeys(self._repositories.values()))

    def actor(self, login: str) -> Actor | None:
        """Find a person, bot or organization by today's login, in any case."""
        return self._actors.get(login.lower())

    def person(self, number: int) -> Actor | None:
        """Find a person by GitHub's numeric user id, which outlives every login."""
        found = self._nodes.get(node_id("U", number))
        return found if isinstance(found, Actor) else None

    def repository(self, name: str) -> Repository | None:
        """Find a repository by `owner/name`, today's or a former one."""
        return self._repositories.get(name.lower())

    def remember_repository(self, repository: Repository) -> None:
        """Make a repository findable under its present and former names."""
        for name in (*repository.former_names, repository.name_with_owner):
            self._repositories[name.lower()] = repository
        self._nodes[repository.id] = repository

    def history(self, actor: Actor) -> History:
        """Return what somebody did; only the people of the picker did anything."""
        with self.lock:
            known = any(spec.id == actor.database_id for spec in self.specs)
            return self.chronicle(actor).history if known else History(actor)

    def chronicle(self, actor: Actor) -> Chronicle:
        """Return what writes a person's history, with all that was planned already written."""
        with self.lock:
            if actor not in self._chronicles:
                self._chronicles[actor] = self._written(actor)
            return self._chronicles[actor]

    def add(self, actor: Actor, draft: Draft) -> PullRequest | Issue | Review:
        """Let a person do one more thing, now findable."""
        added = self.chronicle(actor).add(draft)
        self.index(added)
        if isinstance(added, Review):
            self.index(added.pull_request)
        return added

    def contributors(self, repository: Repository) -> list[Actor]:
        """Return the people of this world who work on a repository."""
        return [
            self._by_number(spec.id) for spec in self.specs if self._contributes(spec, repository)
        ]

    def project(self, name: str) -> ProjectSpec:
        """Return a project's spec by the name it was founded under."""
        return self._project_specs[name]

    def found(self, spec: ProjectSpec) -> None:
        """Make a project known, before somebody who works on it moves in."""
        self._project_specs[spec.name] = spec

    def cast(self, repository: Repository) -> Cast:
        """Return who closes pull requests in a repository."""
        return self._cast(repository, chance("cast", repository.database_id))

    def find(self, identifier: str) -> Node | None:
        """Find any object by its node id, writing the history that it belongs to if need be."""
        if identifier in self._nodes:
            return self._nodes[identifier]
        number = node_ids.database_id(identifier) or 0
        self._read_history_of(number)
        place = (number - FIRST_ITEM) // ITEMS_EACH
        if 0 <= place < len(self.specs):
            actor = self._by_number(self.specs[place].id)
            self.history(actor)
        return self._nodes.get(identifier)

    def discussion(self, repository: Repository, number: int) -> Discussion | None:
        """Find a discussion by its number in a repository."""
        for spec in self.specs:
            if self._contributes(spec, repository):
                self.history(self._by_number(spec.id))
        known = (node for node in list(self._nodes.values()) if isinstance(node, Discussion))
        wanted = (repository, number)
        return next((row for row in known if (row.repository, row.number) == wanted), None)

    def thread(self, repository: Repository, number: int) -> Issue | PullRequest | None:
        """Find an issue or pull request by its number in a repository."""
        for spec in self.specs:
            if self._contributes(spec, repository):
                self.history(self._by_number(spec.id))
        return self._threads.get((repository, number))

    def threads_in(self, repository: Repository) -> list[Issue | PullRequest]:
        """Return the issues and pull requests of a repository that were written so far."""
        return [row for (place, _), row in self._threads.items() if place is repository]

    def releases(self, repository: Repository) -> list[Release]:
        """Return the releases of a repository, with all that its maintainers published."""
        for spec in self.specs:
            maintainer = self._by_number(spec.id)
            if spec.releases and repository in self._maintained(maintainer):
                self.history(maintainer)
        return repository.release_list

    def index(self, node: Node) -> None:
        """Make an object findable by node id, and a thread by its number."""
        self._nodes[getattr(node, "id")] = node  # noqa: B009 every node has one
        if isinstance(node, Issue | PullRequest):
            self._threads[node.repository, node.number] = node

    def forget(self, node: Node) -> None:
        """Make an object unfindable, as deletion does."""
        self._nodes.pop(getattr(node, "id"), None)  # noqa: B009 every node has one
        if isinstance(node, Issue | PullRequest):
            self._threads.pop((node.repository, node.number), None)

    def rename_actor(self, actor: Actor, login: str) -> None:
        """Give somebody another login; the old one is free from then on."""
        self._actors.pop(actor.login.lower(), None)
        actor.login = login
        self._actors[login.lower()] = actor

    def _remember_actor(self, actor: Actor) -> Actor:
        known = self._actors.setdefault(actor.login.lower(), actor)
        self._nodes.setdefault(known.id, known)
        return known

    def _by_number(self, number: int) -> Actor:
        actor = self.person(number)
        if actor is None:
            raise LookupError(f"user {number} is not a person of this world")
        return actor

    def _settle(self, name: str, spec: PersonSpec, actor: Actor) -> None:
        project = self._project_specs.setdefault(name, ProjectSpec(name))
        if self.repository(name):
            return
        owner = actor if name.partition("/")[0] == spec.login else None
        known = self.actor(name.partition("/")[0])
        place = len(self.repositories())
        since = self.anchor - int(self._longest_stay(name) * YEAR_DAYS) * DAY
        repository = geography.build(project, place, owner or known, since, self.anchor)
        self._remember_actor(repository.owner)
        self.remember_repository(repository)

    def _read_history_of(self, number: int) -> None:
        """Write the histories of a repository's people, if it is one: a commit's id leads to it."""
        repository = self._nodes.get(node_id("R", number))
        for person in self.contributors(repository) if isinstance(repository, Repository) else ():
            self.history(person)

    def _longest_stay(self, name: str) -> float:
        return max(spec.years for spec in [*people(), *self.specs] if name in spec.projects)

    def _contributes(self, spec: PersonSpec, repository: Repository) -> bool:
        return any(self.repository(name) is repository for name in spec.projects)

    def _written(self, actor: Actor) -> Chronicle:
        place = [spec.id for spec in self.specs].index(actor.database_id)
        spec = self.specs[place]
        rng = chance("history", spec.id)
        drafts = planned(spec, self._project_specs, self.anchor, rng)
        setting = Setting(
            spec=spec,
            actor=actor,
            slot=place % NUMBER_SLOTS,
            anchor=self.anchor,
            rng=rng,
            repository=self._known_repository,
            project=self.project,
            stranger=self._stranger,
            cast=self._cast,
            first_id=FIRST_ITEM + place * ITEMS_EACH,
        )
        chronicle = Chronicle(setting, History(actor))
        history = chronicle.write(drafts)
        self._forum(setting).write(history)
        patronage.write(setting, history, self._maintained(actor))
        self._credit(setting, history)
        self._index_history(history)
        for sponsorship in history.sponsorships:
            self._remember_actor(sponsorship.sponsorable)
        return chronicle

    def commit(self, repository: Repository, oid: str) -> Commit | None:
        """Find a commit by its whole object id, on whatever branch it is."""
        for person in self.contributors(repository):
            history = self.history(person)
            others = [row for row in history.credited_to_others if isinstance(row, Commit)]
            for commit in (*commits_of(history), *others):
                if commit.repository is repository and commit.oid == oid:
                    return commit
        return None

    def credit(self, person: Actor, made: PullRequest | Commit) -> None:
        """Let somebody have had a part in something that GitHub credits to another."""
        self.history(person).credited_to_others.append(made)
        self.index(made)

    def _credit(self, setting: Setting, history: History) -> None:
        """Give somebody with places to work a bot's pull request and a picked patch."""
        if not setting.spec.projects or not setting.spec.discussions:
            return
        place, first = setting.repository(setting.spec.projects[0]), setting.first_id
        at, last = setting.anchor - 9 * DAY, first + ITEMS_EACH - 2
        words = "Close the file when reading it fails"
        history.credited_to_others += [
            credited.bot_pull(setting.actor, place, at, last, words),
            credited.picked(setting.actor, place, at - DAY, last + 1, f"[1.x] {words}"),
        ]

    def forum(self, actor: Actor) -> Forum:
        """Return what writes a person's part in discussions."""
        with self.lock:
            return self._forum(self.chronicle(actor).setting)

    def _forum(self, setting: Setting) -> Forum:
        if setting.actor not in self._forums:
            self._forums[setting.actor] = Forum(
                spec=setting.spec,
                actor=setting.actor,
                anchor=setting.anchor,
                next_id=setting.first_id + ITEMS_EACH // 2,
                stranger=setting.stranger,
                repository=setting.repository,
            )
        return self._forums[setting.actor]

    def _index_history(self, history: History) -> None:
        rows: tuple[Sequence[Node], ...] = (
            *(history.pull_requests, history.issues, history.reviews, history.comments),
            *(history.discussions, history.discussion_comments, history.commits),
            *(history.releases, history.sponsorships),
        )
        for node in (node for kind in rows for node in kind):
            self.index(node)
        for thread in (comment.thread for comment in history.comments):
            self.index(thread)
        for review in history.reviews:
            self.index(review.pull_request)
        for theirs in history.credited_to_others:
            self.index(theirs)
        for comment in history.discussion_comments:
            self.index(comment.discussion)

    def _maintained(self, actor: Actor) -> list[Repository]:
        return [
            repository
            for repository in self.repositories()
            if repository.owner is actor or actor.login in repository.members
        ]

    def _known_repository(self, name: str) -> Repository:
        return self._repositories[name.lower()]

    def _stranger(self, rng: Random) -> Actor:
        return self._remember_actor(cast.person(rng, self.anchor))

    def _cast(self, repository: Repository, rng: Random) -> Cast:
        found = cast.of(repository, rng, self.anchor)
        self._remember_actor(found.maintainer)
        return found
