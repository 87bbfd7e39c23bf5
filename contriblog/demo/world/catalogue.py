"""Reads the invented people, projects and words from the TOML files beside this module."""

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PersonSpec:
    """How much one person did, where, and for how long."""

    login: str
    id: int
    name: str
    sentence: str
    years: float
    pull_requests: int = 0
    issues: int = 0
    reviews: int = 0
    comments: int = 0
    commits: int = 0
    discussions: int = 0
    discussion_comments: int = 0
    co_authored: int = 0
    releases: int = 0
    sponsorships: int = 0
    ghosts: float = 0.0
    projects: tuple[str, ...] = ()
    company: str | None = None
    location: str | None = None
    written: bool = False
    hard: bool = False


@dataclass(frozen=True, slots=True)
class ProjectSpec:
    """What a project is about and how its maintainers work."""

    name: str
    domain: str = "queue"
    language: str = "Python"
    description: str = ""
    topics: tuple[str, ...] = ()
    stars: int = 120
    pace: float = 1.0
    age: int = 0
    style: str = "plain"
    landing: str = "merge"
    private: bool = False
    members: frozenset[str] = frozenset()
    former: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """The vocabulary of one domain."""

    areas: tuple[tuple[str, str], ...]
    things: tuple[str, ...]
    when: tuple[str, ...]
    features: tuple[str, ...]
    wrongs: tuple[tuple[str, str], ...]


def people() -> list[PersonSpec]:
    """Return the people of the picker, in its order, with their exact counts."""
    specs = [_person(row) for row in _read("people.toml")["people"]]
    return [_counted(spec) for spec in specs]


def projects() -> list[ProjectSpec]:
    """Return the invented projects."""
    return [_project(row) for row in _read("projects.toml")["projects"]]


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, Words]:
    """Return the words of each domain."""
    return {domain: _words(row) for domain, row in _read("vocabulary.toml").items()}


@lru_cache(maxsize=1)
def written_entries() -> tuple[tuple[str, ...], ...]:
    """Return the entries of the written history: days, form, repository, number, outcome, title."""
    rows = _read("written.toml")["entries"]
    return tuple(tuple(part.strip() for part in row.split("|", 5)) for row in rows)


@lru_cache(maxsize=1)
def hard_titles() -> tuple[str, ...]:
    """Return the titles that break naive software, the longest ones spelled out."""
    listed = _read("hard_text.toml")["titles"]
    return (*listed, "W" + "o" * 298 + "w", "שלום" * 60, "Long words: " + "donaudampfschiff" * 15)


def person_from(row: dict[str, Any]) -> PersonSpec:
    """Make a person from the control plane's JSON. Raises TypeError on an unknown key."""
    return _person(row)


def project_from(row: dict[str, Any]) -> ProjectSpec:
    """Make a project from the control plane's JSON. Raises TypeError on an unknown key."""
    return _project({"topics": (), **row})


def _person(row: dict[str, Any]) -> PersonSpec:
    return PersonSpec(**{**row, "projects": tuple(row.get("projects", ()))})


def _counted(spec: PersonSpec) -> PersonSpec:
    if spec.written:
        forms = [row[1] for row in written_entries()]
        reviews, issues = forms.count("review"), forms.count("issue")
        return replace(
            spec,
            pull_requests=len(forms) - reviews - issues,
            issues=issues,
            reviews=reviews,
        )
    if spec.hard:
        total = len(hard_titles())
        return replace(
            spec, pull_requests=(total + 2) // 3, issues=(total + 1) // 3, reviews=total // 3
        )
    return spec


def _project(row: dict[str, Any]) -> ProjectSpec:
    members = frozenset(row.get("members", ()))
    return ProjectSpec(**{**row, "topics": tuple(row["topics"]), "members": members})


def _words(row: dict[str, list[str]]) -> Words:
    return Words(
        areas=tuple(_halves(area, ": ") for area in row["areas"]),
        things=tuple(row["things"]),
        when=tuple(row["when"]),
        features=tuple(row["features"]),
        wrongs=tuple(_halves(wrong, " | ") for wrong in row["wrongs"]),
    )


def _halves(text: str, separator: str) -> tuple[str, str]:
    first, _, second = text.partition(separator)
    return first, second


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))
