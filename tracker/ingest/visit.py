"""One worker's turn on a run: what it may ask GitHub, what that cost, and what it commits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from django.utils import timezone

from accounts.models import GitHubConnection
from tracker.github.answer import Answer, Unreadable
from tracker.github.client import GitHubClient
from tracker.github.errors import ForbiddenError, GitHubError, RateLimitedError
from tracker.github.pages import Person
from tracker.ingest import approvals
from tracker.ingest.claim import Lease, Tally
from tracker.ingest.windows import EVERYTHING, Reach
from tracker.models import SyncStream
from tracker.records import Form, Restriction, Skipped

# The budget is the user's own, shared with their other tools: this much of it is left to them.
BACKFILL_RESERVE = 1000  # points
INCREMENTAL_RESERVE = 200  # points
PRIVATE_SCOPE = "repo"

P = ParamSpec("P")


class Answered(Protocol):
    """What every fetch returns: something with the answer that it came from."""

    @property
    def answer(self) -> Answer:
        """GitHub's answer."""


T = TypeVar("T", bound=Answered)


class ReserveReachedError(RateLimitedError):
    """What is left of the hour belongs to the user's other tools: go on when it is renewed."""

    code = "reserve_reached"
    sentence = (
        "We leave the rest of this hour's GitHub requests to your other tools. "
        "The sync goes on by itself when GitHub renews them; you can close this page."
    )


@dataclass(slots=True)
class Visit:
    """A lease, a client, and the person whose log is read; `reach` is how far back that goes."""

    lease: Lease
    client: GitHubClient
    connection: GitHubConnection
    streams: dict[Form, SyncStream]
    reach: Reach = EVERYTHING
    reserve: int = INCREMENTAL_RESERVE
    last: Answer | None = None
    calm: Counter[str] = field(default_factory=Counter)  # good pages since a stream's size changed
    answered: dict[str, str] = field(default_factory=dict)  # by what was asked: an id that came
    wanted: frozenset[int] = frozenset()  # gaps that their owner wants tried
    met: set[Restriction] = field(default_factory=set)

    @property
    def user_id(self) -> str:
        """The node id of the person at GitHub."""
        return self.connection.node_id

    @property
    def person(self) -> Person:
        """The person, for lists that GitHub filters by login."""
        return Person(self.connection.node_id, self.connection.login)

    @property
    def now(self) -> datetime:
        """GitHub's clock at its last answer; every visit begins with one."""
        if self.last is None:
            raise RuntimeError("GitHub was not asked anything yet")
        return self.last.date

    @property
    def may_keep_private(self) -> bool:
        """Whether the person gave us access to private repositories."""
        return PRIVATE_SCOPE in self.connection.scopes

    def ask(
        self, fetch: Callable[Concatenate[GitHubClient, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask GitHub one question; raises GitHubError, or LeaseLostError before asking."""
        self._leave_the_reserve()
        self.lease.renew()
        self.lease.tally.requests += 1
        try:
            told = fetch(self.client, *args, **kwargs)
        except ForbiddenError as error:
            self._note_restrictions(error.restrictions, ())
            raise
        self._note_restrictions(told.answer.restrictions, getattr(told, "skipped", ()))
        self.last = told.answer
        self.lease.tally.points += told.answer.points
        return told

    @contextmanager
    def page(self, doing: str, *streams: SyncStream, found: int = 0) -> Iterator[Tally]:
        """Commit what the block writes together with the streams' new places and the progress."""
        with self.lease.page(doing) as tally:
            yield tally
            tally.found += found
            for stream in streams:
                stream.save()

    def know_as(self, **facts: object) -> None:
        """Follow a rename, or what the token allows now; the numeric id stays what it is."""
        news = {key: fact for key, fact in facts.items() if getattr(self.connection, key) != fact}
        for key, fact in news.items():
            setattr(self.connection, key, fact)
        if news:
            with self.lease.held():
                GitHubConnection.objects.filter(pk=self.connection.pk).update(**news)

    def note_error(self, stream: SyncStream, error: GitHubError) -> None:
        """Keep why a stream stopped, without counting that as progress."""
        self._save_error(stream, error.code, error.sentence)

    def clear_error(self, stream: SyncStream) -> None:
        """Forget why a stream stopped: it goes on."""
        if stream.error_code:
            self._save_error(stream, "", "")

    def _save_error(self, stream: SyncStream, code: str, sentence: str) -> None:
        stream.error_code, stream.last_error = code, sentence
        with self.lease.held():
            stream.save(update_fields=["error_code", "last_error", "restarts", "scopes"])

    def _note_restrictions(
        self, restrictions: Iterable[Restriction], skipped: Iterable[Skipped]
    ) -> None:
        """Remember who keeps something from us; each once in a visit."""
        news = [each for each in restrictions if each not in self.met]
        if not news:
            return
        self.met.update(news)
        kept = [s.node_id for s in skipped if s.reason == Unreadable.SAML and s.node_id]
        owners = approvals.owners_of(self.lease.run.user_id, kept) if kept else []
        with self.lease.held():
            approvals.note(self.lease.run.user_id, news, owners)

    def _leave_the_reserve(self) -> None:
        last = self.last
        if last is None or last.remaining is None or last.reset_at is None:
            return
        if last.remaining < self._reserve_of(last.limit) and last.reset_at > timezone.now():
            raise ReserveReachedError(last.reset_at)

    def _reserve_of(self, limit: int | None) -> int:
        """What is left to others; a fifth where an installation grants less than GitHub does."""
        return self.reserve if limit is None else min(self.reserve, limit // 5)
