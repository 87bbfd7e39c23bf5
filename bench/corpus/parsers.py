"""Résumé parsers that can be had from PyPI, each in an environment of its own.

They answer in their own words; `Parsed` is what all of them could have said. A part that a parser
has no field for is None, and is not counted against the document.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.environments import Environment

_OPENRESUME = """
import json, sys
from openresume import parse_resume_from_pdf
print(json.dumps([parse_resume_from_pdf(path) for path in sys.argv[1:]]))
"""
_ZERO = """
import json, sys
from zero_resume_parser.parser import parse_resume
print(json.dumps([parse_resume(path) for path in sys.argv[1:]]))
"""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one parser made of one file."""

    name: str | None
    email: str
    summary: str | None
    sections: tuple[str, ...] | None
    posts: tuple[str, ...]
    skills: tuple[str, ...]
    links: tuple[str, ...]


Parse = Callable[[list[Path]], list[Parsed]]


def parsers() -> dict[str, Parse]:
    """Those that can be had on this machine, by their names and versions."""
    found = {}
    for package, program, made in (
        ("openresume-parser==0.1.6", _OPENRESUME, _from_openresume),
        ("zero-resume-parser==0.1.0", _ZERO, _from_zero),
    ):
        environment = Environment(package.partition("==")[0], (package,))
        if environment.is_there():
            found[package.replace("==", " ")] = _parse(environment, program, made)
    return found


def _parse(environment: Environment, program: str, made: Callable[[Any], Parsed]) -> Parse:
    read = environment.reader(program)
    return lambda paths: [made(answer) for answer in read(paths)]


def _from_openresume(answer: Any) -> Parsed:
    said = answer.get("resume") or {}
    return Parsed(
        name=said.get("full_name", ""),
        email=said.get("email", ""),
        summary=said.get("summary", ""),
        sections=tuple(answer.get("diagnostics", {}).get("detectedSections", ())),
        posts=tuple(
            f"{post['title']} {post['company']}"
            for post in said.get("experience", {}).get("work_history", ())
        ),
        skills=tuple(said.get("skills", ())),
        links=(said.get("url", ""),),
    )


def _from_zero(answer: Any) -> Parsed:
    links = answer["links"]
    return Parsed(
        name=None,
        email=answer["email"] or "",
        summary=None,
        sections=None,
        posts=tuple(f"{post}" for post in answer["experience"]),
        skills=tuple(answer["skills"]),
        links=tuple(filter(None, (links["linkedin"], links["github"], *links["other"]))),
    )
