"""RenderCV's YAML (https://rendercv.com), written as JSON, which is YAML that needs no library."""

import json
import re
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from phonenumbers import NumberParseException, is_valid_number, parse

from tracker.present.document import Group, Link, ResumeDocument, Section
from tracker.render.formats.printed import PrintedBullet, PrintedGroup, PrintedSection, printed
from tracker.render.formats.rendercv_text import JOINER, escaped, escaped_name, linked
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

LOCALES = {
    "ar": "arabic",
    "de": "german",
    "es": "spanish",
    "fr": "french",
    "he": "hebrew",
    "ja": "japanese",
    "pt": "portuguese",
}
# RenderCV refuses a whole file for one address that it doubts.
_SURE_MAIL = re.compile(r"[\w+-]+(\.[\w+-]+)*@([a-z\d]+(-[a-z\d]+)*\.)+[a-z]{2,}", re.ASCII)
_NO_MAIL_AT = (".arpa", ".invalid", ".local", ".localhost", ".onion", ".test")
_SURE_WEB = re.compile(r"https?://([a-z\d]+(-[a-z\d]+)*\.)+[a-z]{2,}([/?#].*)?", re.ASCII)

Json = dict[str, Any]


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as the UTF-8 of one YAML document."""
    language = document.language.partition("-")[0].lower()
    file = {
        "cv": _known(
            name=escaped_name(document.name) or JOINER,
            headline=escaped(document.headline),
            location=escaped(document.location),
            **_contacts(document),
            sections=_sections(document),
        ),
        "design": {
            "theme": "classic",
            "page": {"size": document.paper.value},
            "header": {"connections": {"phone_number_format": "international"}},
        },
        "locale": {"language": LOCALES.get(language, "english")},
        "settings": {"current_date": document.made_on.isoformat()},
    }
    return (json.dumps(file, ensure_ascii=False, indent=2) + "\n").encode()


def _contacts(document: ResumeDocument) -> Json:
    """Return the first e-mail and phone as such, and the rest as what RenderCV asks least of."""
    mail = next((link for link in document.links if _mail_address(link)), None)
    phone = next((link for link in document.links if _phone_number(link)), None)
    others = [link for link in document.links if link not in (mail, phone)]
    if document.footer_url:
        others.append(Link(document.footer_url, document.footer_url))
    return {
        "email": _mail_address(mail) if mail else "",
        "phone": _phone_number(phone) if phone else "",
        "custom_connections": [_connection(link) for link in others],
    }


def _mail_address(link: Link) -> str:
    """Return the e-mail address that `link` leads to where RenderCV takes it, else ""."""
    parts = urlsplit(link.url)
    address = unquote(parts.path)
    is_sure = parts.scheme == "mailto" and _SURE_MAIL.fullmatch(address)
    return address if is_sure and not address.endswith(_NO_MAIL_AT) else ""


def _phone_number(link: Link) -> str:
    """Return the number that `link` dials where RenderCV takes it, else "".

    It takes one with its country's code that is in use, and goes by this library to know them.
    """
    scheme, _, number = link.url.partition(":")
    try:
        is_sure = scheme == "tel" and is_valid_number(parse(number))
    except NumberParseException:
        is_sure = False
    return number if is_sure else ""


def _connection(link: Link) -> Json:
    return {
        "fontawesome_icon": "link",
        "placeholder": escaped(link.label),
        "url": link.url if _SURE_WEB.fullmatch(link.url) else None,
    }


def _sections(document: ResumeDocument) -> Json:
    """Return the entries of each section under its title; a title that stands twice differs."""
    found: Json = {}
    shown = (section for section in document.sections if not section.is_empty)
    for section, as_read in zip(shown, printed(document).sections, strict=True):
        title = escaped(as_read.title)
        while title in found:
            title += JOINER
        found[title] = _entries(section, as_read, document.made_on)
    return found


def _entries(section: Section, as_read: PrintedSection, today: date) -> list[Any]:
    """Return the entries of a section: they have to be all of one kind."""
    if any(group.name for group in section.groups):
        pairs = zip(section.groups, as_read.groups, strict=True)
        return [_entry(section.part, *pair, as_read.title, today) for pair in pairs]
    bullets = [line for group in as_read.groups for line in _lines(group)]
    links = [linked(link) for link in section.links]
    if section.skills:
        return [_skill(skill.name, skill.evidence) for skill in section.skills]
    return [{"bullet": line} for line in bullets + links] or [escaped(section.text)]


def _entry(part: Part, group: Group, as_read: PrintedGroup, title: str, today: date) -> Json:
    name = linked(Link(group.name or title, group.url))
    entry = {
        "location": escaped(group.place),
        "highlights": [_sentence(bullet) for bullet in as_read.bullets],
        **_dates(group, as_read.period, today),
    }
    about = [*as_read.description]
    if part is Part.EXPERIENCE:
        given = {"company": name, "position": escaped(group.role)}
    elif part is Part.EDUCATION:
        given = {"institution": name, "area": escaped(group.role)}
    else:
        given, about = {"name": name}, [group.role, *about]
    return given | _known(summary=escaped(" | ".join(filter(None, about))), **entry)


def _lines(group: PrintedGroup) -> list[str]:
    about = escaped(" | ".join((*group.about, *group.description)))
    return [*filter(None, [about]), *map(_sentence, group.bullets)]


def _sentence(bullet: PrintedBullet) -> str:
    parts = ", ".join(map(linked, bullet.parts))
    return f"{escaped(bullet.text)} ({parts})" if parts else escaped(bullet.text)


def _skill(name: str, evidence: str) -> Json:
    return {"label": escaped(name), "details": escaped(evidence)}


def _dates(group: Group, period: str, today: date) -> Json:
    """Return the dates as dates; in words where RenderCV would find them in the wrong order."""
    if not group.started:
        return {"date": _date(group.ended) if group.ended else ""}
    if _first_day(group.started) > (_first_day(group.ended) if group.ended else today):
        return {"date": period}
    ended = _date(group.ended) if group.ended else "present"
    return {"start_date": _date(group.started), "end_date": ended}


def _first_day(day: PartialDate) -> date:
    return date(day.year, day.month or 1, day.day or 1)


def _date(day: PartialDate) -> str | int:
    """Return a year alone as a number: RenderCV adds a month to one that is text."""
    return str(day) if day.month else day.year


def _known(**fields: Any) -> Json:
    return {name: value for name, value in fields.items() if value}
