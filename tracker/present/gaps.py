"""What could not be read, by name: what it is, why, when it was tried, and where it can be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from tracker.models import Entry, Repository, SyncSkip
from tracker.records import Form

MOST_SHOWN = 50
_REASONS: Mapping[str, str] = {
    "saml": "Its organisation asks for single sign-on first.",
    "organisation_policy": "Its organisation has not approved contriblog.",
    "token_policy": "Its organisation does not accept our kind of access.",
    "forbidden": "GitHub does not show it with the access that we have.",
    "not_found": "GitHub says that it is not there, or not for us to see.",
    "missing_scope": "GitHub shows it only with a permission that you have not given us.",
    "broken": "GitHub could not put it together.",
    "unexplained": "GitHub left it empty without a reason.",
    "malformed": "GitHub sent it in a shape that we do not know.",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing, or of which something is; `url` is "" where nobody knows it."""

    id: int
    name: str
    url: str
    reason: str
    tried_at: datetime
    is_wanted: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one person, the last tried first; `more` are not shown."""

    shown: tuple[Gap, ...]
    more: int

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + self.more


def gaps_of(owner: User, number: int = MOST_SHOWN) -> Gaps:
    """What could not be read for this person. At most five queries."""
    skips = SyncSkip.objects.filter(stream__user=owner).select_related("stream")
    shown = list(skips.order_by("-tried_at", "-pk")[:number])
    names = _names(owner, [skip.node_id for skip in shown if skip.node_id])
    more = skips.count() - len(shown) if len(shown) == number else 0
    return Gaps(tuple(_gap(skip, names) for skip in shown), more)


def _gap(skip: SyncSkip, names: Mapping[str, tuple[str, str]]) -> Gap:
    name, url = names.get(skip.node_id, (_unnamed(skip), ""))
    reason = _in_words(skip.reason)
    return Gap(skip.pk, name, url, reason, skip.tried_at, skip.is_wanted)


def _names(owner: User, node_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Title and address by node id, as far as the log knows the thing or what was reviewed."""
    if not node_ids:
        return {}
    entries = Entry.objects.filter(user=owner)
    places = Repository.objects.filter(node_id__in=node_ids, entries__user=owner)
    reviewed = entries.filter(form=Form.REVIEW, parent__node_id__in=node_ids)
    known = dict.fromkeys(node_ids, ("", "")) | {
        node_id: (name, url)
        for node_id, name, url in places.values_list("node_id", "full_name", "url")
    }
    for parent in reviewed.values_list("parent", flat=True):
        known[parent["node_id"]] = (str(parent.get("title", "")), str(parent.get("url", "")))
    own = entries.filter(node_id__in=node_ids).values_list("node_id", "title", "url")
    known |= {node_id: (title, url) for node_id, title, url in own}
    return {node_id: told for node_id, told in known.items() if told[0]}


def _unnamed(skip: SyncSkip) -> str:
    form = Form(skip.stream.form).plural.lower()
    return f"One of your {form}, {skip.node_id}" if skip.node_id else f"Some of your {form}"


def _in_words(reason: str) -> str:
    """A sentence; what is no code of ours is one already, but for its capital and its stop."""
    known = _REASONS.get(reason.partition(":")[0])
    return known or f"{reason[:1].upper()}{reason[1:]}."
