"""From plain data to values of the shape that each column takes; all else is refused by name."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from tracker.github import sanitise
from tracker.records import Act, Form
from tracker.restore.errors import UnreadableLogError

LISTS = frozenset({"labels", "paths", "topics", "closing_issues", "actions", "co_authors"})
MAPPINGS = frozenset({"parent", "evidence", "claim_evidence"})
_ITEM_TYPES: Mapping[str, tuple[type, str]] = {
    "closing_issues": (dict, "objects"),
    "actions": (dict, "objects"),
    **dict.fromkeys(("labels", "paths", "topics", "co_authors"), (str, "texts")),
}
_ACT_FIELDS = ("what", "at", "detail", "url")
_EVIDENCE_FIELDS = ("by", "detail", "what", "url")
_check_web_address = URLValidator(schemes=["http", "https"])


def mapping(item: object, where: str) -> Mapping[str, Any]:
    """Return `item` if it is an object."""
    if not isinstance(item, dict):
        raise UnreadableLogError(f"We expected an object for {where}.")
    return item


def items(log: Mapping[str, Any], name: str) -> list[object]:
    """Return one of the lists that a log holds."""
    found = log.get(name)
    if not isinstance(found, list):
        raise UnreadableLogError(f"In the log, {name} is not a list.")
    return found


def taken(item: object, names: Sequence[str], where: str) -> dict[str, Any]:
    """Return the named values of an object, none of which may be missing; instants as such."""
    data = mapping(item, where)
    missing = [name for name in names if name not in data]
    if missing:
        raise UnreadableLogError(f"In {where}, {missing[0]} is missing.")
    return {name: _value(name, data[name], where) for name in names}


def texts(item: object, names: Sequence[str], where: str) -> dict[str, str]:
    """Return the named texts of an object, none of which may be missing."""
    found = taken(item, names, where)
    for name, value in found.items():
        if not isinstance(value, str):
            raise UnreadableLogError(f"In {where}, {name} is not text.")
    return found


def evidence(item: Mapping[str, object], where: str) -> dict[str, str]:
    """Return how a landing or a claim is known: what a sync writes; an address of the web alone."""
    known = texts(item, [name for name in _EVIDENCE_FIELDS if name in item], where)
    _check_url(known.get("url", ""), where)
    return known


def instant(value: object, where: str) -> datetime:
    """Return the instant that a text in ISO 8601 names, held to what is taken from GitHub."""
    moment = sanitise.instant(value) if isinstance(value, str) else None
    if moment is None:
        years = f"between {sanitise.FIRST_YEAR} and {sanitise.LAST_YEAR}"
        raise UnreadableLogError(f"In {where}, {value!r} is not an instant with its zone, {years}.")
    return moment


def _value(name: str, value: object, where: str) -> object:
    if name in LISTS:
        _check_list(name, value, where)
    if name in MAPPINGS and not isinstance(value, dict):
        raise UnreadableLogError(f"In {where}, {name} is not an object.")
    if name == "parent":
        _check_parent(mapping(value, where), where)
    is_instant = name.endswith(("_at", "_since"))
    return instant(value, where) if is_instant and value is not None else value


def _check_parent(parent: Mapping[str, object], where: str) -> None:
    if parent.get("form", Form.ISSUE) not in list(Form):
        raise UnreadableLogError(f"In {where}, parent names a form that we do not know.")
    _check_url(parent.get("url"), where)


def _check_act(item: Mapping[str, object], where: str) -> None:
    said = texts(item, _ACT_FIELDS, where)
    if said["what"] not in set(Act) or said.keys() != item.keys():
        raise UnreadableLogError(
            f"In {where}, actions hold {said['what']!r}, which we do not know."
        )
    instant(said["at"], where)
    _check_url(said["url"], where)


def _check_url(url: object, where: str) -> None:
    try:
        if url:
            _check_web_address(url)  # refuses what is no text, too
    except ValidationError as error:
        raise UnreadableLogError(f"In {where}, url: {error.messages[0]}") from None


def _check_list(name: str, value: object, where: str) -> None:
    item_type, what = _ITEM_TYPES[name]
    if not isinstance(value, list):
        raise UnreadableLogError(f"In {where}, {name} is not a list.")
    if not all(isinstance(item, item_type) for item in value):
        raise UnreadableLogError(f"In {where}, {name} is not a list of {what}.")
    for act in value if name == "actions" else ():
        _check_act(act, where)
