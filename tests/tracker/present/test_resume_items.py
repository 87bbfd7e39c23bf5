"""A résumé whose owner chose, ordered and wrote for themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.models import Annotation, Entry
from tracker.present.document import Group, Link, ResumeDocument, Section
from tracker.present.resume import Absence, ResumeContents, contents_of, document_for
from tracker.present.resume.parts import part_of
from tracker.records import Form, Kind, Source
from tracker.resume_content.content import (
    Item,
    Language,
    Part,
    Position,
    ResumeContent,
    SectionChoice,
    SkillChoice,
    TypedLink,
)
from tracker.resume_content.dates import PartialDate

pytestmark = pytest.mark.django_db


def document(owner: User, **content: Any) -> ResumeDocument:
    return document_for(make.resume(owner, **content), public=True)


def contents(owner: User, *items: Item, **content: Any) -> ResumeContents:
    return contents_of(make.resume(owner, items=items, **content))


def texts(said: ResumeDocument, part: Part = Part.PROJECTS) -> list[str]:
    return [bullet.text for group in said.groups_of(part) for bullet in group.bullets]


def change(owner: User, title: str, **fields: Any) -> Entry:
    return make.entry(owner, title=title, kind=Kind.FEATURE, **fields)


def test_items_stand_in_their_owners_order_by_project_of_the_first() -> None:
    ada, loom, anvil = make.user(), make.repository("o/loom"), make.repository("f/anvil")
    first, second = change(ada, "One", place=loom), change(ada, "Two", place=anvil)
    third = change(ada, "Three", place=loom)

    said = document(ada, items=tuple(Item(e.pk, str(e)) for e in (third, second, first)))

    assert [group.name for group in said.groups_of(Part.PROJECTS)] == ["o/loom", "f/anvil"]
    assert texts(said) == ["Three", "One", "Two"]


def test_own_words_stand_for_the_draft_and_the_draft_is_offered_once_it_is_another() -> None:
    ada = make.user()
    entry = change(ada, "Name the layer")
    draft = contents(ada, Item(entry.pk)).lines[0].draft

    same = contents(ada, Item(entry.pk, "Mine", drafted=draft)).lines[0]
    newer = contents(ada, Item(entry.pk, "Mine", drafted="What it said before")).lines[0]
    untouched = contents(ada, Item(entry.pk, drafted="What it said before")).lines[0]

    assert (same.bullet.text, same.offer) == ("Mine", "")
    assert (newer.bullet.text, newer.offer) == ("Mine", draft)
    assert (untouched.bullet.text, untouched.offer) == (draft, "")


def test_what_is_hidden_on_the_resume_is_not_in_its_document() -> None:
    ada = make.user()
    entry = change(ada, "Name the layer")

    made = contents(ada, Item(entry.pk, "Mine", is_shown=False))

    assert (texts(made.document), made.line_count) == ([], 0)
    assert [line.entry for line in made.lines] == [entry]


@pytest.mark.parametrize(
    ("absence", "fields", "is_hidden"),
    [
        (Absence.GONE, {"tombstoned_at": timezone.now()}, False),
        (Absence.PRIVATE, {"is_private_at_source": True}, False),
        (Absence.HIDDEN, {}, True),
    ],
)
def test_what_cannot_be_shown_is_named_to_its_owner_and_comes_back_by_itself(
    *, absence: Absence, fields: dict[str, Any], is_hidden: bool
) -> None:
    ada = make.user()
    entry = change(ada, "Name the layer", **fields)
    annotation = make.annotation(entry, is_hidden=is_hidden, fix="", impact="")

    made = contents(ada, Item(entry.pk, "Mine"))

    assert texts(made.document) == []
    assert [line.absence for line in made.lines] == [absence]
    assert made.left_out == {absence: 1}
    Entry.objects.update(tombstoned_at=None, is_private_at_source=False)
    Annotation.objects.filter(pk=annotation.pk).update(is_hidden=False)
    assert texts(document(ada, items=(Item(entry.pk, "Mine"),))) == ["Mine"]


def test_a_private_repository_leaves_neither_its_name_nor_its_dates() -> None:
    ada = make.user()
    vault = make.repository("acme/vault", is_private=True, description="Secrets")
    entry = change(ada, "Guard it", place=vault)

    made = contents(ada, Item(entry.pk, "Mine"))

    assert made.document.groups_of(Part.PROJECTS) == ()
    assert made.left_out == {Absence.PRIVATE: 1}


def test_what_no_sync_confirmed_lately_waits() -> None:
    ada = make.user()
    entry = change(ada, "Name the layer", place=make.repository(hydrated_at=None))

    assert [line.absence for line in contents(ada, Item(entry.pk)).lines] == [Absence.UNCHECKED]


def test_another_persons_entry_and_one_that_is_no_more_are_passed_over() -> None:
    ada, theirs = make.user(), change(make.user(), "Theirs")

    made = contents(ada, Item(theirs.pk, "Mine now"), Item(10**9, "Never was"))

    assert (made.lines, texts(made.document)) == ((), [])


def test_highlights_that_are_not_on_it_are_offered() -> None:
    ada = make.user()
    chosen, other = make.highlight(ada), make.highlight(ada)
    make.highlight(ada, place=make.repository(is_private=True))

    assert contents(ada, Item(chosen.pk)).offered == (other,)
    assert contents_of(make.resume(ada)).offered == ()


FROM_GITHUB, BY_HAND = Source.GITHUB, Source.MANUAL


@pytest.mark.parametrize(
    ("source", "form", "kind", "part"),
    [
        (FROM_GITHUB, Form.PULL_REQUEST, Kind.BUG_FIX, Part.PROJECTS),
        (FROM_GITHUB, Form.PULL_REQUEST, Kind.TUTORIAL, Part.PROJECTS),
        (FROM_GITHUB, Form.COMMIT, Kind.DOCS, Part.PROJECTS),
        (FROM_GITHUB, Form.ISSUE, Kind.REPORT, Part.PROJECTS),
        (FROM_GITHUB, Form.RELEASE, Kind.RELEASE, Part.PROJECTS),
        (BY_HAND, Form.TRANSLATION, Kind.TRANSLATION, Part.PROJECTS),
        (BY_HAND, Form.OTHER, Kind.DATASET, Part.PROJECTS),
        (BY_HAND, Form.TALK, Kind.TALK, Part.WRITING),
        (BY_HAND, Form.POST, Kind.WRITING, Part.WRITING),
        (BY_HAND, Form.POST, Kind.PAPER, Part.WRITING),
        (BY_HAND, Form.POST, Kind.TUTORIAL, Part.WRITING),
        (FROM_GITHUB, Form.REVIEW, Kind.REVIEW, Part.COMMUNITY),
        (FROM_GITHUB, Form.COMMENT, Kind.TRIAGE, Part.COMMUNITY),
        (FROM_GITHUB, Form.ANSWER, Kind.SUPPORT, Part.COMMUNITY),
        (FROM_GITHUB, Form.DISCUSSION, Kind.IDEA, Part.COMMUNITY),
        (FROM_GITHUB, Form.ISSUE, Kind.TRIAGE, Part.COMMUNITY),
        (BY_HAND, Form.SUPPORT, Kind.SUPPORT, Part.COMMUNITY),
        (FROM_GITHUB, Form.SPONSORSHIP, Kind.SPONSORSHIP, Part.COMMUNITY),
    ],
)
def test_each_entry_stands_where_its_kind_belongs(
    source: Source, form: Form, kind: Kind, part: Part
) -> None:
    assert part_of(Entry(source=source, form=form, kind=kind)) is part


def test_every_form_and_every_kind_belongs_somewhere() -> None:
    found = {part_of(Entry(form=form, kind=kind)) for form in Form for kind in Kind}

    assert found == {Part.PROJECTS, Part.WRITING, Part.COMMUNITY}


def test_the_owners_word_on_its_kind_and_on_its_section_come_first() -> None:
    ada = make.user()
    talk, review = make.manual_entry(ada, kind=Kind.DOCS, form=Form.PAGE), make.review(ada)
    make.annotation(talk, kind_override=Kind.TALK, fix="Spoke", impact="")

    said = document(ada, items=(Item(talk.pk), Item(review.pk, "Reviewed", part=Part.PROJECTS)))

    assert texts(said, Part.WRITING) == ["Spoke"]
    assert texts(said) == ["Reviewed"]
    assert texts(said, Part.COMMUNITY) == []


def test_a_list_longer_than_a_group_may_be_is_cut_into_groups_and_not_off() -> None:
    ada, loom = make.user(), make.repository("o/loom")
    reviews = [make.review(ada, place=loom) for _ in range(23)]

    said = document(ada, items=tuple(Item(e.pk, str(n)) for n, e in enumerate(reviews)))

    assert [len(group.bullets) for group in said.groups_of(Part.COMMUNITY)] == [20, 3]
    assert texts(said, Part.COMMUNITY) == [str(number) for number in range(23)]


def test_sections_stand_in_their_owners_order_with_their_own_titles() -> None:
    ada = make.user()
    content = ResumeContent(
        sections=(
            SectionChoice(Part.LINKS, title="On the web"),
            SectionChoice(Part.SUMMARY),
            SectionChoice(Part.EDUCATION, is_shown=False),
        ),
        summary="I fix.",
        education=(Position("MSc"),),
        links=(TypedLink("https://ada.example", "Home"),),
    )

    said = document(
        ada,
        sections=content.sections,
        summary=content.summary,
        education=content.education,
        links=content.links,
    )

    assert said.sections[:2] == (
        Section(Part.LINKS, "On the web", links=(Link("Home", "https://ada.example"),)),
        Section(Part.SUMMARY, text="I fix."),
    )
    assert Part.EDUCATION not in [section.part for section in said.sections]


def test_posts_and_courses_stand_as_they_were_typed() -> None:
    post = Position("Engineer", "Acme", "Ghent", "https://acme.example", "2020-02", "", "Looms.")
    said = document(make.user(), experience=(post,), education=(Position("MSc", ended="2019"),))

    assert said.groups_of(Part.EXPERIENCE) == (
        Group(
            name="Acme",
            url="https://acme.example",
            role="Engineer",
            place="Ghent",
            description="Looms.",
            started=PartialDate(2020, 2),
        ),
    )
    assert said.groups_of(Part.EDUCATION) == (Group(name="MSc", ended=PartialDate(2019)),)


def test_skills_follow_the_printed_work_until_their_owner_names_them() -> None:
    ada = make.user()
    printed = change(ada, "A", place=make.repository(language="Rust"))
    unprinted = change(ada, "B", place=make.repository(language="Go"))
    items = (Item(printed.pk), Item(unprinted.pk, is_shown=False))
    own = (SkillChoice("SQL"), SkillChoice("Go", is_shown=False), SkillChoice("rust"))

    followed = contents(ada, *items).section(Part.SKILLS)
    named = contents(ada, *items, skills=own).section(Part.SKILLS)

    assert [skill.name for skill in followed.section.skills] == ["Rust"]
    assert "1 contribution" in followed.section.skills[0].evidence
    assert [(skill.name, bool(skill.evidence)) for skill in named.section.skills] == [
        ("SQL", False),
        ("rust", True),
    ]
    assert [skill.name for skill in named.skills] == ["SQL", "Go", "rust"]


def test_a_resume_in_another_language_drafts_and_titles_in_it() -> None:
    ada = make.user()
    review = make.review(ada)

    said = contents(ada, Item(review.pk), language=Language.GERMAN)

    assert said.section(Part.COMMUNITY).title != "Community"
    assert texts(said.document, Part.COMMUNITY) == [said.drafts[review.pk]]
    assert said.drafts != contents(ada, Item(review.pk)).drafts


@pytest.mark.parametrize("reading", [contents_of, lambda it: document_for(it, public=True)])
def test_many_items_ask_the_database_as_often_as_few(reading: Any) -> None:
    ada = make.user()
    entries = [make.review(ada) if number % 2 else make.entry(ada) for number in range(12)]
    items = tuple(Item(entry.pk) for entry in entries)
    few, many = make.resume(ada, items=items[:2]), make.resume(ada, items=items)

    counts = []
    for resume in (few, many):
        with CaptureQueriesContext(connection) as queries:
            reading(resume)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 6


def test_rows_that_were_added_and_not_filled_in_are_not_printed() -> None:
    said = document(make.user(), experience=(Position(),), links=(TypedLink("", "Home"),))

    assert all(section.is_empty for section in said.sections)
