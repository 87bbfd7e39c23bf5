"""The skills that some work shows."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests import make
from tracker.models import Entry
from tracker.present.skills import ShownSkill, skills_of
from tracker.present.words import words_in

pytestmark = pytest.mark.django_db


def shown(*entries: Entry) -> dict[str, int]:
    return {skill.name: skill.count for skill in skills_of(entries)}


def in_rust(**fields: Any) -> Entry:
    return make.entry(place=make.repository(language="Rust"), **fields)


def test_changed_files_say_what_a_change_shows() -> None:
    entry = in_rust(paths=["api/lock.py", "Dockerfile", "docs/lock.md"])

    assert shown(entry) == {"Docker": 1, "Python": 1}


def test_without_files_it_is_the_language_of_the_repository() -> None:
    assert shown(in_rust(), make.review(place=make.repository(language="Go"))) == {
        "Go": 1,
        "Rust": 1,
    }


def test_what_a_repository_is_about_shows_in_changes_to_it() -> None:
    about = make.repository("django/django", topics=["web", "orm", "postgresql"])

    assert shown(make.entry(place=about)) == {"Django": 1, "PostgreSQL": 1, "Python": 1}


def test_a_report_shows_no_language_but_what_its_labels_name() -> None:
    assert shown(make.issue(labels=["Docker", "spring"])) == {"Docker": 1}


def test_what_was_added_by_hand_shows_nothing() -> None:
    assert shown(make.manual_entry(title="Docker for Django")) == {}


def test_the_most_shown_comes_first_with_its_work() -> None:
    old = in_rust(occurred_at=make.at("2021-03-05"))
    new = in_rust(occurred_at=make.at("2024-03-05"))
    other = make.entry(paths=["a.py"])

    first, second = skills_of([old, other, new])

    assert (first.name, first.entries, str(first.since)) == ("Rust", (new, old), "2021-03")
    assert (second.name, second.entries) == ("Python", (other,))


@pytest.mark.parametrize(
    ("language", "once", "often"),
    [
        ("en", "1 contribution, Mar 2026", "2 contributions since Mar 2026"),
        ("de", "1 Beitrag, März 2026", "2 Beiträge seit März 2026"),
        ("ja", "1件、2026年3月", "2026年3月から2件"),
    ],
)
def test_a_skill_tells_how_often_and_since_when(language: str, once: str, often: str) -> None:
    def told(skills: tuple[ShownSkill, ...]) -> str:
        return skills[0].evidence(words_in(language))

    assert told(skills_of([in_rust()])) == once
    assert told(skills_of([in_rust(), in_rust()])) == often


def test_files_that_were_not_loaded_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        in_rust(paths=["a.py"])
    entries = list(Entry.objects.for_lines())

    with django_assert_num_queries(1):
        assert shown(*entries) == {"Python": 3}
