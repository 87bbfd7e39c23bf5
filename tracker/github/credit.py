"""What makes a pull request or a commit also somebody's that GitHub credits to somebody else.

The person has to be named where others could not put them by accident: as an author of a commit, by
node id; as the one for whom a bot opened it; by the noreply address that holds their numeric id. To
have merged or reviewed it does not suffice, nor does a login or a name in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.github.normalise import OID_CAP, WORD_CAP
from tracker.github.pages import Claimant
from tracker.github.reading import Reader
from tracker.records import Credit

_SHORT = 7  # digits of an object id, as GitHub shows it
# https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
_TRAILER = re.compile(
    r"^co-authored-by:[^<\n]*<(\d{1,18})\+[^<>@\s]+@users\.noreply\.", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class CreditEvidence:
    """Why it is also theirs: the rule, that in a sentence, and where it can be checked."""

    rule: Credit
    what: str
    url: str


def of_pull_request(node: Reader, person: Claimant) -> CreditEvidence | None:
    """The evidence for one pull request of 95_claimed; None where nothing links it to them."""
    return next(_pull_request_evidence(node, person), None)


def of_commit(node: Reader, person: Claimant) -> CreditEvidence | None:
    """The evidence for one commit of 95_claimed; None where nothing links it to them."""
    place = _place_among_authors(node, person)
    if place is None:
        return None
    rule = Credit.COMMIT_AUTHOR if place == 0 else Credit.CO_AUTHOR
    how = "wrote" if place == 0 else "are a co-author of"
    return CreditEvidence(rule, f"You {how} commit {_short_oid(node)}.", node.url())


def author_id(node: Reader) -> str:
    """The node id of who opened it; "" for a ghost."""
    author = node.child("author")
    return author.opaque("id", OID_CAP) if author else ""


def _pull_request_evidence(node: Reader, person: Claimant) -> Iterator[CreditEvidence]:
    for row in node.nodes("commits"):
        found = of_commit(row.part("commit"), person)
        if found:
            yield found
    author = node.child("author")
    is_by_a_bot = author is not None and author.line("__typename", WORD_CAP) == "Bot"
    if is_by_a_bot and any(who.node_id() == person.node_id for who in node.nodes("assignees")):
        what = "A bot opened it, and it is assigned to you."
        yield CreditEvidence(Credit.ASSIGNEE, what, node.url())
    if str(person.github_id) in _TRAILER.findall(node.text("body")):
        what = "Its description names you as a co-author."
        yield CreditEvidence(Credit.TRAILER, what, node.url())


def _place_among_authors(node: Reader, person: Claimant) -> int | None:
    """Their place among the authors of a commit; the one who wrote it comes first."""
    accounts = (author.child("user") for author in node.nodes("authors"))
    ids = [account.node_id() if account else "" for account in accounts]
    return ids.index(person.node_id) if person.node_id in ids else None


def _short_oid(node: Reader) -> str:
    return node.line("oid", OID_CAP)[:_SHORT]
