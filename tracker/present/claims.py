"""What came of a claim, in words that its owner can act on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.models import Claim, Verdict

_WORDS = {
    Verdict.TAKEN: "It is in your log now, read from GitHub.",
    Verdict.KNOWN: "It is in your log already.",
    Verdict.OWN: "You opened this pull request yourself, so the sync reads it without being asked.",
    Verdict.NOT_FOUND: (
        "GitHub shows us no pull request or commit at this address. It may be mistyped, gone, or "
        "private."
    ),
    Verdict.NOTHING_LINKS: (
        "Nothing on GitHub links it to you. You would have to be an author or a co-author of one "
        "of its commits, or the person for whom a bot opened it. To have reviewed or merged it "
        "does not suffice; reviews are in your log by themselves."
    ),
    Verdict.PRIVATE: (
        "It is in a private repository, and you have not let us read those. Nothing was stored."
    ),
    Verdict.REFUSED: "GitHub would not show it to us.",
    Verdict.UNREADABLE: "GitHub could not show it. Please try again another day.",
}
_TAKEN_OUT = "You took it out of your log. You can look it up again at any time."
_TITLE_CAP = 300  # as long as the form by hand takes it


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim: what it is about, and how it stands."""

    claim_id: int
    url: str
    title: str
    place: str
    words: str
    is_pending: bool
    entry_id: int | None
    by_hand: str  # the query of the form by hand, filled in; empty where that is not the way


def claim_page(claim: Claim) -> ClaimPage:
    """The page of a claim. No query."""
    verdict = Verdict(claim.verdict)
    is_in_log = claim.entry_id is not None
    return ClaimPage(
        claim_id=claim.pk,
        url=claim.url,
        title=claim.title,
        place=claim.place,
        words=" ".join(filter(None, [_words(verdict, is_in_log=is_in_log), claim.detail])),
        is_pending=verdict == Verdict.PENDING,
        entry_id=claim.entry_id,
        by_hand="" if is_in_log or verdict in {Verdict.PENDING, Verdict.OWN} else _by_hand(claim),
    )


def _words(verdict: Verdict, *, is_in_log: bool) -> str:
    if verdict in {Verdict.TAKEN, Verdict.KNOWN} and not is_in_log:
        return _TAKEN_OUT
    return _WORDS.get(verdict, "")


def _by_hand(claim: Claim) -> str:
    said = {"title": claim.title[:_TITLE_CAP], "place": claim.place, "url": claim.url}
    return urlencode({name: words for name, words in (said | {"kind": "feature"}).items() if words})
