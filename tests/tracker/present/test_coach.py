"""Advice on how a bullet reads."""

from typing import Any

import pytest

from tests.tracker.present.test_evidence import ORDINARY
from tracker.models import Entry
from tracker.present.coach import Advice, Rule, coach
from tracker.present.verbs import in_past, opens_in_past, opens_with_verb
from tracker.present.words import words_in
from tracker.records import Form, Kind, Landing, Source
from tracker.resume_content.content import Language

HOME = "acme/engine"


def built(**fields: Any) -> Entry:
    """A landed fix, not stored, of which nothing is known that a number could come from."""
    defaults: dict[str, Any] = {
        "source": Source.GITHUB,
        "form": Form.PULL_REQUEST,
        "title": "fix: name the layer when an export fails",
        "place": HOME,
        "landing": Landing.MERGED,
        "kind": Kind.BUG_FIX,
    }
    return Entry(**defaults | fields)


def closing(*numbers: int) -> list[dict[str, Any]]:
    return [{"number": number, "repository": HOME} for number in numbers]


def advice(text: str, entry: Entry | None = None, language: str = "en") -> dict[Rule, Advice]:
    return {each.code: each for each in coach(text, entry, words_in(language))}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("The exporter names its layer for all users", Rule.VERB),
        ("Responsible for the exporter and its users", Rule.VERB),
        ("Implementation of the exporter for new users", Rule.VERB),
        ("Improvements to the exporter for new users", Rule.VERB),
        ("Errors of the exporter were fixed for all users", Rule.ACTIVE),
        ("A new exporter has been written for the users", Rule.ACTIVE),
        ("Fix the crash that users saw with empty layers", Rule.TENSE),
        ("Fixed the crash that I saw with empty layers", Rule.FIRST_PERSON),
        ("Improved our exporter for the users of layers", Rule.FIRST_PERSON),
        ("Helped with the exporter for the users of layers", Rule.ROLE),
        ("Contributed to the exporter that users rely on", Rule.ROLE),
        ("Fixed various crashes for the users of layers", Rule.VAGUE),
        ("Fixed a number of crashes for the users of layers", Rule.VAGUE),
        ("Successfully moved the exporter to a new format", Rule.EMPTY),
        ("Greatly improved the exporter for the users", Rule.EMPTY),
    ],
)
def test_english_is_judged_by_its_rules(text: str, rule: Rule) -> None:
    assert rule in advice(text)


@pytest.mark.parametrize("text", ["Fixed", "Fixed the bug", "Updated the docs", "Cleanup of code"])
def test_too_few_words_say_nothing_of_the_change(text: str) -> None:
    told = advice(text, built())

    assert told[Rule.WHAT].suggestion == "Named the layer when an export fails"


def test_a_good_bullet_gets_no_advice() -> None:
    good = "Named the layer in export errors, so that users of 12 formats find the cause"

    assert coach(good, built(), words_in("en")) == ()


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_bullets_open_well(text: str) -> None:
    told = set(advice(text))

    assert told.isdisjoint({Rule.VERB, Rule.TENSE, Rule.ACTIVE, Rule.FIRST_PERSON, Rule.LENGTH})


def test_a_task_is_offered_in_the_past() -> None:
    assert advice("Fix the crash when a layer is empty")[Rule.TENSE].suggestion == (
        "Fixed the crash when a layer is empty"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Fix for the crash of the exporter",
        "Test coverage for the parser",
        "Release notes for 2.0",
        "Put the exporter behind a lock",
    ],
)
def test_a_noun_is_not_taken_for_a_task(text: str) -> None:
    assert Rule.TENSE not in advice(text)


def test_two_tasks_are_left_to_their_owner() -> None:
    assert advice("Fix the crash and add a test for it")[Rule.TENSE].suggestion == ""


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"closing_issues": closing(12, 15)}, "closes #12, #15"),
        ({"comment_count": 31}, "31 comments"),
        ({"additions": 1_100, "deletions": 100}, "1,200 lines changed"),
    ],
)
def test_a_fact_of_the_entry_is_offered_as_the_number(fields: dict[str, Any], known: str) -> None:
    told = advice("Named the layer for those who export.", built(**fields))[Rule.NUMBER]

    assert told.sentence == f"A number would help. What is known: {known}."
    assert told.suggestion == f"Named the layer for those who export ({known})."


