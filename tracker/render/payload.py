"""A résumé as the template reads it: words chosen, sections titled, fonts ordered.

The read-back takes its facts from here as well, so both look for the very same words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

import msgspec

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section
from tracker.present.log_document import LogDocument
from tracker.present.words import Words, dated, period, words_in
from tracker.render.facts import facts
from tracker.render.qr import qr_code
from tracker.render.themes import template_of
from tracker.render.titles import section_title
from tracker.resume_content.content import Part

ATTACHED = "resume.json"  # by this name every template attaches the file
REGION_LENGTH = 2  # "BR" in "pt-BR": an ISO 3166 code among the subtags
TOLD = frozenset({Part.EXPERIENCE, Part.EDUCATION})  # their descriptions are paragraphs
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})

_KANA = re.compile("[\u3041-\u30ff]")

LATIN_FONT = "Noto Sans"  # for what the face of a theme leaves out
HAN_FONTS = {"zh": "Contriblog Chinese", "ja": "Contriblog Japanese", "ko": "Contriblog Korean"}
OTHER_FONTS = (
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Contriblog Math",
    "Contriblog Symbols",
    "Noto Emoji",
)


def payload(document: ResumeDocument, attachment: str = "") -> bytes:
    """Return `document` (cleaned and fitted) as the canonical JSON that the template reads.

    `attachment` is the text of the file that the PDF carries, "" where it carries none.
    """
    language, *subtags = document.language.lower().split("-")
    words = words_in(document.language)
    data = {
        "title": document.title,
        "name": document.name,
        "headline": document.headline,
        "contact": [_link(link) for link in document.links],
        "location": document.location,
        "sections": [_section(each, words) for each in document.sections if not each.is_empty],
        "footer": {"words": words.footer, "url": document.footer_url},
        "qr": qr_code(document.footer_url) if document.has_qr and document.footer_url else "",
        "keywords": _keywords(document),
        "attachment": attachment,
        "theme": template_of(document.theme, document.theme_version),
        "language": language,
        "region": next((tag for tag in subtags if len(tag) == REGION_LENGTH), None),
        "right_to_left": is_right_to_left(document),
        "fonts": font_order(_texts(document), language),
        "paper": document.paper,
    }
    return msgspec.json.encode(data, order="sorted")


def is_right_to_left(document: ResumeDocument | LogDocument) -> bool:
    """Return whether the language of `document` is written from right to left."""
    return document.language.partition("-")[0].lower() in RIGHT_TO_LEFT


def timestamp(made_on: date) -> int:
    """Return midnight UTC of `made_on` in Unix seconds: the only clock that the file sees."""
    return int(datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC).timestamp())


def font_order(texts: Iterable[str], language: str) -> list[str]:
    """Return the font families that are asked, in this order, after those of the theme.

    Chinese, Japanese and Korean share code points whose shapes differ: the document's language
    decides, and failing that, kana in its texts say that its Han characters are Japanese.
    """
    if language not in HAN_FONTS:
        language = "ja" if any(map(_KANA.search, texts)) else "zh"
    others = (family for tag, family in HAN_FONTS.items() if tag != language)
    return [LATIN_FONT, HAN_FONTS[language], *others, *OTHER_FONTS]


def _keywords(document: ResumeDocument) -> list[str]:
    return [skill.name for section in document.sections for skill in section.skills]


def _texts(document: ResumeDocument) -> Iterator[str]:
    return (fact.text for fact in facts(document))


def _section(section: Section, words: Words) -> Mapping[str, Any]:
    return {
        "part": section.part,
        "title": section_title(section, words),
        "text": section.text,
        "groups": [_group(group, section.part, words) for group in section.groups],
        "skills": [{"name": each.name, "evidence": each.evidence} for each in section.skills],
        "links": [_link(link) for link in section.links],
    }


def _group(group: Group, part: Part, words: Words) -> Mapping[str, Any]:
    return {
        "name": group.name,
        "url": group.url,
        "about": [part for part in (group.role, group.place) if part],
        "description": [part for part in (group.description, group.language) if part],
        "is_told": part in TOLD,
        "period": period(group.started, group.ended, words),
        "bullets": [_bullet(bullet, words) for bullet in group.bullets],
    }


def _bullet(bullet: Bullet, words: Words) -> Mapping[str, Any]:
    return {
        "text": bullet.text,
        "on": dated(bullet.on, words) if bullet.on else "",
        "evidence": [_link(link) for link in bullet.evidence],
        "proof": _link(bullet.proof) if bullet.proof else None,
        "level": words.levels[bullet.level],
    }


def _link(link: Link) -> Mapping[str, str]:
    return {"label": link.label, "url": link.url}
