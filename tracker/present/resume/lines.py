"""The lines of a résumé: one entry each, in its owner's words or as it is drafted."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from tracker.models import Entry, Resume
from tracker.present.coach import Advice, coach
from tracker.present.document import Bullet, Link
from tracker.present.drafts import draft
from tracker.present.evidence import OwnProjects, Unsupported, unsupported
from tracker.present.level import level_of
from tracker.present.line import ref
from tracker.present.proofs import proof_links
from tracker.present.resume.chosen import Absence, ChosenEntry
from tracker.present.resume.parts import part_for, part_of
from tracker.present.story import annotation_of
from tracker.present.words import Words, words_in
from tracker.records import Form
from tracker.resume_content.content import MAX_SENTENCE, Item, Language, Part
from tracker.resume_content.dates import PartialDate


@dataclass(frozen=True)
class ResumeLine:
    """One bullet, the entry and the item that it is made from, and what the facts would say.

    `absence` says why it is not in the document though its owner wants it there. What only a page
    asks is found when it asks, and once.
    """

    entry: Entry
    item: Item
    part: Part
    bullet: Bullet
    language: Language
    absence: Absence | None = None
    projects: OwnProjects = field(default_factory=OwnProjects, compare=False)

    @cached_property
    def draft(self) -> str:
        """What the facts say."""
        is_own = bool(self.item.text)
        return draft(self.entry, words_in(self.language)) if is_own else self.bullet.text

    @cached_property
    def advice(self) -> tuple[Advice, ...]:
        """How its text could read better."""
        return coach(self.bullet.text, self.entry, words_in(self.language))

    @cached_property
    def unsupported(self) -> tuple[Unsupported, ...]:
        """What its text claims and no fact bears out; see `with_facts`."""
        return unsupported(self.bullet.text, self.entry, projects=self.projects.names)

    @property
    def is_printed(self) -> bool:
        """Whether the document has it."""
        return self.item.is_shown and self.absence is None

    @property
    def has_story(self) -> bool:
        """Whether its owner has told it in the log."""
        return annotation_of(self.entry).has_story

    @property
    def offer(self) -> str:
        """What the facts say that they did not when its owner wrote their words; "" if nothing."""
        is_new = self.item.text and self.item.drafted != self.draft[:MAX_SENTENCE]
        return self.draft if is_new else ""

    @property
    def is_out_of_place(self) -> bool:
        """Whether it stands where its kind does not belong, because its owner put it there."""
        return self.part is not part_of(self.entry)


def lines_of(resume: Resume, rows: Collection[ChosenEntry]) -> tuple[ResumeLine, ...]:
    """Make a line of each of `rows` of `resume`.

    At most one query, for the verify links, unless one of them is not there yet.
    """
    proofs = proof_links(resume, (row.entry.pk for row in rows if row.absence is None))
    zone, words = resume.user.zone, words_in(resume.content.language)
    projects = OwnProjects(resume.user)
    bare = (_line(row, zone, words, proofs.get(row.entry.pk)) for row in rows)
    return tuple(replace(line, projects=projects) for line in bare)


def _line(row: ChosenEntry, zone: tzinfo, words: Words, proof: Link | None) -> ResumeLine:
    entry, part = row.entry, part_for(row.item, row.entry)
    text = row.item.text or draft(entry, words)
    day = PartialDate.of(entry.occurred_at.astimezone(zone).date())
    bullet = Bullet(
        text=text,
        evidence=tuple(_evidence(entry, text, part)),
        level=level_of(entry),
        proof=proof,
        on=day if part is Part.WRITING else None,
    )
    return ResumeLine(entry, row.item, part, bullet, words.language, row.absence)


def _evidence(entry: Entry, text: str, part: Part) -> Iterator[Link]:
    """Where it can be checked: "#4812" under its project's heading, else the host's name."""
    if entry.url:
        label = ref(entry) if part is Part.PROJECTS else _number_and_place(entry, text)
        yield Link(label or _host(entry), entry.url)


def _number_and_place(entry: Entry, text: str) -> str:
    """As "octo/engine#4812", for no heading says where; else the place, if `text` does not."""
    label, place = ref(entry), entry.project
    if label and place:
        return f"{place}{label}" if label.startswith("#") else f"{place} {label}"
    return label or (place if place.casefold() not in text.casefold() else "")


def _host(entry: Entry) -> str:
    host = urlsplit(entry.url).hostname or ""
    return host.removeprefix("www.") or Form(entry.form).label
