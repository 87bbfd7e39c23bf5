"""The parts of the résumé studio that repeat: its buttons, and what stands beside each bullet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django import template

from tracker.present.line import ref
from tracker.present.resume import ResumeLine
from tracker.resume_content.content import ENTRY_PARTS, Part

register = template.Library()


@register.simple_tag
def edit(what: str, **said: object) -> str:
    """The value of a button that asks for the edit `what`; see `tracker.forms.resume_edits`."""
    return urlencode({"what": what, **said})


@register.inclusion_tag("tracker/studio/_move.html")
def move_buttons(what: str, title: str, place: int, count: int, **said: object) -> dict[str, Any]:
    """Up and down for what is called `title` and stands at `place` (from 1) of `count`."""
    return {
        "key": re.sub(r"\W", "_", "-".join([what, *map(str, said.values())])),
        "name": title,
        "is_first": place <= 1,
        "is_last": place >= count,
        "up": edit(what, **said, to="up"),
        "down": edit(what, **said, to="down"),
    }


@register.filter
def called(line: ResumeLine) -> str:
    """The project and the number of a line: "openloom/loom #4812"."""
    return " ".join(filter(None, (line.entry.project, ref(line.entry)))) or line.entry.title


@register.filter
def other_parts(line: ResumeLine) -> Iterable[Part]:
    """The sections under which a line could stand as well."""
    return [part for part in Part if part in ENTRY_PARTS and part is not line.part]


@register.filter
def said(typed: Mapping[str, str], line: ResumeLine) -> str:
    """The words of a line as they were typed, where they were; else as they stand."""
    return str(typed.get(f"text-{line.entry.pk}", line.bullet.text))


@register.filter
def named(characters: Iterable[str]) -> list[str]:
    """Each of `characters`, or "U+E000" where a screen has no shape for it either."""
    return [
        _code(each) if unicodedata.category(each) in _SHAPELESS else each for each in characters
    ]


_SHAPELESS = frozenset({"Cn", "Co"})  # unassigned, and for private use


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"
