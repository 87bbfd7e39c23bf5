"""TCP ports of the loopback interface."""

import errno
import socket

from contriblog.local.errors import SetupError

LOOPBACK = "127.0.0.1"
_IN_THE_WAY = {
    errno.EADDRINUSE: "is taken by another program",
    errno.EACCES: "may not be used without more rights",
    errno.EADDRNOTAVAIL: "is not an address of this machine",
}


def require_free(host: str, port: int) -> None:
    """Raise SetupError unless a server could listen on `port` of `host` now."""
    try:
        _bind(host, port)
    except OSError as error:
        reason = _IN_THE_WAY.get(error.errno or 0, error.strerror or str(error))
        raise SetupError(
            f"Port {port} on {host} {reason}. Choose another one: PORT={port + 10} make run"
        ) from error


def free_port(preferred: int) -> int:
    """`preferred` if nothing listens there, else any free port."""
    try:
        return _bind(LOOPBACK, preferred)
    except OSError:
        return _bind(LOOPBACK, 0)


def answers(port: int) -> bool:
    """Whether something accepts connections on `port`."""
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _bind(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        return int(listener.getsockname()[1])
