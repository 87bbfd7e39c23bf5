"""One edit of a résumé, as the button that asks for it says it: `what=move-item&entry=12&to=up`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.render.themes import newest
from tracker.resume_content.content import (
    Item,
    Part,
    Position,
    ResumeContent,
    TypedLink,
)
from tracker.resume_content.edits import EditError, Step, To, items, sections, skills, typed

UNKNOWN = "This page and the button do not fit together. Load the page again."
_NUMBER = re.compile(r"[0-9]{1,18}")
CHOSEN = "From now on this résumé keeps its own choice of entries."


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows and the content does not hold.

    `items` stand on the résumé now, whoever chose them; `lists` are the entries of each list on the
    page: of each section its projects, of each project its lines. `drafts` say each entry from its
    facts; `skills` are named by the work, unless the owner names them.
    """

    items: tuple[Item, ...] = ()
    lists: tuple[tuple[tuple[int, ...], ...], ...] = ()
    drafts: Mapping[int, str] = field(default_factory=dict)
    skills: tuple[str, ...] = ()

    def lists_beside(self, entry_id: int) -> tuple[tuple[int, ...], ...]:
        """All lists of the section in which the entry stands; raises EditError without one."""
        for lists in self.lists:
            if any(entry_id in each for each in lists):
                return lists
        raise EditError("This entry is not on the résumé.")

    def list_of(self, entry_id: int) -> tuple[int, ...]:
        """The list in which the entry stands."""
        return next(each for each in self.lists_beside(entry_id) if entry_id in each)


@dataclass(frozen=True, slots=True)
class Edited:
    """The content after the edit, and what to tell its owner, "" where the page shows it."""

    content: ResumeContent
    words: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One edit as it was asked for. Each word that is no such thing raises EditError."""

    content: ResumeContent
    said: Mapping[str, str]
    shown: Shown

    @property
    def entry(self) -> int:
        """The entry that it is about."""
        return _number(self.said.get("entry", ""))

    @property
    def index(self) -> int:
        """The place in its list of what has no other name."""
        return _number(self.said.get("index", ""))

    @property
    def name(self) -> str:
        """The name of a skill."""
        return self.said.get("name", "")

    @property
    def is_on(self) -> bool:
        """Whether it is to be shown."""
        return self.said.get("on") == "1"

    @property
    def to(self) -> To:
        """Where it goes."""
        said = self.said.get("to", "")
        return Step(said) if said in [*Step] else _number(said)

    @property
    def part(self) -> Part:
        """The section that it is about."""
        return _part(self.said.get("part", ""))

    @property
    def own(self) -> ResumeContent:
        """The content with its own items: the first edit of one makes all of them the owner's."""
        return items.choose_items(self.content, self.shown.items)

    @property
    def own_skills(self) -> ResumeContent:
        """The content with skills of its own, likewise."""
        return skills.choose_skills(self.content, self.shown.skills)

    @property
    def draft(self) -> str:
        """What the facts of the entry say."""
        return self.shown.drafts.get(self.entry, "")


def edited(content: ResumeContent, said: Mapping[str, str], shown: Shown) -> Edited:
    """`content` after the edit that `said` asks for; raises EditError where it cannot be."""
    edit = _EDITS.get(said.get("what", ""))
    if edit is None:
        raise EditError(UNKNOWN)
    made = edit(Asked(content, said, shown))
    return made if isinstance(made, Edited) else Edited(made, _words(said))


def _words(said: Mapping[str, str]) -> str:
    verb, _, _ = said["what"].partition("-")
    if verb == "show":
        return "It is printed." if said.get("on") == "1" else "It is not printed."
    return {"add": "Added.", "remove": "Removed."}.get(verb, "")


def _move_section(asked: Asked) -> Edited:
    content = sections.move_section(asked.content, asked.part, asked.to)
    return _moved(content, [each.part for each in content.sections], asked.part)


def _move_item(asked: Asked) -> Edited:
    among = asked.shown.list_of(asked.entry)
    content = items.move_item(asked.own, asked.entry, asked.to, among=among)
    return _moved(
        content, [i.entry_id for i in content.items or () if i.entry_id in among], asked.entry
    )


