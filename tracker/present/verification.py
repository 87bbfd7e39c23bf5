"""What a verify page says of one line of a résumé."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import tzinfo

from tracker.models import Entry, Proof
from tracker.present.confirmation import Confirmation, confirmation_of
from tracker.present.document import Bullet, Level, ResumeDocument
from tracker.present.entry_page import EntryPage, entry_page
from tracker.present.evidence import Basis, checked, projects_of
from tracker.present.proofs import proof_link
from tracker.present.story import told
from tracker.records import Credit


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the line, and whether the person alone says what they say."""

    words: str
    is_theirs_alone: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """One line as it is printed, who says so, and what is known of it.

    `is_in_own_words` is not so where the line was drafted from the facts alone. `handle` is ""
    while the profile is not public. `credit` says why it is also theirs, where GitHub credits it to
    somebody else. `was_imported` is so while no sync here has read it.
    """

    pieces: tuple[Piece, ...]
    is_in_own_words: bool
    language: str
    name: str
    handle: str
    level: Level
    was_imported: bool
    facts: EntryPage
    credit: str
    confirmation: Confirmation
    zone: tzinfo  # its owner's

    @property
    def theirs_alone(self) -> tuple[str, ...]:
        """What of the line is not among the facts, each once."""
        return tuple(dict.fromkeys(each.words for each in self.pieces if each.is_theirs_alone))


def verification_of(proof: Proof, document: ResumeDocument) -> Verification | None:
    """The page of `proof`; None where the line is not printed in `document`, its résumé's.

    `document` is the one for strangers, as the renderers set it.
    """
    bullet = _printed(proof.code, document)
    if bullet is None:
        return None
    entry, user = proof.entry, proof.resume.user
    return Verification(
        pieces=tuple(_pieces(bullet, entry, projects_of(user))),
        is_in_own_words=_is_in_own_words(proof),
        language=document.language,
        name=document.name,
        handle=user.handle if user.profile_is_public else "",
        level=bullet.level,
        was_imported=_was_imported(entry),
        facts=entry_page(entry, user.zone),
        credit=Credit(entry.claim).label if entry.claim else "",
        confirmation=confirmation_of(entry),
        zone=user.zone,
    )


def _printed(code: str, document: ResumeDocument) -> Bullet | None:
    url = proof_link(code).url
    return next((each for each in _bullets(document) if each.proof and each.proof.url == url), None)


def _bullets(document: ResumeDocument) -> Iterator[Bullet]:
    for section in document.sections:
        for group in section.groups:
            yield from group.bullets


def _pieces(bullet: Bullet, entry: Entry, projects: Collection[str]) -> Iterator[Piece]:
    """The line, cut where its numbers and names are not those that GitHub shows.

    What nobody but the person says as a whole is one piece.
    """
    text, place = bullet.text, 0
    claims = checked(text, entry, projects=projects) if bullet.level == "github" else ()
    for claim in claims:
        if claim.basis is not Basis.FACTS:
            yield Piece(text[place : claim.start])
            yield Piece(claim.words, is_theirs_alone=True)
            place = claim.end
    yield Piece(text[place:])


def _is_in_own_words(proof: Proof) -> bool:
    items = proof.resume.content.items or ()
    is_written = any(item.text for item in items if item.entry_id == proof.entry_id)
    return is_written or bool(told(proof.entry))


def _was_imported(entry: Entry) -> bool:
    return not entry.is_by_hand and not entry.content_hash
