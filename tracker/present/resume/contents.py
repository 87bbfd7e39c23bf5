"""What the owner of a résumé is shown of it: the document, and what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.models import Entry, Resume
from tracker.present.document import ResumeDocument
from tracker.present.resume.chosen import Absence, chosen
from tracker.present.resume.document import document_of, today_of
from tracker.present.resume.lines import ResumeLine, lines_of
from tracker.present.resume.sections import ShownSection, sections_of
from tracker.resume_content.content import Item, Part, ResumeContent

MAX_OFFERED = 20


@dataclass(frozen=True)
class ResumeContents:
    """What stands on a résumé, what its owner wants there and cannot have, and what is offered.

    `is_own` says that its owner chose the items; else they follow the highlights, and `is_chosen`
    is false while nothing that may be shown is highlighted: then the best `UNCHOSEN` entries stand
    in (`tracker.present.worth.RULE`).
    """

    resume: Resume
    document: ResumeDocument
    sections: tuple[ShownSection, ...]
    is_chosen: bool

    @property
    def content(self) -> ResumeContent:
        """What its owner chose and wrote."""
        return self.resume.content

    @property
    def offered(self) -> tuple[Entry, ...]:
        """The newest highlights that are not on a résumé whose items are its owner's own.

        One query, as only the whole page offers them.
        """
        if not self.is_own:
            return ()
        there = [line.entry.pk for line in self.lines]
        highlights = Entry.objects.filter(user=self.resume.user).public().highlighted()
        return tuple(highlights.exclude(pk__in=there).for_lines().newest_first()[:MAX_OFFERED])

    @cached_property
    def left_out(self) -> Mapping[Absence, int]:
        """How many of the items, or else of the highlights, cannot be shown, by the reason why.

        Two queries for those who follow the highlights, as only the whole page tells it.
        """
        if self.is_own:
            # No Counter: templates ask for its `items`, and it answers 0 to any name.
            return dict(Counter(line.absence for line in self.lines if line.absence))
        highlighted = Entry.objects.filter(user=self.resume.user).shown().highlighted()
        counts = {
            Absence.PRIVATE: highlighted.private().count(),
            Absence.GONE: highlighted.gone().count(),
        }
        return {absence: count for absence, count in counts.items() if count}

    @property
    def is_own(self) -> bool:
        """Whether its owner chose the items, rather than following the highlights."""
        return self.content.items is not None

    @cached_property
    def lines(self) -> tuple[ResumeLine, ...]:
        """Every line, in the order of the page."""
        return tuple(line for section in self.sections for line in section.lines)

    @property
    def line_count(self) -> int:
        """How many bullets of entries are printed."""
        return sum(each.printed_count for each in self.sections if each.choice.is_shown)

    @property
    def items(self) -> tuple[Item, ...]:
        """What choosing for oneself begins with: the items as they stand now."""
        return tuple(line.item for line in self.lines)

    def section(self, part: Part) -> ShownSection:
        """The section `part`."""
        return next(each for each in self.sections if each.part is part)

    @property
    def lists(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Of each section made of entries its lists, and of each list its entries, in order."""
        of_entries = (section for section in self.sections if section.is_of_entries)
        return tuple(tuple(group.entry_ids for group in each.groups) for each in of_entries)

    @property
    def drafts(self) -> Mapping[int, str]:
        """What the facts of each entry say."""
        return {line.entry.pk: line.draft for line in self.lines}

    def lines_with(
        self, characters: Iterable[str], cleaned: Callable[[str], str]
    ) -> tuple[ResumeLine, ...]:
        """Return the printed lines whose text, once `cleaned`, holds one of `characters`."""
        wanted = set(characters)
        printed = (line for line in self.lines if line.is_printed)
        return tuple(each for each in printed if not wanted.isdisjoint(cleaned(each.bullet.text)))


def contents_of(resume: Resume, *, today: date | None = None) -> ResumeContents:
    """Return what `document_for` tells the owner, with the entries behind each line."""
    today = today or today_of(resume)
    found = chosen(resume, with_absent=True)
    lines = lines_of(resume, found.entries)
    sections = sections_of(resume, lines, today)
    return ResumeContents(
        resume=resume,
        document=document_of(resume, sections, today, public=False),
        sections=sections,
        is_chosen=not found.is_by_rule,
    )
