"""What a log should hold, from the demo's own list of what somebody did, and where it differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.tracker.ingest.world import LISTS, World, instant
from tracker.ingest import passes
from tracker.models import Entry
from tracker.records import Form

Truth = dict[Form, dict[str, dict[str, Any]]]  # rows of /_ctl/items by form and node id
_BORS = "[Merged by Bors] - "  # left out of the titles that we show


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the log is not what it should be."""

    what: str  # missing, doubled, foreign, or the column that differs
    form: str
    node_id: str
    detail: str = ""


def truth(world: World, login: str) -> Truth:
    """What somebody did, in every form that the demo tells of and a sync reads."""
    return {form: _own(world.items(login, form)) for form in passes.FORMS if form in LISTS}


def _own(rows: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Without the commits that a pull request of theirs stands for already."""
    return {key: row for key, row in rows.items() if not row.get("lands")}


def in_public(what: Truth) -> Truth:
    """The part of it that a token without scopes is shown."""
    return {
        form: {key: row for key, row in rows.items() if not row["is_private"]}
        for form, rows in what.items()
        if form not in passes.SCOPE_OF
    }


def differences(
    owner_id: int, should_be: Truth, known: Collection[str] = (), forms: Sequence[Form] = ()
) -> list[Difference]:
    """Where a log differs; `known` are ids that it may still hold, `forms` compares only those."""
    found = []
    for form, rows in should_be.items():
        if forms and form not in forms:
            continue
        entries = Entry.objects.filter(user_id=owner_id, form=form).select_related("repository")
        found += _compare(form, rows, list(entries), known)
    return found


def _compare(
    form: Form, rows: Mapping[str, Any], entries: Sequence[Entry], known: Collection[str]
) -> list[Difference]:
    stored = {entry.node_id: entry for entry in entries}
    times = Counter(entry.node_id for entry in entries)
    found = [Difference("missing", form, key) for key in rows.keys() - stored.keys()]
    found += [Difference("doubled", form, key) for key, number in times.items() if number > 1]
    found += [
        Difference("foreign", form, key) for key in stored.keys() - rows.keys() if key not in known
    ]
    for key in rows.keys() & stored.keys():
        found += _fields(form, rows[key], stored[key])
    return found


def _fields(form: Form, row: Mapping[str, Any], entry: Entry) -> list[Difference]:
    """The columns that differ, of those that the demo tells in this form."""
    place = entry.repository
    ours = {
        "state": entry.state.upper(),
        "title": entry.title,
        "updated_at": entry.updated_at,
        "number": entry.number,
        "created_at": entry.opened_at,
        "repository": place.full_name if place else "",
        "is_private": entry.is_private,
    }
    told = {name: _read(name, row[name]) for name in ours if row.get(name) is not None}
    return [
        Difference(name, form, row["id"], f"{ours[name]!r} instead of {value!r}")
        for name, value in told.items()
        if ours[name] != value
    ]


def _read(name: str, told: Any) -> Any:
    if name.endswith("_at"):
        return instant(told)
    return told.removeprefix(_BORS) if name == "title" else told
