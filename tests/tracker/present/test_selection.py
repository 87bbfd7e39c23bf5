"""Each filter of the log finds what it names, and nothing else."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from tests import make
from tracker.models import Entry
from tracker.present.filters import filters, query_of
from tracker.present.selection import Selection, Standing, narrow, of_families
from tracker.present.totals import FamilyTotals, projects, totals_by_family, years
from tracker.records import Family, Kind, Landing, State

pytestmark = pytest.mark.django_db
UNLANDED = {"landing": Landing.NOT, "landed_at": None, "merged_at": None}


def found(person: User, zone: str = "UTC", **asked: Any) -> set[str]:
    selection = Selection(**asked)
    entries = narrow(Entry.objects.filter(user=person), selection, ZoneInfo(zone))
    return set(of_families(entries, selection.families).values_list("title", flat=True))


@pytest.fixture
def person() -> User:
    person = make.user()
    loom, anvil = make.repository("openloom/loom"), make.repository("ferrousdb/anvil")
    old = make.at("2024-12-31 23:30")
    make.entry(person, place=loom, number=4812, title="Name the layer", occurred_at=old)
    docs = make.entry(person, place=anvil, title="Explain the cache", kind=Kind.DOCS)
    make.annotation(docs, impact="Nobody asks about directories any more", is_highlighted=True)
    make.entry(person, place=loom, title="Still open", state=State.OPEN, **UNLANDED)
    make.entry(person, place=loom, title="Turned down", state=State.CLOSED, **UNLANDED)
    make.annotation(make.manual_entry(person, title="A secret talk"), is_hidden=True)
    return person


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, {"Name the layer", "Explain the cache", "Still open", "Turned down"}),
        ({"text": "layer"}, {"Name the layer"}),
        ({"text": "directories"}, {"Explain the cache"}),
        ({"text": '"explain the" -layer'}, {"Explain the cache"}),
        ({"text": "FERROUS"}, {"Explain the cache"}),
        ({"text": "#4812"}, {"Name the layer"}),
        ({"text": "9" * 30}, set()),
        ({"families": (Family.DOCS,)}, {"Explain the cache"}),
        ({"project": "ferrousdb/anvil"}, {"Explain the cache"}),
        ({"standing": Standing.LANDED}, {"Name the layer", "Explain the cache"}),
        ({"standing": Standing.OPEN}, {"Still open"}),
        ({"standing": Standing.CLOSED}, {"Turned down"}),
        ({"when": "2024"}, {"Name the layer"}),
        ({"highlighted": True}, {"Explain the cache"}),
        ({"hidden": True}, {"A secret talk"}),
        ({"hidden": True, "project": "PyCon"}, {"A secret talk"}),
    ],
)
def test_a_filter_finds_what_it_names(
    person: User, asked: dict[str, Any], titles: set[str]
) -> None:
    assert found(person, **asked) == titles


def test_a_year_is_the_owners_year(person: User) -> None:
    assert found(person, "Pacific/Auckland", when="2024") == set()
    assert "Name the layer" in found(person, "Pacific/Auckland", when="2025")


def test_the_last_twelve_months_begin_with_a_month(person: User) -> None:
    assert "Name the layer" not in found(person, when="12-months")


def test_the_owners_word_on_a_kind_counts_for_filters_and_totals(person: User) -> None:
    entry = Entry.objects.get(title="Name the layer")
    make.annotation(entry, kind_override=Kind.DOCS)

    totals = totals_by_family(Entry.objects.filter(user=person).shown(), ZoneInfo("UTC"))

    assert found(person, families=(Family.DOCS,)) == {"Name the layer", "Explain the cache"}
    assert totals.counts == {Family.DOCS: 2, Family.CODE: 2}
    assert totals.highlighted(()) == 1


def test_projects_come_by_their_number_of_entries_and_years_without_a_gap(person: User) -> None:
    entries = Entry.objects.filter(user=person)

    assert projects(entries) == ("openloom/loom", "ferrousdb/anvil", "PyCon")
    assert years(entries, ZoneInfo("UTC")) == (2026, 2025, 2024)
    assert years(Entry.objects.none(), ZoneInfo("UTC")) == ()


def test_each_filter_that_is_set_can_be_taken_off_alone() -> None:
    selection = Selection(
        text="a&b", families=(Family.CODE, Family.TALK), when="2024", highlighted=True
    )

    form = filters(selection, FamilyTotals({}, {}), (), ())

    assert [each.words for each in form.active] == ["“a&b”", "Code", "Talk", "2024", "Highlighted"]
    assert form.active[1].query == "q=a%26b&kind=talk&when=2024&highlighted=1"
    assert form.years == (2024,)
    assert query_of(Selection()) == ""


def test_every_filter_has_words_and_an_address() -> None:
    selection = Selection(project="a/b", standing=Standing.CLOSED, when="12-months", hidden=True)

    form = filters(selection, FamilyTotals({}, {}), (), ())

    words = [each.words for each in form.active]
    assert words == ["a/b", "Closed, not landed", "Last 12 months", "Hidden"]
    assert query_of(selection) == "project=a%2Fb&state=closed&when=12-months&hidden=1"
    assert form.projects == ("a/b",)
