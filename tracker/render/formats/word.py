"""Word (DOCX): real headings and lists, live links, dates at the margin, plain enough for forms."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime, time

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from tracker.present.document import Link, ResumeDocument, Skill
from tracker.render.formats.printed import (
    PrintedBullet,
    PrintedGroup,
    PrintedSection,
    printed,
)
from tracker.render.formats.word_style import DATES, SMALL_PRINT, dress
from tracker.render.formats.word_text import (
    add_link,
    add_text,
    from_the_left,
    held_together,
    turn,
)
from tracker.render.payload import is_right_to_left

_BETWEEN = "  |  "
_STAMP = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can name


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as a DOCX file."""
    return _stamped(_Writer(document).written())


class _Writer:
    def __init__(self, document: ResumeDocument) -> None:
        self.document = document
        self.it = printed(document)
        self.rtl = is_right_to_left(document)
        self.word: Document = docx.Document()

    def written(self) -> Document:
        dress(self.word, self.document)
        _describe(self.word, self.document)
        self._line("Title", self.it.name)
        self._line("Subtitle", self.it.headline)
        self._links(self.it.contacts)
        for section in self.it.sections:
            self._section(section)
        if self.it.footer_url:
            foot = self._paragraph("Normal", self.it.footer)
            add_text(foot, f"{self.it.footer} ")
            label = held_together(self.it.footer_url, is_rtl=self.rtl)
            add_link(foot, Link(label, self.it.footer_url))
        return self.word

    def _section(self, section: PrintedSection) -> None:
        self._line("Heading 1", section.title)
        self._line("Normal", section.text)
        for group in section.groups:
            self._group(group)
        self._line("Normal", _BETWEEN.join(map(_skill, section.skills)))
        self._links(section.links)

    def _group(self, group: PrintedGroup) -> None:
        if group.name:
            heading = self._paragraph("Heading 2", "")  # its dates stand at the far side
            add_link(heading, Link(group.name, group.url))
            add_text(heading, f"\t{group.period}" if group.period else "", DATES)
        self._line(SMALL_PRINT, _BETWEEN.join(group.about))
        self._line(SMALL_PRINT, _BETWEEN.join(group.description))
        for bullet in group.bullets:
            self._bullet(bullet)

    def _bullet(self, bullet: PrintedBullet) -> None:
        line = self._paragraph("List Bullet", "" if self.rtl else bullet.text)
        add_text(line, held_together(bullet.text, is_rtl=self.rtl))
        if bullet.parts:
            add_text(line, " (")
            _add_links(line, bullet.parts, ", ")
            add_text(line, ")")

    def _links(self, links: tuple[Link, ...]) -> None:
        if links:
            line = self._paragraph("Normal", links[0].label)
            _add_links(line, map(self._as_dialled, links), _BETWEEN)

    def _as_dialled(self, link: Link) -> Link:
        """Return `link`, a phone number of it in the order in which it is dialled."""
        is_turned = self.rtl and link.url.startswith("tel:")
        return Link(from_the_left(link.label), link.url) if is_turned else link

    def _line(self, style: str, text: str) -> None:
        if text:
            add_text(self._paragraph(style, text), text)

    def _paragraph(self, style: str, text: str) -> Paragraph:
        """Return a new paragraph that runs the way in which `text` is read."""
        return turn(self.word.add_paragraph(style=style), text, is_rtl=self.rtl)


def _add_links(paragraph: Paragraph, links: Iterable[Link], between: str) -> None:
    for index, link in enumerate(links):
        add_text(paragraph, between if index else "")
        add_link(paragraph, link)


def _skill(skill: Skill) -> str:
    return f"{skill.name} ({skill.evidence})" if skill.evidence else skill.name


def _describe(word: Document, document: ResumeDocument) -> None:
    about, made = word.core_properties, datetime.combine(document.made_on, time())
    about.title, about.author, about.language = document.title, document.name, document.language
    about.comments, about.last_modified_by = "", document.name
    about.created = about.modified = made


def _stamped(word: Document) -> bytes:
    """Return the file with the same date on each part: equal documents, equal bytes."""
    raw, stamped = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as parts, zipfile.ZipFile(stamped, "w") as file:
        for part in parts.infolist():
            about = zipfile.ZipInfo(part.filename, _STAMP)
            file.writestr(about, parts.read(part), zipfile.ZIP_DEFLATED)
    return stamped.getvalue()