def test_a_bullet_with_a_number_needs_none() -> None:
    told = advice("Closed 2 reports for those who export", built(closing_issues=closing(12)))

    assert Rule.NUMBER not in told


def test_work_on_speed_is_asked_how_much() -> None:
    told = advice("Made exports quicker for all", built(kind=Kind.PERFORMANCE))

    assert told[Rule.NUMBER].suggestion == ""


def test_a_change_is_asked_for_whom() -> None:
    assert Rule.WHOM in advice("Named the layer in the exporter", built())
    assert Rule.WHOM not in advice("Named the layer in the exporter", built(kind=Kind.TEST))
    assert Rule.WHOM not in advice("Named the layer in errors for plugin authors", built())


def test_what_a_bullet_quotes_is_not_its_own_words() -> None:
    assert coach("Reviewed “Fix various things I broke”", None, words_in("en")) == ()


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("de", "Ich habe die Fehlermeldungen verbessert", Rule.FIRST_PERSON),
        ("de", "Verschiedene Fehler im Exporter behoben", Rule.VAGUE),
        ("fr", "Correction de plusieurs bogues de l’export", Rule.VAGUE),
        ("es", "Corrección de varios errores al exportar", Rule.VAGUE),
        ("pt", "Correção de vários erros ao exportar", Rule.VAGUE),
        ("ja", "私はエクスポートのエラーを改善した", Rule.FIRST_PERSON),
        ("ja", "様々なバグを修正", Rule.VAGUE),
        ("ar", "إصلاح العديد من الأخطاء عند التصدير", Rule.VAGUE),
        ("he", "תיקון מגוון באגים בייצוא שכבות", Rule.VAGUE),
    ],
)
def test_other_languages_are_judged_by_what_we_know(language: str, text: str, rule: Rule) -> None:
    assert set(advice(text, language=language)) == {rule}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Die Warteschlange repariert"),
        ("en", "Réparation de la file d’attente"),
        ("en", "エクスポートのエラーを改善"),
        ("de", "Die Warteschlange nach Abbrüchen wieder aufgenommen"),
        ("fr", "Исправлена ошибка при экспорте слоёв"),
        ("ar", "تحسين رسالة الخطأ عند تصدير الطبقات"),
        ("en", "   "),
    ],
)
def test_what_cannot_be_judged_is_left_alone(language: str, text: str) -> None:
    assert coach(text, None, words_in(language)) == ()


@pytest.mark.parametrize(("language", "text"), [("en", "word " * 60), ("ja", "長い" * 60)])
def test_more_than_two_lines_are_too_long(language: str, text: str) -> None:
    assert Rule.LENGTH in advice(text, language=language)


@pytest.mark.parametrize("language", Language)
def test_every_language_can_be_read(language: Language) -> None:
    assert coach("12 Rust 日本語 Test", built(), words_in(language)) is not None


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("Fix the crash", "Fixed the crash"),
        ("Stop the leak", "Stopped the leak"),
        ("Rewrite it", "Rewrote it"),
        ("Simplify it", "Simplified it"),
        ("Fixed it", ""),
        ("set it", ""),
        ("iOS crash", ""),
    ],
)
def test_a_base_form_has_a_past(text: str, past: str) -> None:
    assert in_past(text) == past


def test_verbs_are_known_in_their_forms() -> None:
    assert all(map(opens_with_verb, ("Fix it", "Fixes it", "Wrote it", "Labelled it")))
    assert not any(
        map(
            opens_with_verb,
            ("Fixture", "Leading spaces", "fix-it", "Füge", "", "write_it()", "Loom"),
        )
    )


def test_only_a_past_form_is_surely_past() -> None:
    assert opens_in_past("Ran a workshop")
    assert not opens_in_past("Set theory")


@pytest.mark.parametrize("language", Language)
def test_no_words_of_our_drafts_are_questioned(language: Language) -> None:
    words = words_in(language)
    title = words.drafts.quoted("An empty layer")
    leads = [lead.format(title=title) for lead in words.drafts.leads.values()]
    said = [
        did.format(title="Loom-2.0", quoted=title, place="octo", since="2021")
        for did in words.drafts.did.values()
    ]

    questioned = [(text, each.code) for text in leads + said for each in coach(text, None, words)]

    # A release or a sponsorship is named, and only its owner knows what it changed.
    assert [each for each in questioned if each[1] is not Rule.WHAT] == []
