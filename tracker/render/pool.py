"""The parent's side of typesetting: one bounded child process, started when first needed.

A child that is slow, greedy or broken is killed and its successor starts with the next job, so a
document can fail without harming the web process or the document after it.
"""

import atexit
import functools
import json
import math
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tracker.render.errors import (
    RenderBusyError,
    RenderCrashError,
    RenderRefusedError,
    RenderTimeoutError,
)
from tracker.render.frames import LENGTH_SIZE, frame, length

LOOK_EVERY = 1.0  # seconds between two calls of whoever watches a job

Watch = Callable[[], object]
"""Called while a job is worked on; what it raises ends the child and the job."""

_Wait = Callable[[int, int], None]

PROJECT_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use, and when it is replaced by a fresh one."""

    seconds: float = 20.0  # for one document, its child's start included
    memory_mib: int = 1024  # of address space
    jobs: int = 200
    peak_mib: int = 400  # a child that has ever held more is not kept


class Child:
    """One typesetting process and the two pipes to it."""

    def __init__(self, limits: Limits) -> None:
        # The child's own alarm rings later than ours: it matters only when this process has died.
        alarm_seconds = math.ceil(limits.seconds) + 5
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [
                *(sys.executable, "-P", "-B", "-m", "tracker.render.worker"),
                *(str(limits.memory_mib), str(alarm_seconds)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=bare_environment(),
            bufsize=0,
        )

    @property
    def pid(self) -> int:
        """The process id, for whoever watches processes."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def ask(self, job: bytes, deadline: float, watch: Watch) -> tuple[dict[str, Any], list[bytes]]:
        """Send `job` and return the head and the parts of the answer.

        Raises TimeoutError at `deadline` (on the monotonic clock) and EOFError or OSError where
        the child ends first.
        """
        wait = functools.partial(_wait, deadline=deadline, watch=watch)
        self._write(job, wait)
        head = json.loads(self._read_frame(wait))
        return head, [self._read_frame(wait) for _ in range(head["parts"])]

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close our ends of the pipes; a child that nobody else holds ends by itself."""
        for pipe in (self._process.stdin, self._process.stdout):
            _open(pipe).close()

    def _write(self, content: bytes, wait: _Wait) -> None:
        pipe, rest = _open(self._process.stdin).fileno(), memoryview(content)
        while rest:
            wait(pipe, select.POLLOUT)
            rest = rest[os.write(pipe, rest[: select.PIPE_BUF]) :]

    def _read_frame(self, wait: _Wait) -> bytes:
        return self._read(length(self._read(LENGTH_SIZE, wait)), wait)

    def _read(self, size: int, wait: _Wait) -> bytes:
        pipe, content = _open(self._process.stdout).fileno(), bytearray()
        while len(content) < size:
            wait(pipe, select.POLLIN)
            chunk = os.read(pipe, size - len(content))
            if not chunk:
                raise EOFError
            content += chunk
        return bytes(content)


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise ValueError("this process was started without a pipe")
    return pipe


def _wait(pipe: int, event: int, *, deadline: float, watch: Watch) -> None:
    poll = select.poll()
    poll.register(pipe, event)
    while (left := deadline - time.monotonic()) > 0:  # seconds
        if poll.poll(min(left, LOOK_EVERY) * 1000):
            return
        watch()
    raise TimeoutError


def _nobody_watches() -> None:
    """Let the job go on."""


def bare_environment() -> dict[str, str]:
    """Return an environment without a secret; one thread, as several children share the machine."""
    return {"PYTHONPATH": str(PROJECT_ROOT), "LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}


class Renderer:
    """Sets documents in a child process, one at a time; safe to share between threads."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = threading.Lock()
        self._child: Child | None = None
        self._jobs = 0

    def deadline(self) -> float:
        """When a document begun now has to be done, on the monotonic clock."""
        return time.monotonic() + self.limits.seconds

    def render(
        self,
        job: Mapping[str, Any],
        data: bytes,
        *,
        deadline: float | None = None,
        watch: Watch = _nobody_watches,
    ) -> list[bytes]:
        """Return what `job` (see `worker.carry_out`) makes of `data`.

        Jobs that make one document share the `deadline` that was set for the first of them. While
        it waits it calls `watch`, about once a second, and raises what that raises. Else it raises
        RenderBusyError, RenderTimeoutError, RenderCrashError or RenderRefusedError; the next call
        works.
        """
        content = frame(json.dumps(job).encode()) + frame(data)
        deadline = deadline or self.deadline()
        if not self._lock.acquire(timeout=max(deadline - time.monotonic(), 0)):
            raise RenderBusyError
        try:
            head, parts = self._ask(content, deadline, watch)
        finally:
            self._lock.release()
        if "refused" in head:
            raise RenderRefusedError(head["refused"])
        return parts

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child:
            self._child.kill()
        self._child, self._jobs = None, 0

    def forget(self) -> None:
        """Leave the child to the process that started it: for use after a fork."""
        if self._child:
            self._child.let_go()
        self._lock = threading.Lock()
        self._child, self._jobs = None, 0

    @property
    def child_pid(self) -> int | None:
        """The process id of the child, None where none has been started."""
        return self._child.pid if self._child else None

    def _ask(self, job: bytes, deadline: float, watch: Watch) -> tuple[dict[str, Any], list[bytes]]:
        if deadline <= time.monotonic():  # by an earlier job: the child can do nothing about it
            raise RenderTimeoutError(self.limits.seconds)
        try:
            head, parts = self._running_child().ask(job, deadline, watch)
        except TimeoutError:
            self.close()
            raise RenderTimeoutError(self.limits.seconds) from None
        except (EOFError, OSError):
            self.close()
            raise RenderCrashError from None
        except BaseException:  # whoever watches wants no more of it
            self.close()
            raise
        self._retire_if_worn(head["peak_mib"])
        return head, parts

    def _running_child(self) -> Child:
        if self._child and not self._child.is_alive:
            self.close()
        if self._child is None:
            self._child = Child(self.limits)
        return self._child

    def _retire_if_worn(self, peak_mib: int) -> None:
        self._jobs += 1
        if self._jobs >= self.limits.jobs or peak_mib > self.limits.peak_mib:
            self.close()


renderer = Renderer()
# What a person types is shown while somebody else's file is set, hence a child of their own.
preview_renderer = Renderer()
for _each in (renderer, preview_renderer):
    atexit.register(_each.close)
    os.register_at_fork(after_in_child=_each.forget)
