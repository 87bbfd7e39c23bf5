"""The sections of a résumé, in its owner's order: what each prints, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from accounts.models import User
from tracker.models import Entry, Resume
from tracker.present.document import Bullet, Group, Link, Section, Skill
from tracker.present.resume.lines import ResumeLine
from tracker.present.resume.projects import LineGroup, projects_of
from tracker.present.resume.skills import SkillLine, skill_lines
from tracker.present.words import words_in
from tracker.resume_content.content import (
    ENTRY_PARTS,
    Part,
    Position,
    ResumeContent,
    SectionChoice,
)
from tracker.resume_content.dates import PartialDate

AT_A_TIME = 20  # bullets of one group: a document has no more in one


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section: its owner's choice, what is printed of it, and the lines that it is made of.

    `title` is the owner's, else the language's. A section of projects has one group for each; the
    lists have one group with all their lines.
    """

    choice: SectionChoice
    title: str
    section: Section
    groups: tuple[LineGroup, ...] = ()
    skills: tuple[SkillLine, ...] = ()

    @property
    def part(self) -> Part:
        """Which section it is."""
        return self.choice.part

    @property
    def is_of_entries(self) -> bool:
        """Whether it is made of entries."""
        return self.part in ENTRY_PARTS

    @property
    def lines(self) -> tuple[ResumeLine, ...]:
        """Its lines, in order, those that are not printed too."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def printed_count(self) -> int:
        """How many bullets of entries it prints."""
        return sum(line.is_printed for line in self.lines)


def sections_of(
    resume: Resume, lines: tuple[ResumeLine, ...], today: date
) -> tuple[ShownSection, ...]:
    """Every section of `resume`, hidden ones too, with `lines` where they belong."""
    content, words = resume.content, words_in(resume.content.language)
    groups = _groups_of(resume.user, lines, today)
    skills = skill_lines(content, _printed_entries(content, lines))
    printed = _printed(resume.user, content, groups, skills)
    return tuple(
        ShownSection(
            choice=choice,
            title=choice.title or words.titles[choice.part],
            section=replace(printed[choice.part], title=choice.title),
            groups=groups.get(choice.part, ()),
            skills=skills if choice.part is Part.SKILLS else (),
        )
        for choice in content.sections
    )


def _printed_entries(content: ResumeContent, lines: Iterable[ResumeLine]) -> list[Entry]:
    shown = {choice.part for choice in content.sections if choice.is_shown}
    return [line.entry for line in lines if line.is_printed and line.part in shown]


def _groups_of(
    user: User, lines: tuple[ResumeLine, ...], today: date
) -> Mapping[Part, tuple[LineGroup, ...]]:
    here = {part: [line for line in lines if line.part is part] for part in ENTRY_PARTS}
    return {
        Part.PROJECTS: projects_of(user, here[Part.PROJECTS], today),
        Part.WRITING: _list_of(here[Part.WRITING]),
        Part.COMMUNITY: _list_of(here[Part.COMMUNITY]),
    }


def _list_of(lines: list[ResumeLine]) -> tuple[LineGroup, ...]:
    bullets = tuple(line.bullet for line in lines if line.is_printed)
    return (LineGroup(Group("", bullets=bullets), tuple(lines)),) if lines else ()


def _printed(
    user: User,
    content: ResumeContent,
    groups: Mapping[Part, tuple[LineGroup, ...]],
    skills: tuple[SkillLine, ...],
) -> Mapping[Part, Section]:
    shown = tuple(Skill(skill.name, skill.evidence) for skill in skills if skill.is_shown)
    links = tuple(Link(link.label, link.url) for link in content.links if link.url)
    sections = (
        Section(Part.SUMMARY, text=content.summary.strip() or user.summary),
        Section(Part.PROJECTS, groups=tuple(_with_bullets(groups[Part.PROJECTS]))),
        Section(Part.WRITING, groups=tuple(_in_short_lists(groups[Part.WRITING]))),
        Section(Part.COMMUNITY, groups=tuple(_in_short_lists(groups[Part.COMMUNITY]))),
        Section(Part.SKILLS, skills=shown),
        Section(Part.EXPERIENCE, groups=_posts(content.experience)),
        Section(Part.EDUCATION, groups=_posts(content.education)),
        Section(Part.LINKS, links=links),
    )
    return {section.part: section for section in sections}


def _with_bullets(groups: Iterable[LineGroup]) -> Iterator[Group]:
    return (each.group for each in groups if each.group.bullets)


def _in_short_lists(groups: Iterable[LineGroup]) -> Iterator[Group]:
    """A list longer than a group may be, as several without a heading: they read as one."""
    for group in _with_bullets(groups):
        for first in range(0, len(group.bullets), AT_A_TIME):
            yield replace(group, bullets=group.bullets[first : first + AT_A_TIME])


def _posts(positions: Iterable[Position]) -> tuple[Group, ...]:
    """Those with anything in them: a row that was added and not filled in yet is not printed."""
    return tuple(_post(each) for each in positions if each != Position())


def _post(position: Position) -> Group:
    return Group(
        name=position.where or position.what,
        url=position.url,
        role=position.what if position.where else "",
        place=position.place,
        description=position.text,
        started=PartialDate.stored(position.started),
        ended=PartialDate.stored(position.ended),
        bullets=tuple(Bullet(text, level="typed") for text in position.highlights),
    )
