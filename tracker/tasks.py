"""The queue's entry points. A message is only a doorbell: every task may be lost or run twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
from celery import Signature, current_app, shared_task
from celery.exceptions import OperationalError
from django.db.models import Value
from django.db.models.functions import Now

from accounts.models import GitHubConnection, User
from tracker.exporting import ask as full_logs
from tracker.exporting import carry_out as full_log
from tracker.ingest import heartbeat, retries
from tracker.ingest.ask import ask
from tracker.ingest.run import carry_out
from tracker.models import Approval, LogExport, Process, RunState, SyncRun, SyncStream, Trigger

log = structlog.get_logger(__name__)

FRESH = timedelta(minutes=10)
DOCUMENTS = "documents"  # the queue of what takes long, beside those of the syncs
PATIENCE = 0.3  # seconds that a page may lose to a broker that does not answer
_pulse = heartbeat.Pulse(Process.WORKER)
# kombu's own retries would make a page wait; the keeper rings again instead.
_IMPATIENT = {
    "socket_timeout": PATIENCE,
    "socket_connect_timeout": PATIENCE,
    "max_retries": 0,
}


def request_sync(user: User, trigger: Trigger, *, is_full: bool = False) -> SyncRun:
    """The person's active run, made if there is none. Never fails or waits for the queue."""
    return ask(user, trigger, ring=ring, is_full=is_full)


def retry_gaps(user: User, gap_id: int | None = None) -> bool:
    """Have one gap of the person tried at once, or all; False where there is none."""
    if not retries.want(user, gap_id):
        return False
    request_sync(user, Trigger.OWNER)
    return True


def sync_after_sign_in(user: User) -> None:
    """Ask for a sync of the person who just signed in, unless one has only just ended.

    One that ended before they allowed us more does not count.

    All is read again where an organisation kept something from us: signing in may have changed it.
    """
    if Approval.objects.filter(user=user).exists():
        request_sync(user, Trigger.SIGN_IN, is_full=True)
        return
    recently = Now() - Value(FRESH)
    done = SyncRun.objects.filter(user=user, state=RunState.DONE, finished_at__gt=recently)
    if _is_allowed_more(user) or not done.exists():
        request_sync(user, Trigger.SIGN_IN)


def _is_allowed_more(user: User) -> bool:
    """Whether GitHub now grants a scope under which nothing has been read."""
    connection = GitHubConnection.objects.filter(user=user).first()
    granted = set(connection.scopes) if connection else set()
    known = SyncStream.objects.filter(user=user).values_list("scopes", flat=True)
    return not granted <= {scope for scopes in known for scope in scopes.split()}


def sync_after_opening(user: User) -> None:
    """Ask for a sync of a person who lets others in: what has turned private must not be shown."""
    connection = GitHubConnection.objects.filter(user=user).first()
    if connection is not None and connection.is_usable:
        request_sync(user, Trigger.OWNER)


def ring(run: SyncRun) -> bool:
    """Tell a worker that a run is due; False where the queue does not answer in time."""
    return ring_all([run]) == 1


def ring_all(runs: Sequence[SyncRun]) -> int:
    """Ring for each, in its lane's queue; tells for how many, as the queue may go away between."""
    sent = _send(carry_out_run.s(run.pk).set(queue=run.lane) for run in runs)
    SyncRun.objects.filter(pk__in=[run.pk for run in runs[:sent]]).update(rung_at=Now())
    return sent


def request_full_log(user: User, wish: full_logs.Wish) -> LogExport:
    """The person's full log that is on its way, made if there is none."""
    return full_logs.ask(user, wish, ring=ring_for_full_log)


def cancel_full_log(user: User, export_id: int) -> bool:
    """End a full log of the person's; False where it was over."""
    return full_logs.cancel(user, export_id)


def ring_for_full_log(export: LogExport) -> bool:
    """Tell a worker that a full log waits, in the queue of long documents."""
    is_sent = _send([make_full_log.s(export.pk).set(queue=DOCUMENTS)]) == 1
    if is_sent:
        LogExport.objects.filter(pk=export.pk).update(rung_at=Now())
    return is_sent


def ring_for_heartbeat() -> bool:
    """Ask a worker for a sign of life."""
    return _send([show_life.s()]) == 1


@shared_task(name="tracker.carry_out_run")
def carry_out_run(run_id: int) -> None:
    """Work on a run for one turn, if nobody else does."""
    _pulse.beat()
    carry_out(run_id, ring=ring, after_page=_pulse.beat)


@shared_task(name="tracker.make_full_log")
def make_full_log(export_id: int) -> None:
    """Make a full log, if nobody else does."""
    _pulse.beat()
    full_log.carry_out(export_id, ring=ring_for_full_log)


@shared_task(name="tracker.show_life", expires=600)
def show_life() -> None:
    """Note that a worker takes messages."""
    heartbeat.beat(Process.WORKER)


def _send(messages: Iterable[Signature[None]]) -> int:
    """Send through one connection until one fails; tells how many went."""
    broker = current_app.connection_for_write(connect_timeout=PATIENCE)
    broker.transport_options = {**(broker.transport_options or {}), **_IMPATIENT}
    sent = 0
    try:
        with broker, broker.Producer() as producer:
            for message in messages:
                message.apply_async(producer=producer, retry=False)
                sent += 1
    except (OperationalError, OSError) as error:
        log.warning("sync_ring_failed", sent=sent, reason=str(error))
    return sent
