"""All that is typed into the studio's one form: what is valid is stored, the rest is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Any

from django import forms

from tracker.forms.refusal import Refusal, refusals_of
from tracker.forms.resume import OPTIONS, ResumeForm
from tracker.forms.resume_edits import Shown
from tracker.forms.typed import LinkForm, PositionForm
from tracker.models import Resume
from tracker.resume_content.content import MAX_ITEMS, MAX_SENTENCE, Part, ResumeContent
from tracker.resume_content.edits import items, sections, typed

_MAX_DRAFT = 10_000  # of which a résumé prints the beginning
_OF_THE_LOOK = ("language", "paper", "page_target", "title", *OPTIONS)  # outside the form's element
_MAX_TITLE = 120  # of a section
_NUMBER = re.compile(r"[0-9]{1,18}")
_BULLET = re.compile(r"text-([0-9]{1,18})")


class BulletForm(forms.Form):
    """The words of one bullet, and the draft that stood there when they were written."""

    text = forms.CharField(label="Bullet", required=False, max_length=_MAX_DRAFT)
    draft = forms.CharField(required=False, max_length=_MAX_DRAFT)

    def __init__(self, entry_id: int, data: Mapping[str, Any]) -> None:
        said = {name: data.get(f"{name}-{entry_id}", "") for name in self.base_fields}
        super().__init__(said, auto_id=f"%s-{entry_id}")
        self.entry_id = entry_id

    def clean(self) -> dict[str, Any]:
        """A bullet is one line."""
        return {name: " ".join(text.split()) for name, text in self.cleaned_data.items()}

    @property
    def own(self) -> str:
        """The owner's words, "" where they are the draft."""
        text: str = self.cleaned_data["text"]
        return "" if text == self.cleaned_data["draft"] else text[:MAX_SENTENCE]


class StudioForm:
    """The whole page as one form; each of its parts is made when it is asked for."""

    def __init__(self, resume: Resume, data: Mapping[str, Any] | None = None) -> None:
        self.resume, self.data = resume, data or {}
        self._content, self._said = resume.content, data

    @cached_property
    def words(self) -> ResumeForm:
        """The words above the sections, and how the page looks."""
        form = ResumeForm(self.resume, self._said)
        for name in _OF_THE_LOOK:
            form.fields[name].widget.attrs["form"] = "studio"
        return form

    @cached_property
    def experience(self) -> list[PositionForm]:
        """A row for each post."""
        return _positions(self._content, Part.EXPERIENCE, self._said)

    @cached_property
    def education(self) -> list[PositionForm]:
        """A row for each course of study."""
        return _positions(self._content, Part.EDUCATION, self._said)

    @cached_property
    def links(self) -> list[LinkForm]:
        """A row for each address."""
        links = enumerate(self._content.links)
        return [LinkForm(index, link, self._said) for index, link in links]

    @cached_property
    def bullets(self) -> list[BulletForm]:
        """The bullets that the page has otherwise than what is stored."""
        return [BulletForm(entry_id, self.data) for entry_id in _told(self._content, self.data)]

    @property
    def revision(self) -> int:
        """The revision that the page was made of, or that its owner saves over; -1 where unsaid."""
        self.words.full_clean()
        over = str(self.data.get("over", ""))
        return int(over) if _NUMBER.fullmatch(over) else self.words.cleaned_data.get("revision", -1)

    @property
    def title(self) -> str:
        """What the résumé is to be called; "" where that was not said, or cannot be."""
        return str(self.words.cleaned_data.get("title", ""))

    @property
    def options(self) -> Iterator[forms.BoundField]:
        """The fields that are on or off."""
        return (self.words[name] for name in OPTIONS)

    def problems(self) -> tuple[Refusal, ...]:
        """What is wrong with which field; empty where all is valid."""
        return tuple(self._problems())

    def applied_to(self, content: ResumeContent, shown: Callable[[], Shown]) -> ResumeContent:
        """`content` with all that is valid; asks what is `shown` only where it matters."""
        self.problems()
        content = self._titled(self.words.applied_to(content))
        for bullet in self.bullets:
            content = _said(content, bullet, shown)
        return replace(
            content,
            experience=tuple(form.applied() for form in self.experience),
            education=tuple(form.applied() for form in self.education),
            links=tuple(form.applied() for form in self.links),
        )

    def _titled(self, content: ResumeContent) -> ResumeContent:
        for choice in content.sections:
            title = self.data.get(f"title-{choice.part}", choice.title)[:_MAX_TITLE]
            content = sections.title_section(content, choice.part, title.replace("\0", ""))
        return content

    def _problems(self) -> Iterator[Refusal]:
        yield from refusals_of(self.words)
        rows: Iterable[PositionForm | LinkForm] = chain(self.experience, self.education, self.links)
        for row in rows:
            if row.errors:
                yield from refusals_of(row, row.called)
        yield from chain.from_iterable(map(refusals_of, self.bullets))


def _positions(
    content: ResumeContent, part: Part, data: Mapping[str, Any] | None
) -> list[PositionForm]:
    rows = typed.positions_of(content, part)
    return [PositionForm(part, index, row, data) for index, row in enumerate(rows)]


def _told(content: ResumeContent, data: Mapping[str, Any]) -> list[int]:
    """The entries whose bullet the page has otherwise than `content`: of hundreds, one or two."""
    before = {item.entry_id: item.text for item in content.items or ()}
    named = [int(found[1]) for found in map(_BULLET.fullmatch, data) if found]

    def is_told(entry_id: int) -> bool:
        text, draft = (data.get(f"{name}-{entry_id}", "") for name in BulletForm.base_fields)
        return ("" if text == draft else text) != before.get(entry_id, "")

    return list(filter(is_told, named[:MAX_ITEMS]))


def _said(content: ResumeContent, bullet: BulletForm, shown: Callable[[], Shown]) -> ResumeContent:
    """`content` with the words of `bullet`, where they are new; an entry that went stays away."""
    there = {item.entry_id: item for item in content.items or ()}
    if not bullet.is_valid() or (content.items is not None and bullet.entry_id not in there):
        return content
    before = there[bullet.entry_id].text if bullet.entry_id in there else ""
    if bullet.own == before:
        return content
    if content.items is None:
        content = items.choose_items(content, shown().items)
    draft = bullet.cleaned_data["draft"]
    return items.write_item(content, bullet.entry_id, bullet.own, draft=draft)
