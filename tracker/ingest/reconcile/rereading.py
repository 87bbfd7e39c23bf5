"""Reading again, by id, what changed without any list having brought it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from tracker.github import fetch
from tracker.ingest.enrich.batches import gaps_in, read_some
from tracker.ingest.streams.review_batch import reviews_on
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.records import ContributionRecord, Form, Skipped


class Told(Protocol):
    """What every reader gives."""

    @property
    def records(self) -> tuple[ContributionRecord, ...]:
        """What could be read."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not."""


@dataclass(frozen=True, slots=True)
class Reread:
    """One form's share of what was read again."""

    form: Form
    records: tuple[ContributionRecord, ...]
    skipped: tuple[Skipped, ...]


def reread(visit: Visit, changed: Iterable[Entry]) -> Iterator[Reread]:
    """Read these entries again; of a form that only its own list can tell, nothing."""
    for form, entries in _by_form(changed).items():
        ids = list(dict.fromkeys(map(_asked_id, entries)))
        read = partial(_READERS[form], visit)
        while ids:
            reading = read_some(visit, ids, read)
            ids = ids[len(reading.ids) :]
            records = reading.told.records if reading.told else ()
            yield Reread(form, records, gaps_in(reading))


def _by_form(entries: Iterable[Entry]) -> Mapping[Form, list[Entry]]:
    found: dict[Form, list[Entry]] = {}
    for entry in entries:
        if entry.form in _READERS:
            found.setdefault(Form(entry.form), []).append(entry)
    return found


def _asked_id(entry: Entry) -> str:
    """Reviews are read with their pull request."""
    return str(entry.parent["node_id"]) if entry.form == Form.REVIEW else entry.node_id


def _pull_requests(visit: Visit, ids: Sequence[str]) -> Told:
    return visit.ask(fetch.pull_requests_by_id, ids)


def _issues(visit: Visit, ids: Sequence[str]) -> Told:
    return visit.ask(fetch.issues_by_id, ids)


_READERS: Mapping[Form, Callable[[Visit, Sequence[str]], Told]] = {
    Form.PULL_REQUEST: _pull_requests,
    Form.ISSUE: _issues,
    Form.REVIEW: reviews_on,
}
