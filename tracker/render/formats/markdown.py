"""Markdown (CommonMark), for a README or a site: what people wrote stays text in it."""

import re
from collections.abc import Iterable, Iterator

from tracker.present.document import Link, ResumeDocument
from tracker.render.formats.printed import PrintedGroup, PrintedSection, printed

# Emphasis, code, links, HTML, entities, tables, and the mathematics and strikes of GitHub.
_MARKS = re.compile(r"[\\`*_\[\]<>&|~$]")
# GitHub makes links of these without being asked.
_BARE_LINKS = re.compile(r"(?<=www)\.|:(?=//)|@", re.IGNORECASE)
# Headings, lists and lines under a heading, where a text begins.
_OPENING = re.compile(r"^([#+=-]|\d+(?=[.)]))")
_BETWEEN = " · "


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as UTF-8, blocks parted by one empty line."""
    whole = printed(document)
    blocks = [
        f"# {escaped(whole.name)}",
        escaped(whole.headline),
        _BETWEEN.join(map(_linked, whole.contacts)),
        *(block for section in whole.sections for block in _section(section)),
    ]
    if whole.footer_url:
        blocks.append(
            f"{escaped(whole.footer)} {_linked(Link(whole.footer_url, whole.footer_url))}"
        )
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def escaped(text: str) -> str:
    """Return one line of text as Markdown that reads as that text and nothing more."""
    plain = _BARE_LINKS.sub(r"\\\g<0>", _MARKS.sub(r"\\\g<0>", text))
    return _OPENING.sub(_as_text, plain)


def _as_text(opening: re.Match[str]) -> str:
    return f"{opening[0]}\\" if opening[0].isdigit() else f"\\{opening[0]}"


def _linked(link: Link) -> str:
    if not link.url:
        return escaped(link.label)
    return f"[{escaped(link.label)}](<{link.url.replace('&', '&amp;')}>)"


def _section(section: PrintedSection) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    yield escaped(section.text)
    for group in section.groups:
        yield from _group(group)
    yield _list(
        escaped(f"{skill.name} ({skill.evidence})" if skill.evidence else skill.name)
        for skill in section.skills
    )
    yield _list(map(_linked, section.links))


def _group(group: PrintedGroup) -> Iterator[str]:
    if group.name:
        yield f"### {_linked(Link(group.name, group.url))}"
    yield escaped(_BETWEEN.join(filter(None, (group.period, *group.about))))
    yield escaped(_BETWEEN.join(group.description))
    yield _list(
        escaped(bullet.text) + _in_brackets(map(_linked, bullet.parts)) for bullet in group.bullets
    )


def _in_brackets(parts: Iterable[str]) -> str:
    joined = ", ".join(parts)
    return f" ({joined})" if joined else ""


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)
