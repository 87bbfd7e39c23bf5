"""A sync run on a terminal: one line that fills up, or plain lines where nobody watches."""

from __future__ import annotations

from django.core.management.base import OutputWrapper
from django.utils import timezone

from tracker.models import SyncRun
from tracker.present.streams import stream_progress, sums

_WIDTH = 24  # characters of the bar
_CLEAR = "\r\x1b[K"  # back to the first column, and erase the line


class Progress:
    """Shows a run on `out`, again and again; on a terminal in place, else only what is new."""

    def __init__(self, out: OutputWrapper) -> None:
        self._out = out
        self._is_terminal = out.isatty()
        self._shown = ""

    def show(self, run_id: int) -> None:
        """Show how the run stands now. At most three queries."""
        run = SyncRun.objects.select_related("user").get(pk=run_id)
        words = run.waiting_for if _is_waiting(run) else run.doing
        if self._is_terminal:
            self._rewrite(f"{_bar(run)}  {words}" if words else _bar(run))
        elif words and words != self._shown:
            self._shown = words
            self._write(f"{words}\n")

    def close(self) -> None:
        """Leave the line, so that what follows begins on one of its own."""
        if self._is_terminal:
            self._write(_CLEAR)

    def _rewrite(self, line: str) -> None:
        if line != self._shown:
            self._shown = line
            self._write(f"{_CLEAR}{line}")

    def _write(self, text: str) -> None:
        self._out.write(text, ending="")
        self._out.flush()


def _is_waiting(run: SyncRun) -> bool:
    return bool(run.waiting_for) and run.not_before > timezone.now()


def _bar(run: SyncRun) -> str:
    all_of_it = sums(stream_progress(run.user))
    if not all_of_it.total:
        return f"{run.found:,} found"
    done, total = all_of_it.done, all_of_it.total
    filled = _WIDTH * done // total
    left = f"{total - done:,} left" if done < total else f"{run.found:,} found"
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {100 * done // total:3}%  {left}"
