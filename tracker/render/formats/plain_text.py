"""Plain text, for the boxes of forms: 78 columns, an address on a line of its own."""

from collections.abc import Iterable, Iterator

from wcwidth import width as columns
from wcwidth import wrap

from tracker.present.document import Link, ResumeDocument
from tracker.render.clean import short_address
from tracker.render.formats.printed import PrintedBullet, PrintedGroup, PrintedSection, printed

WIDTH = 78  # columns; a Chinese or Japanese character takes two
_BULLET = "• "
_BETWEEN = " | "
_GAP = 2  # columns at least between a name and its dates


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as UTF-8; only an address may be longer than the line."""
    whole = printed(document)
    blocks = [
        [*_wrapped(whole.name), *_wrapped(whole.headline), *_each_addressed(whole.contacts)],
        *(block for section in whole.sections for block in _section(section)),
        [*_wrapped(whole.footer), whole.footer_url] if whole.footer_url else [],
    ]
    return ("\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n").encode()


def _section(section: PrintedSection) -> Iterator[list[str]]:
    skills = (
        f"{skill.name} ({skill.evidence})" if skill.evidence else skill.name
        for skill in section.skills
    )
    blocks = [
        _wrapped(section.text),
        *map(_group, section.groups),
        _wrapped(_BETWEEN.join(skills)),
        _each_addressed(section.links),
    ]
    first, *others = filter(None, blocks)
    yield [*_wrapped(section.title.upper()), *first]
    yield from others


def _group(group: PrintedGroup) -> list[str]:
    return [
        *_heading(group.name, group.period),
        *_wrapped(_BETWEEN.join(group.about)),
        *_wrapped(_BETWEEN.join(group.description)),
        *filter(None, (group.url,)),
        *(line for bullet in group.bullets for line in _bullet(bullet)),
    ]


def _heading(name: str, period: str) -> list[str]:
    """Return the name with its dates at the line's end, or below where there is no room."""
    room = WIDTH - columns(name) - columns(period)
    if period and room >= _GAP:
        return [f"{name}{' ' * room}{period}"]
    return [*_wrapped(name), *_wrapped(period)]


def _bullet(bullet: PrintedBullet) -> Iterator[str]:
    small = ", ".join(part.label for part in bullet.parts if not _is_address(part))
    yield from _wrapped(f"{bullet.text} ({small})" if small else bullet.text, _BULLET)
    for part in bullet.parts:
        if part.url:
            yield f"{' ' * len(_BULLET)}{part.url}"


def _each_addressed(links: Iterable[Link]) -> list[str]:
    return [line for link in links for line in _addressed(link)]


def _addressed(link: Link) -> Iterator[str]:
    is_dialled = link.url.startswith("tel:")  # the number itself stands on the line
    if is_dialled or not _is_address(link):
        yield from _wrapped(link.label)
    if link.url and not is_dialled:
        yield link.url.removeprefix("mailto:")


def _is_address(link: Link) -> bool:
    """Whether it is called by its address, which stands on a line of its own."""
    return bool(link.url) and link.label == short_address(link.url)


def _wrapped(text: str, bullet: str = "") -> list[str]:
    return wrap(
        text,
        WIDTH,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_on_hyphens=False,
    )
