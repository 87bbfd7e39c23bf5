"""The product as `make run` starts it, with a data folder of its own."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from contriblog.local.paths import ROOT

_START_SECONDS = 90
_STOP_SECONDS = 30
# Set to nothing, for a `.env` of the checkout must not decide what the tests see.
_UNSET = (
    "CONTRIBLOG_BIND",
    "CONTRIBLOG_NOTICE",
    "CONTRIBLOG_SITE_URL",
    "CONTRIBLOG_TOKEN_KEYS",
    "DATABASE_URL",
    "DEBUG",
    "GITHUB_CLIENT_ID",
    "GITHUB_CLIENT_SECRET",
    "GITHUB_TOKEN",
    "GITHUB_URL",
    "REDIS_URL",
    "SECRET_KEY",
)
_KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


class Product:
    """Everything that `make run` starts; a context manager that leaves nothing running."""

    def __init__(self, folder: Path, **variables: str) -> None:
        """`variables` come on top of a port that is free and a data folder below `folder`."""
        self.port = int(variables.get("PORT", free_port()))
        self.url = f"http://localhost:{self.port}"
        self.data = folder / "data"
        self._output = folder / "output.txt"
        own = {"PORT": str(self.port), "CONTRIBLOG_LOCAL": str(self.data)}
        self._environ = environ(**own | variables)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Return once it says that it is ready; fails with its output if it ends before."""
        self.launch()
        deadline = time.monotonic() + _START_SECONDS
        while f"is ready at {self.url}" not in self.output():
            assert self.is_running(), self.output()
            assert time.monotonic() < deadline, self.output()
            time.sleep(0.05)

    def launch(self) -> None:
        """Start it, in a process group of its own, as a terminal would."""
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "contriblog.local.run"],
                cwd=ROOT,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def stop(self, signum: signal.Signals = signal.SIGINT) -> int:
        """Send the whole process group a signal, as a terminal does; the exit code."""
        assert self._process is not None
        if self.is_running():
            os.killpg(self._process.pid, signum)
        return self._process.wait(_STOP_SECONDS)

    def wait(self) -> int:
        """The exit code, once it has ended by itself."""
        assert self._process is not None
        return self._process.wait(_START_SECONDS)

    @property
    def pid(self) -> int:
        """The process id of the foreground process."""
        assert self._process is not None
        return self._process.pid

    def is_running(self) -> bool:
        """Whether the foreground process is there."""
        return self._process is not None and self._process.poll() is None

    def output(self) -> str:
        """What it has written to the terminal since it was started last."""
        return self._output.read_text() if self._output.exists() else ""

    def processes(self) -> list[str]:
        """Every process that belongs to it, as `pid command`: of its group, or at its data.

        Not those that have ended already and that the machine's own init has not collected yet.
        """
        assert self._process is not None
        columns = ["/bin/ps", "-A", "-ww", "-o", "pid=,pgid=,state=,args="]
        listing = subprocess.run(columns, capture_output=True, text=True, check=True)
        rows = [line.split(maxsplit=3) for line in listing.stdout.splitlines()]
        return [
            f"{pid} {command}"
            for pid, group, state, command in rows
            if not state.startswith("Z")
            and (group == str(self._process.pid) or str(self.data) in command)
        ]


def manage(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `manage.py` on the data in `folder`, as a person in a checkout would."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environ(CONTRIBLOG_LOCAL=str(folder), **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def collect_static_files(folder: Path, collected: Path) -> None:
    """Gather the static files as a deployment does, unless another process wrote `collected`.

    They all share one folder, and no product may find it half full.
    """
    with collected.open("a") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        if not collected.stat().st_size:
            manage(folder, "collectstatic", "--no-input", DEBUG="false").check_returncode()
            mark.write("done")


def environ(**variables: str) -> Mapping[str, str]:
    """An environment that holds nothing of the machine's but where programs are found."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return kept | dict.fromkeys(_UNSET, "") | variables


def free_port() -> int:
    """A port that nothing listens on, with a free one after it for the demo GitHub."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
