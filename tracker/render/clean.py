"""One pass of hygiene over every string and every count, before anything else sees the document."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from urllib.parse import SplitResult, quote, urlsplit

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section
from tracker.render.texts import MAX_LABEL, with_texts

MAX_URL = 2_000
MAX_LINKS = 8
MAX_GROUPS = 30
MAX_SKILLS = 60
MAX_SECTION_LINKS = 20
MAX_BULLETS = 20
MAX_EVIDENCE = 6

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_PHONE = re.compile(r"tel:\+?[0-9]{1,15}(;ext=[0-9]{1,6})?")  # as RFC 3966 has it, no more
# What an address may hold as it is (RFC 3986); all else is percent-encoded, as PDF wants ASCII.
_ADDRESS_CHARACTERS = "%/:?#[]@!$&'()*+,;="
DEFAULT_LANGUAGE = "en"
UNNAMED = "Unnamed"

# What nobody sees: controls, surrogates, byte order marks, interlinear marks and tags.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000e0001-\U000e007f]"
)
# What files may not hold (XML 1.0) and screens show as a box gives way to the sign for "something
# was here", which the fitting to the fonts replaces and names.
_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"
# Overrides and isolates let text read differently from what it holds (Unicode TR36).
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED_MARKS = re.compile(f"({_MARKS}{{3}}){_MARKS}+")
# "ﬁ" as one character is for printers: nobody who searches for a word types it.
_LIGATURES = {place: unicodedata.normalize("NFKC", chr(place)) for place in range(0xFB00, 0xFB07)}
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def clean(document: ResumeDocument) -> ResumeDocument:
    """Return `document` with texts safe to set, links safe to follow and counts within bounds."""
    bounded = with_texts(document, clean_text)
    return replace(
        bounded,
        title=bounded.title or UNNAMED,
        name=bounded.name or UNNAMED,
        links=_links(bounded.links, MAX_LINKS),
        sections=tuple(map(_section, bounded.sections)),
        footer_url=clean_url(document.footer_url or "") or None,
        language=clean_language(document.language),
    )


def clean_text(text: str, limit: int) -> str:
    """Return `text` on one line in NFC, without what nobody sees, at most `limit` long."""
    looked_at = text[: limit * 4]
    is_plain = looked_at.isascii() and looked_at.isprintable()  # as most are, and soon seen
    calm = " ".join((looked_at if is_plain else _calm(looked_at)).split())
    return calm if len(calm) <= limit else calm[: limit - 1].rstrip() + "…"


def _calm(text: str) -> str:
    seen = _BIDI_CONTROLS.sub("", _UNSEEN.sub("", _NONCHARACTER.sub(_OBJECT, text)))
    composed = unicodedata.normalize("NFC", seen.translate(_LIGATURES))
    return _STACKED_MARKS.sub(r"\1", composed)


def clean_url(url: str) -> str:
    """Return `url`, or "" unless it is of web, mail or phone, whole and at most 2,000 long."""
    if len(url) > MAX_URL:
        return ""
    address = quote(clean_text(url, MAX_URL), safe=_ADDRESS_CHARACTERS)
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in LINK_SCHEMES and _is_whole(parts) else ""


def _is_whole(parts: SplitResult) -> bool:
    if parts.scheme == "tel":
        return bool(_PHONE.fullmatch(parts.geturl()))
    return bool(parts.path if parts.scheme == "mailto" else parts.netloc)


def clean_language(tag: str) -> str:
    """Return `tag` where it has the shape of a BCP 47 tag, else English."""
    return tag if _LANGUAGE_TAG.fullmatch(tag) else DEFAULT_LANGUAGE


def _section(section: Section) -> Section:
    return replace(
        section,
        groups=tuple(map(_group, section.groups[:MAX_GROUPS])),
        skills=tuple(skill for skill in section.skills if skill.name)[:MAX_SKILLS],
        links=_links(section.links, MAX_SECTION_LINKS),
    )


def _group(group: Group) -> Group:
    bullets = tuple(islice(_bullets(group.bullets), MAX_BULLETS))
    return replace(group, url=clean_url(group.url), bullets=bullets)


def _bullets(bullets: Iterable[Bullet]) -> Iterable[Bullet]:
    for bullet in bullets:
        if bullet.text:
            proofs = _links((bullet.proof,), 1) if bullet.proof else ()
            evidence = _links(bullet.evidence, MAX_EVIDENCE)
            yield replace(bullet, evidence=evidence, proof=next(iter(proofs), None))


def _links(links: Iterable[Link], limit: int) -> tuple[Link, ...]:
    cleaned = (Link(link.label, clean_url(link.url)) for link in links)
    labelled = (replace(link, label=link.label or short_address(link.url)) for link in cleaned)
    return tuple(islice((link for link in labelled if link.url), limit))


def short_address(url: str) -> str:
    """Return an address as people write it: without scheme, "www." and a last slash."""
    return clean_text(re.sub(r"^(https?://(www\.)?|mailto:|tel:)", "", url).rstrip("/"), MAX_LABEL)
