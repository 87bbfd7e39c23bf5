"""What changed from one content of a résumé to another, in words for its owner."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from tracker.resume_content.content import Item, ResumeContent, SectionChoice, SkillChoice

_TEXTS = (("name", "name"), ("headline", "headline"), ("summary", "summary"))
_TYPED = (("experience", "experience"), ("education", "education"), ("links", "links"))
_SWITCHES = (
    ("has_qr", "QR code"),
    ("has_proofs", "verify links"),
    ("is_archival", "archival PDF"),
)


def changes(before: ResumeContent, after: ResumeContent) -> tuple[str, ...]:
    """Say each thing that `after` has otherwise, in a few words; nothing where they are equal."""
    return (
        *_texts(before, after),
        *_items(before, after),
        *_skills(before, after),
        *(f"{what} changed" for name, what in _TYPED if _differ(before, after, name)),
        *_sections(before.sections, after.sections),
        *_look(before, after),
    )


def _differ(before: ResumeContent, after: ResumeContent, name: str) -> bool:
    return bool(getattr(before, name) != getattr(after, name))


def _texts(before: ResumeContent, after: ResumeContent) -> Iterator[str]:
    for name, what in _TEXTS:
        if _differ(before, after, name):
            yield f"{what} {_fate(getattr(before, name), getattr(after, name))}"


def _fate(before: str, after: str) -> str:
    if not before:
        return "written"
    return "rewritten" if after else "back to the profile's"


def _items(before: ResumeContent, after: ResumeContent) -> Iterator[str]:
    if before.items is None or after.items is None:
        if before.items != after.items:
            is_own = after.items is not None
            yield "entries chosen by hand" if is_own else "follows the highlights again"
        return
    was = {item.entry_id: item for item in before.items}
    now = {item.entry_id: item for item in after.items}
    both = [(was[pk], now[pk]) for pk in now if pk in was]
    yield from _counted("added", "entry", "entries", len(now.keys() - was.keys()))
    yield from _counted("taken off", "entry", "entries", len(was.keys() - now.keys()))
    yield from _counted("rewritten", "bullet", "bullets", sum(a.text != b.text for a, b in both))
    yield from _shown(both)
    yield from _counted("in another section", "entry", "entries", _placed_otherwise(both))
    if _are_reordered(was, now):
        yield "entries in another order"


def _placed_otherwise(both: Iterable[tuple[Item, Item]]) -> int:
    return sum(was.part is not now.part for was, now in both)


def _shown(both: Iterable[tuple[Item, Item]]) -> Iterator[str]:
    turned = [now.is_shown for was, now in both if was.is_shown != now.is_shown]
    yield from _counted("shown again", "entry", "entries", sum(turned))
    yield from _counted("hidden", "entry", "entries", len(turned) - sum(turned))


def _skills(before: ResumeContent, after: ResumeContent) -> Iterator[str]:
    if before.skills is None and after.skills is not None:
        yield "skills chosen by hand"
    elif after.skills is None and before.skills is not None:
        yield "skills follow the work again"
    elif before.skills != after.skills:
        was, now = _by_name(before.skills or ()), _by_name(after.skills or ())
        yield "skills in another order" if was == now else "skills changed"


def _by_name(choices: Sequence[SkillChoice]) -> list[SkillChoice]:
    return sorted(choices, key=lambda choice: choice.name)


def _sections(was: Sequence[SectionChoice], now: Sequence[SectionChoice]) -> Iterator[str]:
    before = {choice.part: choice for choice in was}
    for choice in now:
        old = before[choice.part]
        if choice.is_shown != old.is_shown:
            yield f"“{choice.part.label}” {'shown' if choice.is_shown else 'hidden'}"
        if choice.title != old.title:
            yield _called(choice)
    if _are_reordered(before, {choice.part: choice for choice in now}):
        yield "sections in another order"


def _called(choice: SectionChoice) -> str:
    if choice.title:
        return f"“{choice.part.label}” called “{choice.title}”"
    return f"“{choice.part.label}” called as its language does"


def _look(before: ResumeContent, after: ResumeContent) -> Iterator[str]:
    if _differ(before, after, "theme"):
        yield f"theme {after.theme.label}"
    elif _differ(before, after, "theme_version"):
        yield f"theme {after.theme.label} in edition {after.theme_version}"
    if _differ(before, after, "language"):
        yield f"in {after.language.label}"
    if _differ(before, after, "paper"):
        yield f"paper {after.paper.label}"
    if _differ(before, after, "page_target"):
        yield f"aims at {after.page_target} page{'' if after.page_target == 1 else 's'}"
    for name, what in _SWITCHES:
        if _differ(before, after, name):
            yield f"{what} {'on' if getattr(after, name) else 'off'}"


def _are_reordered(was: Iterable[Hashable], now: Iterable[Hashable]) -> bool:
    """Whether what both hold stands in another order."""
    first, second = [*was], [*now]
    common = {*first} & {*second}
    return [each for each in first if each in common] != [each for each in second if each in common]


def _counted(fate: str, one: str, many: str, count: int) -> Iterator[str]:
    if count:
        yield f"{count} {one if count == 1 else many} {fate}"
