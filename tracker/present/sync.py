"""How the sync stands, in words that its owner can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F, Q
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tracker.models import Heartbeat, Phase, Process, RunState, SyncRun, SyncStream
from tracker.present.streams import StreamProgress, in_order, sums

_PATIENCE = timedelta(seconds=20)  # before a run that nobody takes is called stuck
_SILENCE = timedelta(seconds=60)  # after which a background process counts as gone


class Mood(StrEnum):
    """What the panel has to say."""

    DISCONNECTED = "disconnected"
    REFUSED = "refused"
    NEVER = "never"
    STARTING = "starting"
    READING = "reading"
    WAITING = "waiting"
    STUCK = "stuck"
    DONE = "done"
    FAILED = "failed"


_LIVE = {Mood.STARTING, Mood.READING, Mood.WAITING, Mood.STUCK}
_CAN_START = {Mood.NEVER, Mood.DONE, Mood.FAILED}


@dataclass(frozen=True, slots=True)
class SyncPanel:
    """The state of the sync: the mood decides which of the other fields speak."""

    mood: Mood
    run: SyncRun | None = None
    problem: str = ""
    is_first: bool = False  # no run has ended well before
    streams: tuple[StreamProgress, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it changes by itself, so that a page should keep asking."""
        return self.mood in _LIVE

    @property
    def can_start(self) -> bool:
        """Whether a sync can be asked for."""
        return self.mood in _CAN_START

    @property
    def is_brief(self) -> bool:
        """Whether one line says it all: it looks for changes, and nothing is in its way."""
        is_smooth = self.mood in {Mood.STARTING, Mood.READING}
        return is_smooth and not self.is_first and not self.streams

    @property
    def doing(self) -> str:
        """What is being read."""
        return (self.run and self.run.doing) or "Reading from GitHub"

    @property
    def total(self) -> int | None:
        """Items in all; None while GitHub has not said, or when only the uncounted are left."""
        return sums(self.streams).total

    @property
    def done(self) -> int:
        """Items read, of those in `total`."""
        return sums(self.streams).done


def sync_panel(owner: User) -> SyncPanel:
    """How the sync of this person stands. At most four queries."""
    run = SyncRun.objects.filter(user=owner).order_by("-created_at", "-pk").first()
    if run is not None and run.is_active:
        return _active(run)
    connection = GitHubConnection.objects.filter(user=owner).first()
    if connection is None or not connection.sealed_access_token:
        return SyncPanel(Mood.DISCONNECTED, run)
    if not connection.is_usable:
        return SyncPanel(Mood.REFUSED, run, connection.problem)
    return SyncPanel(_past_mood(run), run, run.error if run else "")


def last_runs(owner: User, number: int = 20) -> tuple[tuple[SyncRun, str], ...]:
    """The newest runs of this person, each with how long it took in words. One query."""
    runs = SyncRun.objects.filter(user=owner).order_by("-created_at", "-pk")[:number]
    return tuple((run, took(run)) for run in runs)


def took(run: SyncRun) -> str:
    """From start to end: "48 s", "3 min 20 s"; empty while it has not ended, or never began."""
    if run.started_at is None or run.finished_at is None:
        return ""
    minutes, seconds = divmod(round((run.finished_at - run.started_at).total_seconds()), 60)
    return f"{minutes:,} min {seconds} s" if minutes else f"{seconds} s"


def _active(run: SyncRun) -> SyncPanel:
    """A run that is not over; stuck once it has been owed for a while and somebody is missing."""
    now = timezone.now()
    silent = silent_processes() if _owed_since(run) < now - _PATIENCE else ()
    if silent:
        return SyncPanel(Mood.STUCK, run, " and the ".join(silent))
    is_first = not SyncRun.objects.filter(user=run.user_id, state=RunState.DONE).exists()
    if run.state == RunState.RUNNING:
        streams = _reading(run, is_first=is_first)
        return SyncPanel(Mood.READING, run, is_first=is_first, streams=streams)
    waits = run.not_before > now or run.waits_for_room
    mood = Mood.WAITING if waits else Mood.STARTING
    return SyncPanel(mood, run, is_first=is_first)


def _owed_since(run: SyncRun) -> datetime:
    """When somebody should have taken it: as it fell due, or as its last worker's lease ran out."""
    if run.state == RunState.RUNNING and run.lease_until is not None:
        return run.lease_until
    return max(run.not_before, run.created_at)


def silent_processes() -> tuple[Process, ...]:
    """The background processes that have not shown themselves lately. One query."""
    alive = set(Heartbeat.objects.alive(_SILENCE).values_list("process", flat=True))
    return tuple(process for process in Process if process not in alive)


def _past_mood(run: SyncRun | None) -> Mood:
    if run is None:
        return Mood.NEVER
    return Mood.FAILED if run.state == RunState.FAILED else Mood.DONE


def _reading(run: SyncRun, *, is_first: bool) -> tuple[StreamProgress, ...]:
    """The streams that this run reads in full, or has read to the end: in the first run, all.

    A stream in which it only looks for changes has a total, but no end to count towards.
    """
    streams = SyncStream.objects.filter(user=run.user_id)
    finished = Q(updated_at__gte=run.created_at, total__gt=0, seen__gte=F("total"))
    counted = streams if is_first else streams.filter(Q(phase=Phase.BACKFILL) | finished)
    return in_order(counted)
