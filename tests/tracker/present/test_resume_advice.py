"""What the owner of a résumé is told of its lines."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from pytest_django.asserts import assertContains

from accounts.models import User
from tests import make
from tracker.models import Entry, Resume
from tracker.present.coach import Rule
from tracker.present.evidence import unsupported, with_facts
from tracker.present.resume import contents_of
from tracker.resume_content.content import Item, Language

pytestmark = pytest.mark.django_db


def told(owner: User, text: str, *, language: Language = Language.ENGLISH) -> Resume:
    entry = make.entry(owner, title="Name the layer", body="Now 12 ms", paths=["layer.rs"])
    return make.resume(owner, items=(Item(entry.pk, text=text),), language=language)


def test_a_line_says_what_no_fact_bears_out() -> None:
    resume = told(make.user(), "Ported the layer to Rust and Go, in 12 ms, 40% less")

    (line,) = contents_of(resume).lines

    assert [each.words for each in line.unsupported] == ["Go", "40%"]


def test_a_line_is_coached_in_the_language_of_the_resume() -> None:
    german = told(make.user(), "Verschiedene Fehler im Exporter behoben", language=Language.GERMAN)

    (line,) = contents_of(german).lines

    assert Rule.VAGUE in {advice.code for advice in line.advice}


def test_many_lines_are_checked_at_the_price_of_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    owner = make.user()
    for _ in range(5):
        make.entry(owner, paths=["layer.rs"], body="Now 12 ms")
    entries = list(Entry.objects.for_lines())

    with django_assert_num_queries(1):
        with_facts(entries)
        assert [unsupported("Rust in 12 ms", each) for each in entries] == [()] * 5


def test_the_page_of_a_resume_offers_the_better_text(client: Client) -> None:
    owner = make.user()
    resume = told(owner, "Fix the crash when a layer is empty")
    client.force_login(owner)

    page = client.get(reverse("tracker:resume", args=[resume.pk]))

    assertContains(page, '<q dir="auto">Fixed the crash when a layer is empty</q>', html=True)
