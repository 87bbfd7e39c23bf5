"""Installs RenderCV for the tests: `python tests/fetch_rendercv.py`.

It needs Python 3.12 and stands under .local/rendercv with an environment of its own. Where no such
Python is found, the tests hold our files to the rules that RenderCV publishes instead.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

VERSION = "2.8"
FOLDER = Path(__file__).parent.parent / ".local" / "rendercv"
COMMAND = FOLDER / "bin" / "rendercv"
STAMP = FOLDER / "version"
NEW_ENOUGH = "import sys, venv; sys.exit(sys.version_info < (3, 12))"


def main() -> None:
    """Install the pinned version unless it is there."""
    if COMMAND.exists() and STAMP.exists() and STAMP.read_text() == VERSION:
        return
    python = next(filter(_is_new_enough, _pythons()), None)
    if python is None:
        _say("There is no Python 3.12 for RenderCV: only its rules are held to.")
        return
    done = _run([python, "-m", "venv", "--clear", str(FOLDER)]) and _run(
        [str(FOLDER / "bin" / "python"), "-m", "pip", "install", "-q", f"rendercv[full]=={VERSION}"]
    )
    if done:
        STAMP.write_text(VERSION)
    else:
        _say("RenderCV could not be installed: only its rules are held to.")


def _pythons() -> Iterator[str]:
    yield sys.executable
    for minor in (14, 13, 12):
        yield shutil.which(f"python3.{minor}") or ""
    yield from map(str, Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python"))


def _is_new_enough(python: str) -> bool:
    return bool(python) and _run([python, "-c", NEW_ENOUGH])


def _run(command: list[str]) -> bool:
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 fixed words
    return done.returncode == 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