def _move_project(asked: Asked) -> Edited:
    among = asked.shown.lists_beside(asked.entry)
    content = items.move_project(asked.own, asked.entry, asked.to, among=among)
    place = {entry_id: place for place, each in enumerate(among) for entry_id in each}
    order = dict.fromkeys(place[i.entry_id] for i in content.items or () if i.entry_id in place)
    return _moved(content, [*order], place[asked.entry])


def _move_skill(asked: Asked) -> Edited:
    content = skills.move_skill(asked.own_skills, asked.name, asked.to)
    return _moved(content, [each.name for each in content.skills or ()], asked.name)


def _move_position(asked: Asked) -> Edited:
    before = typed.positions_of(asked.content, asked.part)
    content = typed.move_position(asked.content, asked.part, asked.index, asked.to)
    return _moved_to(content, asked, len(before))


def _move_link(asked: Asked) -> Edited:
    content = typed.move_link(asked.content, asked.index, asked.to)
    return _moved_to(content, asked, len(content.links))


def _moved(content: ResumeContent, order: Sequence[object], what: object) -> Edited:
    return Edited(content, f"Moved to {order.index(what) + 1} of {len(order)}.")


def _moved_to(content: ResumeContent, asked: Asked, count: int) -> Edited:
    steps = {Step.UP: max(asked.index - 1, 0), Step.DOWN: min(asked.index + 1, count - 1)}
    place = steps[asked.to] if isinstance(asked.to, Step) else asked.to
    return Edited(content, f"Moved to {place + 1} of {count}.")


def _add_item(asked: Asked) -> Edited:
    return Edited(items.add_items(asked.own, [Item(asked.entry)]), "Added.")


def _remove_item(asked: Asked) -> Edited:
    return Edited(items.remove_item(asked.own, asked.entry), "Taken off. It stays in your log.")


def _keep_text(asked: Asked) -> ResumeContent:
    return items.keep_text(asked.own, asked.entry, draft=asked.draft)


def _place_item(asked: Asked) -> ResumeContent:
    part = asked.part if asked.said.get("part") else None
    return items.place_item(asked.own, asked.entry, part)


def _show_skill(asked: Asked) -> ResumeContent:
    return skills.show_skill(asked.own_skills, asked.name, is_shown=asked.is_on)


def _show_item(asked: Asked) -> ResumeContent:
    return items.show_item(asked.own, asked.entry, is_shown=asked.is_on)


_EDITS: Mapping[str, Callable[[Asked], ResumeContent | Edited]] = {
    "move-section": _move_section,
    "show-section": lambda asked: sections.show_section(
        asked.content, asked.part, is_shown=asked.is_on
    ),
    "choose-items": lambda asked: Edited(asked.own, CHOSEN),
    "follow-highlights": lambda asked: items.follow_highlights(asked.content),
    "add-item": _add_item,
    "remove-item": _remove_item,
    "move-item": _move_item,
    "move-project": _move_project,
    "show-item": _show_item,
    "take-draft": lambda asked: items.take_draft(asked.own, asked.entry),
    "keep-text": _keep_text,
    "place-item": _place_item,
    "renew-theme": lambda asked: replace(asked.content, theme_version=newest(asked.content.theme)),
    "follow-work": lambda asked: skills.follow_work(asked.content),
    "add-skill": lambda asked: skills.add_skill(asked.own_skills, asked.name),
    "remove-skill": lambda asked: skills.remove_skill(asked.own_skills, asked.name),
    "move-skill": _move_skill,
    "show-skill": _show_skill,
    "add-position": lambda asked: typed.add_position(asked.content, asked.part, Position()),
    "remove-position": lambda asked: typed.remove_position(asked.content, asked.part, asked.index),
    "move-position": _move_position,
    "add-link": lambda asked: typed.add_link(asked.content, TypedLink("")),
    "remove-link": lambda asked: typed.remove_link(asked.content, asked.index),
    "move-link": _move_link,
}


def _number(said: str) -> int:
    if not _NUMBER.fullmatch(said):
        raise EditError(UNKNOWN)
    return int(said)


def _part(said: str) -> Part:
    if said not in [*Part]:
        raise EditError(UNKNOWN)
    return Part(said)
