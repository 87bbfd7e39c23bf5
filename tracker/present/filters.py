"""The filters of the log as its page shows them: what is set, and how to take it off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from tracker.present.selection import LAST_TWELVE_MONTHS, Selection, Standing
from tracker.present.totals import FamilyTotals
from tracker.records import Family


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter that is set. `query` is the address without it."""

    words: str
    query: str


@dataclass(frozen=True, slots=True)
class Chip:
    """One family that can be chosen, with how many entries it would show."""

    family: Family
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything that the filter form offers, and what is chosen."""

    selection: Selection
    chips: tuple[Chip, ...]
    highlights: int
    projects: tuple[str, ...]
    years: tuple[int, ...]
    active: tuple[ActiveFilter, ...]
    standings: tuple[Standing, ...] = tuple(Standing)
    last_twelve_months: str = LAST_TWELVE_MONTHS


def filters(
    selection: Selection,
    totals: FamilyTotals,
    projects: tuple[str, ...],
    years: tuple[int, ...],
) -> Filters:
    """The form for a selection. A chosen project or year is offered even if it is not known."""
    return Filters(
        selection=selection,
        chips=tuple(_chips(selection, totals)),
        highlights=totals.highlighted(selection.families),
        projects=tuple(dict.fromkeys(filter(None, (*projects, selection.project)))),
        years=_with_chosen(years, selection.when),
        active=tuple(_active(selection)),
    )


def query_of(selection: Selection) -> str:
    """A selection as the query of an address: only what is set, in a fixed order."""
    said: list[tuple[str, str]] = [
        ("q", selection.text),
        *(("kind", family.value) for family in selection.families),
        ("project", selection.project),
        ("state", selection.standing or ""),
        ("when", selection.when),
        ("highlighted", "1" if selection.highlighted else ""),
        ("hidden", "1" if selection.hidden else ""),
    ]
    return urlencode([(name, value) for name, value in said if value])


def _chips(selection: Selection, totals: FamilyTotals) -> Iterator[Chip]:
    for family in Family:
        count, is_on = totals.counts.get(family, 0), family in selection.families
        if count or is_on:
            yield Chip(family, count, is_on)


def _with_chosen(years: tuple[int, ...], when: str) -> tuple[int, ...]:
    chosen = {int(when)} if when.isdecimal() else set()
    return tuple(sorted({*years, *chosen}, reverse=True))


def _active(selection: Selection) -> Iterator[ActiveFilter]:
    for words, without in _parts(selection):
        yield ActiveFilter(words, query_of(without))


def _parts(selection: Selection) -> Iterator[tuple[str, Selection]]:
    if selection.text:
        yield f"“{selection.text}”", replace(selection, text="")
    for family in selection.families:
        others = tuple(other for other in selection.families if other != family)
        yield family.label, replace(selection, families=others)
    if selection.project:
        yield selection.project, replace(selection, project="")
    if selection.standing:
        yield selection.standing.label, replace(selection, standing=None)
    if selection.when:
        yield _when_words(selection.when), replace(selection, when="")
    if selection.highlighted:
        yield "Highlighted", replace(selection, highlighted=False)
    if selection.hidden:
        yield "Hidden", replace(selection, hidden=False)


def _when_words(when: str) -> str:
    return "Last 12 months" if when == LAST_TWELVE_MONTHS else when
