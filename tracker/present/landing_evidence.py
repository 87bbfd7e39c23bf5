"""How we know that a change is in the code, in one sentence with a place to check it."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.models import Entry
from tracker.records import Credit, Form, Landing


@dataclass(frozen=True, slots=True)
class Evidence:
    """`words` say how we know; `url`, where given, leads to it."""

    words: str
    url: str


def evidence(entry: Entry) -> Evidence | None:
    """The evidence that an entry landed; None for what did not. A commit is its own."""
    if entry.form == Form.COMMIT and not entry.is_by_hand:
        return Evidence("It is a commit on the default branch.", entry.url)
    if not entry.landing:
        return None
    stored = entry.landing_evidence
    url = str(stored.get("url") or "")
    words = _words(Landing(entry.landing), stored.get("by") or "", stored.get("detail") or "")
    return Evidence(words, url or entry.url)


def claim_evidence(entry: Entry) -> Evidence | None:
    """Why it is also theirs though credited to somebody else; None for all other entries."""
    if not entry.claim:
        return None
    stored = entry.claim_evidence
    words = str(stored.get("what") or Credit(entry.claim).label)
    return Evidence(words, str(stored.get("url") or entry.url))


def _words(how: Landing, by: str, detail: str) -> str:
    match how:
        case Landing.BOT_LABEL:
            return f"{by or 'A bot'} closed it and labelled it “{detail or 'merged'}”."
        case Landing.BORS:
            return "Bors merged it and marked its title."
        case Landing.COMMIT:
            return (
                f"A commit on the default branch cites it: “{detail}”."
                if detail
                else ("A commit on the default branch cites it.")
            )
        case _:
            return f"Merged on GitHub by {by}." if by else "Merged on GitHub."
