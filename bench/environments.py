"""Environments of their own for programs that we are compared with, kept between runs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PLACE = ROOT / ".local" / "bench"
UV = ROOT / ".venv" / "uv" / "bin" / "uv"


@dataclass(frozen=True, slots=True)
class Environment:
    """What one peer needs, with its versions, and the Pythons that it runs on."""

    name: str
    packages: tuple[str, ...]
    pythons: tuple[str, ...] = (f"{sys.version_info.major}.{sys.version_info.minor}",)

    def is_there(self) -> bool:
        """Whether it could be made; why not is said once on standard error."""
        return _made(self) == ""

    def interpreter(self) -> Path:
        """Its Python."""
        return PLACE / self.name / "bin" / "python"

    def run(self, program: str, *arguments: str) -> str:
        """What `program`, Python's source, prints there."""
        command = [str(self.interpreter()), "-c", program, *arguments]
        done = subprocess.run(  # noqa: S603 - our own program
            command, check=True, capture_output=True, text=True
        )
        return done.stdout

    def reader(self, program: str) -> Callable[[list[Path]], list[Any]]:
        """A function from paths to what `program` makes of each, printed as one JSON list."""

        def read(paths: list[Path]) -> list[Any]:
            answer: list[Any] = json.loads(self.run(program, *map(str, paths)).splitlines()[-1])
            return answer

        return read


def _python(environment: Environment) -> str:
    """One that pyenv keeps, where it keeps one; else uv looks further."""
    kept = Path.home() / ".pyenv" / "versions"
    found = (path for wanted in environment.pythons for path in kept.glob(f"{wanted}.*/bin/python"))
    return str(next(found, environment.pythons[0]))


@cache
def _made(environment: Environment) -> str:
    """Install it unless it is there; return what went wrong, or ""."""
    wanted = "\n".join(environment.packages)
    label = PLACE / environment.name / "packages.txt"
    if label.exists() and label.read_text() == wanted:
        return ""
    folder = str(PLACE / environment.name)
    install = [str(UV), "pip", "install", "--quiet", "--python", folder, *environment.packages]
    for command in (
        [str(UV), "venv", "--quiet", "--clear", "-p", _python(environment), folder],
        install,
    ):
        done = subprocess.run(  # noqa: S603 - our own command
            command, check=False, capture_output=True, text=True
        )
        if done.returncode:
            reason = done.stderr.strip().splitlines()[-1:]
            sys.stderr.write(f"{environment.name} cannot be had here: {''.join(reason)}\n")
            return done.stderr or "it did not say why"
    label.write_text(wanted)
    return ""
