"""Time the résumé beside its peers: `python -m bench.resume [--rounds 15] [--without-peers]`.

Starts an installation of its own (PostgreSQL, Redis, the web server as it serves people), gives a
person as many résumés of two pages as there are rounds, and measures inside of it.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from collections.abc import Mapping

from bench.installation import ROOT, process, services
from contriblog.local import commands

COLLECT = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity", "0"]


def main() -> None:
    """Start everything, and measure inside of it."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--without-peers", action="store_true")
    options = arguments.parse_args()
    with services() as found:
        port = _free_port()
        variables = {**found, "DEBUG": "false", "CONTRIBLOG_SITE_URL": f"http://localhost:{port}"}
        _run(commands.migrate(), variables)
        _run(COLLECT, variables)
        web = commands.web("127.0.0.1", port)[1:]
        with process(*web, environment=variables) as server:
            inside = [str(options.rounds), str(port), str(server.pid)]
            inside += ["--without-peers"] * options.without_peers
            _run([sys.executable, "-m", "bench.resume.inside", *inside], variables)


def _run(command: list[str], variables: Mapping[str, str]) -> None:
    subprocess.run(  # noqa: S603 - our own command
        command, cwd=ROOT, env=os.environ | variables, check=True
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


if __name__ == "__main__":
    main()
