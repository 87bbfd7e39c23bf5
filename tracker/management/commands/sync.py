"""`manage.py sync LOGIN`: bring one person's log up to date, here and now."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from accounts.models import User
from tracker.ingest.access import NotConnectedError, connection_of
from tracker.ingest.ask import ask
from tracker.ingest.run import Patience, carry_out
from tracker.management import report
from tracker.management.progress import Progress
from tracker.models import RunState, SyncRun, Trigger

_LOOK_EVERY = 0.5  # seconds
_UNHURRIED = Patience(seconds=float("inf"), fair_seconds=float("inf"), pages=1_000_000_000)
_INTERRUPTED = 130  # what a shell tells of a command that Ctrl-C ended
_USUAL_VERBOSITY = 1


class Command(BaseCommand):
    """Reads everything that is new at GitHub, with progress; exits 0 only if nothing is missing."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose log it is, and whether to read all of it again."""
        parser.add_argument("login", help="a GitHub login, or the handle of a log")
        parser.add_argument("--full", action="store_true", help="read everything again")

    def handle(self, *args: Any, login: str, full: bool, **options: Any) -> None:
        """Carry the run out in this process, or follow the worker that has it."""
        run = ask(_connected(login), Trigger.COMMAND, ring=_nobody, is_full=full)
        if full and not run.is_full:
            raise CommandError("A sync is under way already. Try --full again when it has ended.")
        with _quiet_log(is_quiet=options["verbosity"] <= _USUAL_VERBOSITY):
            self._follow(run)
        self.stdout.write(report.streams(run))
        self.stdout.write(_result(run))

    def _follow(self, run: SyncRun) -> None:
        progress = Progress(self.stdout)
        try:
            _see_it_through(run, progress)
        except KeyboardInterrupt:
            raise CommandError(
                "Stopped. What was read is kept, and the next sync goes on from here.",
                returncode=_INTERRUPTED,
            ) from None
        finally:
            progress.close()


@contextmanager
def _quiet_log(*, is_quiet: bool) -> Iterator[None]:
    """Log nothing below a warning: whoever watches is told by the bar how it goes."""
    ours = logging.getLogger("tracker")
    before = ours.level
    if is_quiet:
        ours.setLevel(logging.WARNING)
    try:
        yield
    finally:
        ours.setLevel(before)


def _connected(login: str) -> User:
    try:
        user = User.objects.named(login)
        connection_of(user.pk)
    except User.DoesNotExist:
        raise CommandError(
            f"Nobody here is called {login}. People appear here once they have signed in."
        ) from None
    except NotConnectedError as error:
        raise CommandError(f"{login} is not connected to GitHub. {error.sentence}") from None
    return user


def _see_it_through(run: SyncRun, progress: Progress) -> None:
    while run.is_active:
        carry_out(
            run.pk, ring=_nobody, patience=_UNHURRIED, after_page=lambda: progress.show(run.pk)
        )
        run.refresh_from_db()
        progress.show(run.pk)
        if run.is_active:
            time.sleep(_LOOK_EVERY)


def _result(run: SyncRun) -> str:
    """What was done; raises CommandError unless the log is complete."""
    lacks = report.lacks(run)
    if run.state == RunState.FAILED:
        raise CommandError("\n".join(dict.fromkeys([run.error, *lacks.splitlines()])))
    if lacks:
        raise CommandError(lacks)
    return (
        f"Up to date: {run.found:,} contribution{pluralize(run.found)} read, "
        f"{run.stored:,} new or changed, {run.requests:,} request{pluralize(run.requests)}."
    )


def _nobody(_run: SyncRun) -> None:
    """No bell: this process does the work itself."""
