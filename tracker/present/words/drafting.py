"""What one language says when it drafts a bullet, and how it writes lists and quotations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from tracker.records import Kind

_QUOTED = re.compile(r'["“]([^"“”]+)["”]')


class Did(StrEnum):
    """What somebody did, where that was not to write a change that landed."""

    REVIEWED = "reviewed"
    APPROVED = "approved"
    ASKED_FOR_CHANGES = "asked_for_changes"
    REPORTED = "reported"
    SUGGESTED = "suggested"
    PROPOSED = "proposed"
    CO_WROTE = "co_wrote"
    WROTE_PART = "wrote_part"
    STARTED = "started"
    ANSWERED = "answered"
    REPLIED = "replied"
    TRIAGED = "triaged"
    COMMENTED = "commented"
    RELEASED = "released"
    SPONSORS = "sponsors"
    SPONSORED = "sponsored"
    SPOKE = "spoke"
    SPOKE_AT = "spoke_at"
    WROTE = "wrote"
    WROTE_FOR = "wrote_for"


class Remark(StrEnum):
    """What is said of it in brackets."""

    ACCEPTED = "accepted"
    RESOLVED = "resolved"
    CLOSES = "closes"
    CLOSES_MANY = "closes_many"
    DISCUSSED = "discussed"
    LINES = "lines"
    AS_COMMIT = "as_commit"
    BY_BOT = "by_bot"
    LABELLED = "labelled"
    DUPLICATE = "duplicate"
    DUPLICATE_OF = "duplicate_of"
    CLOSED = "closed"
    NOT_PLANNED = "not_planned"


@dataclass(frozen=True, slots=True)
class DraftWords:
    """The templates of drafts.

    `did` and `leads` take a "{title}", or it "{quoted}", and a "{place}" or "{since}"; a lead
    stands before the title of a change. `remarks` take what their names say, and `aside` puts them
    after what was `{said}`. `quotes` open and close, outside and within a quotation.
    """

    quotes: Annotated[tuple[str, ...], Meta(min_length=4, max_length=4)]
    comma: str
    semicolon: str
    thousands: str
    aside: str
    leads: dict[Kind, str]
    did: dict[Did, str]
    remarks: dict[Remark, str]

    @property
    def templates(self) -> tuple[str, ...]:
        """All that is said around facts."""
        return (*self.leads.values(), *self.did.values(), *self.remarks.values())

    def quoted(self, title: str) -> str:
        """`title` in this language's quotation marks; what it quotes itself has the inner ones."""
        opening, closing, inner, inner_closing = self.quotes
        parts = _QUOTED.split(title)
        within = "".join(
            f"{inner}{part}{inner_closing}" if place % 2 else part
            for place, part in enumerate(parts)
        )
        return f"{opening}{within}{closing}"

    def number(self, count: int) -> str:
        """`count` with its thousands set apart."""
        return f"{count:,}".replace(",", self.thousands)

    def with_remarks(self, said: str, remarks: list[str]) -> str:
        """What was said, and the remarks in brackets where there are any."""
        if not remarks:
            return said
        return self.aside.format(said=said, remarks=self.semicolon.join(remarks))
