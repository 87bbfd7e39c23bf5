"""All that is known of an entry, in a shape that claims can be held against."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from tracker.models import Entry
from tracker.present.evidence.numbers import Number, Sort, numbers_in
from tracker.present.evidence.plain import fold, places, plain
from tracker.present.story import annotation_of
from tracker.present.technologies import Technology, mentions, shown_by, technology_named
from tracker.present.titles import clean_title
from tracker.records import Source

MOST_PATHS = 100  # that GitHub names of one change
_LABEL_PARTS = re.compile(r"[:/ ]+")
# What people call the same thing.
_SAME = {
    **dict.fromkeys(
        ("report", "ticket", "bug", "crash", "error", "failure", "regression"), "issue"
    ),
    **dict.fromkeys(("message", "reply"), "comment"),
}


@dataclass(frozen=True)
class Facts:
    """What is known: texts, how many there are of what, and days.

    `counts` are by the English noun in the singular. `references` are the numbers of issues and
    pull requests. `technologies` are those that files, topics and labels show, by name.
    """

    texts: tuple[str, ...] = ()
    counts: Mapping[str, frozenset[int]] | None = None
    references: frozenset[int] = frozenset()
    moments: tuple[datetime, ...] = ()
    technologies: frozenset[str] = frozenset()

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers that the texts name."""
        return tuple(numbers_in(self._written))

    @cached_property
    def named(self) -> frozenset[str]:
        """The technologies that the texts name or the rest shows."""
        return self.technologies | {each.technology.name for each in mentions(self._written)}

    def says(self, words: str) -> bool:
        """Whether a text has `words` (plain), each a whole one, in any case."""
        return any(places(self._folded, words))

    def says_number(self, words: str, sort: Sort) -> bool:
        """Whether a text has the number `words`, and not as one of another sort."""
        return any(
            all(self._sorts.get(place, {sort}) == {sort} for place in range(start, end))
            for start, end in places(self._folded, words)
        )

    def values(self, sorts: frozenset[Sort]) -> frozenset[Decimal]:
        """The values of the numbers of these `sorts` that the texts name."""
        if sorts not in self._values:
            named = (each.values for each in self.numbers if each.sort in sorts)
            self._values[sorts] = frozenset().union(*named)
        return self._values[sorts]

    def count(self, noun: str) -> frozenset[int]:
        """How many there are of `noun`; of everything, where no noun is known."""
        counts = self.counts or {}
        if noun:
            return counts.get(_SAME.get(noun, noun), frozenset())
        return frozenset().union(*counts.values())

    @property
    def years(self) -> frozenset[Decimal]:
        """From the first year of it to the last."""
        years = [moment.year for moment in self.moments]
        return frozenset(map(Decimal, range(min(years), max(years) + 1) if years else ()))

    def knows(self, technology: Technology) -> bool:
        """Whether anything names or shows `technology`."""
        return technology.name in self.named

    @cached_property
    def _sorts(self) -> Mapping[int, set[Sort]]:
        """Of which sorts the numbers are, by each of their places in the texts."""
        found: defaultdict[int, set[Sort]] = defaultdict(set)
        for number in self.numbers:
            for place in range(number.start, number.end):
                found[place].add(number.sort)
        return found

    @cached_property
    def _values(self) -> dict[frozenset[Sort], frozenset[Decimal]]:
        return {}

    @cached_property
    def _written(self) -> str:
        return plain("\0".join(self.texts))

    @cached_property
    def _folded(self) -> str:
        return fold(self._written)


def facts_of(entry: Entry) -> Facts:
    """What its source says of `entry`: GitHub, or of one by hand its owner."""
    return Facts(
        texts=tuple(map(str, filter(None, _texts(entry)))),
        counts=_counts(entry),
        references=frozenset(_references(entry)),
        moments=tuple(_moments(entry)),
        technologies=frozenset(_technologies(entry)),
    )


def story_of(entry: Entry) -> Facts:
    """What its owner has told of `entry`."""
    annotation = annotation_of(entry)
    return Facts(texts=(annotation.problem, annotation.fix, annotation.impact))


def _texts(entry: Entry) -> Iterator[object]:
    yield from (entry.title, clean_title(entry.title), entry.body, entry.place, entry.url)
    yield from (entry.base_ref, entry.head_ref, entry.milestone, entry.merged_by)
    yield from (*entry.labels, *entry.paths, *entry.co_authors)
    yield from _values(entry.parent)
    yield from _values(entry.landing_evidence)
    yield from _values(entry.claim_evidence)
    for each in (*entry.closing_issues, *entry.actions):
        yield from _values(each)
    repository = entry.repository
    if repository:
        yield from (repository.full_name, *repository.full_name.split("/"), repository.url)
        yield from (repository.description, repository.language, *repository.topics)


def _values(stored: Mapping[str, object]) -> Iterator[object]:
    """The texts of a stored object; its ids say nothing."""
    for name, value in stored.items():
        if isinstance(value, str) and not name.endswith("id"):
            yield value
        elif isinstance(value, list):
            yield from value


def _counts(entry: Entry) -> Mapping[str, frozenset[int]]:
    added, deleted = entry.additions, entry.deletions
    total = None if added is None or deleted is None else added + deleted
    labels = sum(each.get("what") == "label" for each in entry.actions)
    paths = len(entry.paths)
    found = {
        "line": (added, deleted, total),
        "file": (entry.changed_files, paths if paths < MOST_PATHS else None),
        "issue": (len(entry.closing_issues), _at_home(entry)),
        "comment": (entry.comment_count,),
        "label": (labels,),
        "star": (entry.repository.stars if entry.repository else None,),
    }
    return {noun: frozenset(filter(None, counts)) for noun, counts in found.items()}


def _at_home(entry: Entry) -> int:
    """How many issues of the same project it closes."""
    return sum(each.get("repository") == entry.project for each in entry.closing_issues)


def _references(entry: Entry) -> Iterator[int]:
    numbered = (entry.parent, *entry.closing_issues)
    for number in (entry.number, *(each.get("number") for each in numbered)):
        if isinstance(number, int):
            yield number


def _moments(entry: Entry) -> Iterator[datetime]:
    moments = (entry.opened_at, entry.occurred_at, entry.closed_at, entry.merged_at)
    yield from filter(None, (*moments, entry.landed_at, entry.submitted_at))


def _technologies(entry: Entry) -> Iterator[str]:
    if entry.source == Source.GITHUB:
        yield from ("Git", "GitHub")
    for path in entry.paths:
        yield from shown_by(path)
    repository = entry.repository
    about = (
        (repository.language, *repository.topics, *repository.full_name.split("/"))
        if repository
        else ()
    )
    labels = (part for label in entry.labels for part in _LABEL_PARTS.split(str(label)))
    yield from _called((*about, *labels))


def _called(names: Iterable[object]) -> Iterator[str]:
    for name in names:
        found = technology_named(str(name))
        if found:
            yield found.name
