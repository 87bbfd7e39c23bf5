"""What was found in a file, in the words and bounds of a résumé, and what was not taken."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.resume_content.content import Position, TypedLink


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field or a file by its name, why it was not taken, and how often that happened."""

    what: str
    why: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Found:
    """All that one file holds for a résumé, and how to reach its owner; each part may be empty.

    Its texts are clean and none is longer than a résumé's content allows, nor is a list. `source`
    says what sort of file it was.
    """

    source: str
    name: str = ""
    headline: str = ""
    summary: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    experience: tuple[Position, ...] = ()
    education: tuple[Position, ...] = ()
    skills: tuple[str, ...] = ()
    links: tuple[TypedLink, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take."""
        words = self.name or self.headline or self.summary
        words = words or self.contact_email or self.contact_phone
        return not (words or self.experience or self.education or self.skills or self.links)
