"""A résumé's content to and from the JSON in which it is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from tracker.resume_content.content import Part, ResumeContent, SectionChoice
from tracker.resume_content.dates import PartialDate


class BadContentError(ValueError):
    """The JSON is not the content of a résumé; the message says where and why."""


def to_json(content: ResumeContent) -> dict[str, Any]:
    """`content` as JSON's own types; raises BadContentError where it is beyond its bounds.

    So nothing is stored that `from_json` would refuse: its owner could open it no more.
    """
    stored: dict[str, Any] = msgspec.to_builtins(content, str_keys=True)
    _checked(stored)
    return stored


def from_json(stored: object) -> ResumeContent:
    """The content that `to_json` made `stored` of; raises BadContentError on anything else.

    What a later edition added and `stored` does not name has its default; a section that it does
    not name stands at the end, so that each section has one place. So has each entry.
    """
    return _with_each_entry_once(_with_every_section(_checked(stored)))


def _checked(stored: object) -> ResumeContent:
    try:
        content = msgspec.convert(stored, ResumeContent)
        _check_dates(content)
    except ValueError as error:
        raise BadContentError(str(error)) from error
    return content


def _check_dates(content: ResumeContent) -> None:
    """Raise ValueError at a month or a day that no calendar has."""
    for position in (*content.experience, *content.education):
        for stored in filter(None, (position.started, position.ended)):
            PartialDate.parse(stored)


def _with_every_section(content: ResumeContent) -> ResumeContent:
    first = {choice.part: choice for choice in reversed(content.sections)}
    named = dict.fromkeys(choice.part for choice in content.sections)
    order = [*named, *(part for part in Part if part not in named)]
    sections = tuple(first.get(part, SectionChoice(part)) for part in order)
    return replace(content, sections=sections)


def _with_each_entry_once(content: ResumeContent) -> ResumeContent:
    if content.items is None:
        return content
    first = {item.entry_id: item for item in reversed(content.items)}
    ids = dict.fromkeys(item.entry_id for item in content.items)
    return replace(content, items=tuple(first[entry_id] for entry_id in ids))
