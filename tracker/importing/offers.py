"""What of a file would be new to a résumé, and the résumé with what its owner chose of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from tracker.importing.found import Found
from tracker.importing.order import with_new
from tracker.present.document import ResumeDocument
from tracker.present.words import period_of, words_in
from tracker.resume_content.content import (
    MAX_LINKS,
    MAX_POSITIONS,
    MAX_SKILLS,
    Language,
    Position,
    ResumeContent,
    SkillChoice,
    TypedLink,
)
from tracker.resume_content.edits.skills import choose_skills

T = TypeVar("T")


class Standing(Enum):
    """How what was found stands to the résumé as it is."""

    NEW = "new"
    THERE = "there"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that was found. `key` names it in a form; `value` is the thing itself.

    `replaces` is what would give way to it, "" where nothing would.
    """

    key: str
    value: Any
    standing: Standing
    replaces: str = ""

    @property
    def period(self) -> str:
        """From when to when, of a post or a study, in English: the language of the pages."""
        return period_of(self.value, words_in(Language.ENGLISH))

    @property
    def is_new(self) -> bool:
        """Whether it can be taken."""
        return self.standing is Standing.NEW

    @property
    def is_advised(self) -> bool:
        """Whether it is taken unless its owner says otherwise."""
        return self.is_new and not self.replaces


@dataclass(frozen=True, slots=True)
class Offers:
    """All that was found, by where it would stand; `held_skills` are those that stand there.

    `contacts` would stand in the profile's settings, each under the name of its field.
    """

    words: tuple[Offer, ...]
    contacts: tuple[Offer, ...]
    experience: tuple[Offer, ...]
    education: tuple[Offer, ...]
    skills: tuple[Offer, ...]
    links: tuple[Offer, ...]
    held_skills: tuple[SkillChoice, ...] = ()

    @property
    def new(self) -> tuple[Offer, ...]:
        """Those that can be taken."""
        every = (
            self.words,
            self.contacts,
            self.experience,
            self.education,
            self.skills,
            self.links,
        )
        return tuple(offer for offers in every for offer in offers if offer.is_new)


def offers_of(found: Found, content: ResumeContent, document: ResumeDocument) -> Offers:
    """Compare `found` with the résumé's content and with what its document shows of it.

    What is found twice is offered once.
    """
    skills = _skills(content, document)
    contact = [_bare(link.url) for link in document.links]
    links = (*map(_link, content.links), *contact)
    posts, studies = tuple(map(_post, content.experience)), tuple(map(_post, content.education))
    return Offers(
        words=tuple(_words(found, content, document)),
        contacts=tuple(_contacts(found, document)),
        experience=_listed("experience", found.experience, _post, posts, MAX_POSITIONS),
        education=_listed("education", found.education, _post, studies, MAX_POSITIONS),
        skills=_listed("skills", found.skills, _folded, tuple(map(_name, skills)), MAX_SKILLS),
        links=_listed("links", found.links, _link, links, MAX_LINKS + len(contact)),
        held_skills=skills,
    )


def with_chosen(content: ResumeContent, offers: Offers, chosen: Collection[str]) -> ResumeContent:
    """`content` and, after what it has, those of the new `offers` whose keys are `chosen`.

    Posts and studies take their place by date, unless their owner has an order of their own.
    """

    def taken(part: Iterable[Offer]) -> tuple[Any, ...]:
        return tuple(offer.value for offer in part if offer.is_new and offer.key in chosen)

    words = {offer.key: offer.value for offer in offers.words if offer.key in chosen}
    skills = tuple(map(SkillChoice, taken(offers.skills)))
    return replace(
        content,
        **words,
        experience=with_new(content.experience, taken(offers.experience)),
        education=with_new(content.education, taken(offers.education)),
        skills=offers.held_skills + skills if skills else content.skills,
        links=content.links + taken(offers.links),
    )


def chosen_contacts(offers: Offers, chosen: Collection[str]) -> dict[str, str]:
    """Those of the new contacts whose keys are `chosen`, by the fields of a user."""
    return {each.key: each.value for each in offers.contacts if each.is_new and each.key in chosen}


def _contacts(found: Found, document: ResumeDocument) -> Iterable[Offer]:
    """Offer what the owner's own `document` does not name."""
    for key, scheme in (("contact_email", "mailto:"), ("contact_phone", "tel:")):
        value = getattr(found, key)
        held = (link.label for link in document.links if link.url.startswith(scheme))
        present = next(held, "")
        if value:
            is_there = _folded(value) == _folded(present)
            yield Offer(key, value, Standing.THERE if is_there else Standing.NEW, present)


def _words(found: Found, content: ResumeContent, document: ResumeDocument) -> Iterable[Offer]:
    for key in ("name", "headline", "summary"):
        value, present = getattr(found, key), getattr(content, key) or getattr(document, key)
        if value:
            is_there = _folded(value) == _folded(present)
            yield Offer(key, value, Standing.THERE if is_there else Standing.NEW, present)


def _listed(
    key: str,
    found: Iterable[T],
    identity: Callable[[T], object],
    held: Collection[object],
    limit: int,
) -> tuple[Offer, ...]:
    """Each of `found` as an offer; `held` are the identities of what the résumé has."""
    known, room = set(held), limit - len(held)
    offers = []
    for number, value in enumerate(found):
        is_there = identity(value) in known
        standing = Standing.THERE if is_there else Standing.NEW if room > 0 else Standing.FULL
        known.add(identity(value))
        room -= standing is Standing.NEW
        offers.append(Offer(f"{key}-{number}", value, standing))
    return tuple(offers)


def _skills(content: ResumeContent, document: ResumeDocument) -> tuple[SkillChoice, ...]:
    shown = (skill.name for section in document.sections for skill in section.skills)
    return choose_skills(content, shown).skills or ()


def _name(skill: SkillChoice) -> str:
    return _folded(skill.name)


def _post(position: Position) -> object:
    return _folded(position.what), _folded(position.where), position.started[:7]


def _link(link: TypedLink) -> str:
    return _bare(link.url)


def _bare(url: str) -> str:
    return url.casefold().partition("://")[2].removeprefix("www.").rstrip("/")


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
