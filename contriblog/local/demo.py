"""The demo GitHub of this checkout, as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from contriblog.local import locks
from contriblog.local.errors import SetupError
from contriblog.local.ports import LOOPBACK, answers, free_port

_START_SECONDS = 30
_CLIENT_ID, _CLIENT_SECRET = "contriblog-demo", "contriblog-demo-secret"
NOTICE = (
    "Demo: the people and their histories are invented. "
    "Set GITHUB_TOKEN or GITHUB_CLIENT_ID to see your own."
)


class Demo:
    """The demo GitHub that remembers its sign-ins in `directory`/demo.json.

    It holds a lock for as long as it lives, so whether it runs does not hang on a process id.
    """

    name = "The demo GitHub"

    def __init__(self, directory: Path, preferred_port: int) -> None:
        self._state = directory / "demo.json"
        self._lock = directory / "demo.lock"
        self._note = directory / "demo.pid"
        self._preferred_port = preferred_port
        self.log = directory / "demo.log"

    def start(self) -> dict[str, str]:
        """Start it unless it runs, and give the variables that lead to it."""
        if not self.is_running():
            self._launch(free_port(self._preferred_port))
        return {
            "GITHUB_URL": f"http://{LOOPBACK}:{self._noted()['port']}",
            "GITHUB_CLIENT_ID": _CLIENT_ID,
            "GITHUB_CLIENT_SECRET": _CLIENT_SECRET,
            "CONTRIBLOG_NOTICE": NOTICE,
        }

    def is_running(self) -> bool:
        """Whether the process is there."""
        return locks.is_held(self._lock)

    def stop(self) -> None:
        """Stop it; nothing happens if it does not run."""
        if not self.is_running():
            return
        for sent in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(self._noted()["pid"], sent)
            if self._is_gone_within(seconds=5):
                return

    def _launch(self, port: int) -> None:
        descriptor = locks.try_exclusive(self._lock)
        if descriptor is None:
            return
        process = self._spawn(port, descriptor)
        os.close(descriptor)
        self._note.write_text(json.dumps({"pid": process.pid, "port": port}))
        deadline = time.monotonic() + _START_SECONDS
        while not answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SetupError(f"The demo GitHub did not start; {self.log} says why.")
            time.sleep(0.05)

    def _spawn(self, port: int, lock: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "contriblog.demo", "--client-id", _CLIENT_ID]
        command += ["--client-secret", _CLIENT_SECRET]
        with self.log.open("wb") as log:
            return subprocess.Popen(
                [*command, "--port", str(port), "--state", str(self._state)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock],
                start_new_session=True,
            )

    def _noted(self) -> dict[str, int]:
        return dict(json.loads(self._note.read_text()))

    def _is_gone_within(self, *, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while self.is_running():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True
