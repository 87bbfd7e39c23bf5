"""Where a text names a project: "acme/rocket", "@acme", an address, one of the person's log."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from accounts.models import User
from tracker.models import Entry
from tracker.present.evidence.plain import LETTER
from tracker.present.evidence.slashed import ORDINARY, is_ordinary

Span = tuple[int, int]

_BEFORE = rf"(?<![{LETTER}0-9_./@#-])"
_NAME = r"[\w-][\w.-]*[\w-]"
_AFTER = f"(?![{LETTER}0-9_])"
_NUMBER = rf"(?:#\d{{1,9}}+{_AFTER})?"
_REPOSITORY = re.compile(
    rf"{_BEFORE}(?P<owner>[A-Za-z0-9][\w.-]*)/(?P<name>{_NAME})(?![{LETTER}0-9_/]){_NUMBER}",
    re.ASCII,
)
_MENTION = re.compile(
    rf"{_BEFORE}@(?P<name>[A-Za-z0-9][\w-]*+)(?:/{_NAME})?{_AFTER}(?!\()", re.ASCII
)
_HOST = rf"(?<![{LETTER}0-9_@.-])(?:www\.)?"
_ADDRESS = re.compile(
    rf"{_HOST}(?:github\.com|gitlab\.com|codeberg\.org|bitbucket\.org|huggingface\.co"
    rf"|hub\.docker\.com/r|packagist\.org/packages)/(?P<name>\w[\w.-]*+/{_NAME}){_AFTER}",
    re.ASCII | re.IGNORECASE,
)
_PACKAGE = re.compile(
    rf"{_HOST}(?:npmjs\.com/package|pypi\.org/project|crates\.io/crates|rubygems\.org/gems"
    rf"|hex\.pm/packages|nuget\.org/packages)/(?P<name>@[\w-]++/{_NAME}|{_NAME}){_AFTER}",
    re.ASCII | re.IGNORECASE,
)
_SPELLED_AS_A_NAME = re.compile(r"[._-]|\d|[a-z][A-Z]")
_TOKEN = re.compile(rf"{_BEFORE}[A-Za-z0-9](?:[\w.-]*\w)?{_AFTER}(?!/)", re.ASCII)
_FEWEST = 3  # letters of a name that is looked for by itself
# Not "to", "do" and "no": a verb or a plain noun may follow, as in "easy to click".
_INTO = """
    in of for at from into on inside within with across im für von bei zu aus mit dans de pour
    sur chez avec en para del con em da na com
"""
_LEADS = re.compile(rf"(?<![{LETTER}])(?:{'|'.join(_INTO.split())}) $", re.IGNORECASE)
_ENDS = re.compile(
    r" ?(?:$|[,;:!?)(\"…]|\.(?!\w)|- )"
    r"| (?:and|or|so|when|where|which|that|by|und|oder|et|ou|y|o|e"
    rf"|{'|'.join(_INTO.split())})(?![{LETTER}])"
)
_LONGEST_LEAD = 12  # characters of the longest word of `_INTO`, with room
_OTHER_LETTER = re.compile(rf"[^\W\d_{LETTER}]")  # Japanese, Arabic, Hebrew
# What code and style sheets write with "@".
_AT_WORDS = """
    media import property override param return returns deprecated decorator font-face layer
    dataclass pytest cached_property staticmethod classmethod test see throws since todo ts-ignore
"""
_OF_CODE = frozenset(_AT_WORDS.split())


@dataclass(frozen=True)
class OwnProjects:
    """The projects of a log, read when the first line asks and once for all; none of nobody's."""

    user: User | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """Their full names."""
        return projects_of(self.user) if self.user else frozenset()


def projects_of(user: User) -> frozenset[str]:
    """The full names of the projects in the log of `user`; of public ones alone. One query."""
    found = Entry.objects.filter(user=user, repository__isnull=False).public()
    return frozenset(found.order_by().values_list("repository__full_name", flat=True).distinct())


def repositories_in(text: str) -> Iterator[Span]:
    """Names such as "octo/engine", with a number or not; "and/or" and "TCP/IP" are words."""
    for found in _REPOSITORY.finditer(text):
        if not is_ordinary(found["owner"], found["name"]):
            yield found.span()


def mentions_in(text: str) -> Iterator[Span]:
    """Accounts and what is theirs: "@acme", "@acme/rocket"."""
    for found in _MENTION.finditer(text):
        if found["name"].lower() not in _OF_CODE:
            yield found.span()


def addressed_in(text: str) -> Iterator[Span]:
    """The projects that an address of a known site is of: "acme/rocket" of its issue's."""
    for found in chain(_ADDRESS.finditer(text), _PACKAGE.finditer(text)):
        start, end = found.span("name")
        yield start, end - len(".git") * found["name"].endswith(".git")


def own_in(text: str, projects: Collection[str]) -> Iterator[Span]:
    """Where one of `projects` is called by its last name.

    One that is spelled as a word ("needle") counts where only a name can stand: "in needle, and".
    """
    names = {project.rpartition("/")[2].lower() for project in projects}
    for found in _TOKEN.finditer(text) if names else ():
        called = found[0]
        if called.lower() in names and len(called) >= _FEWEST and _is_called(text, found):
            yield found.span()


def _is_called(text: str, found: re.Match[str]) -> bool:
    start, end = found.span()
    if _SPELLED_AS_A_NAME.search(found[0]):
        return True
    around = text[max(start - 2, 0) : start].strip()[-1:] + text[end : end + 2].strip()[:1]
    if _OTHER_LETTER.search(around):
        return True
    is_led = _LEADS.search(text[max(start - _LONGEST_LEAD, 0) : start])
    return bool(is_led and _ENDS.match(text, end)) and found[0].lower() not in ORDINARY
