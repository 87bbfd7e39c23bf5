"""What stands on a résumé."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.render.documents import projects_of
from tracker.present.document import Link, ResumeDocument
from tracker.present.resume import UNCHOSEN, Absence, contents_of, document_for, resume_of
from tracker.present.resume.projects import PLACELESS
from tracker.records import Form, Kind, Paper
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)


def document(owner: User, *, public: bool = False) -> ResumeDocument:
    return document_for(resume_of(owner), public=public, today=TODAY)


def texts(resume: ResumeDocument) -> list[str]:
    return [bullet.text for project in projects_of(resume) for bullet in project.bullets]


def test_highlights_stand_by_project_newest_first() -> None:
    ada, loom, anvil = make.user(), make.repository("o/loom"), make.repository("f/anvil")
    for title, place, moment in [
        ("Old loom", loom, "2026-01-05"),
        ("Anvil", anvil, "2026-05-05"),
        ("New loom", loom, "2026-09-05"),
    ]:
        entry = make.entry(ada, place=place, title=title, occurred_at=make.at(moment))
        make.annotation(entry, is_highlighted=True, fix="", impact="")

    projects = projects_of(document(ada))

    assert [project.name for project in projects] == ["o/loom", "f/anvil"]
    assert texts(document(ada)) == [
        "Fixed a bug: New loom",
        "Fixed a bug: Old loom",
        "Fixed a bug: Anvil",
    ]


def test_a_line_leads_to_its_evidence() -> None:
    ada = make.user()
    entry = make.highlight(ada, number=4812)

    (bullet,) = projects_of(document(ada))[0].bullets

    assert bullet.evidence == (Link("#4812", entry.url),)
    assert bullet.level == "github"


def test_a_talk_is_self_reported_and_stands_with_its_month_among_writing() -> None:
    ada = make.user()
    talk = make.manual_entry(
        ada, url="https://www.pycon.example/talks/7", occurred_at=make.at("2026-10-03")
    )
    make.annotation(talk, is_highlighted=True, fix="", impact="")

    (group,) = document(ada).groups_of(Part.WRITING)

    assert (group.name, projects_of(document(ada))) == ("", ())
    assert group.bullets[0].level == "self"
    assert group.bullets[0].on == PartialDate(2026, 10)
    assert group.bullets[0].evidence == (Link("pycon.example", talk.url),)


def test_away_from_its_project_evidence_says_where_unless_the_line_does() -> None:
    ada = make.user()
    review = make.review(ada, place=make.repository("o/loom"), number=7)
    make.annotation(review, is_highlighted=True, fix="", impact="")
    talk = make.manual_entry(ada, place="PyCon", url="https://www.pycon.example/talks/7")
    make.annotation(talk, is_highlighted=True, fix="Showed how to weave", impact="")

    (reviews,) = document(ada).groups_of(Part.COMMUNITY)
    (talks,) = document(ada).groups_of(Part.WRITING)

    assert reviews.bullets[0].evidence == (Link("o/loom#7", review.url),)
    assert talks.bullets[0].evidence == (Link("PyCon", talk.url),)


def test_what_has_no_place_and_no_link_still_stands() -> None:
    ada = make.user()
    other = make.manual_entry(ada, place="", url="", form=Form.OTHER, kind=Kind.DATASET)
    make.annotation(other, is_highlighted=True)

    (project,) = projects_of(document(ada))

    assert project.name == PLACELESS
    assert project.bullets[0].evidence == ()


def test_a_project_brings_its_description_and_language() -> None:
    ada = make.user()
    make.highlight(ada, place=make.repository(description="Dataframes", language="Rust"))

    (project,) = projects_of(document(ada))

    assert (project.description, project.language) == ("Dataframes", "Rust")


def test_dates_run_over_all_the_work_in_a_project_in_the_owners_zone() -> None:
    ada = make.user(time_zone="Pacific/Auckland")
    loom = make.repository()
    make.highlight(ada, place=loom, occurred_at=make.at("2026-03-10"))
    make.issue(ada, place=loom, occurred_at=make.at("2025-12-31 23:30"))
    make.review(ada, place=loom, occurred_at=make.at("2026-07-01"))

    (project,) = projects_of(document(ada))

    assert project.started == PartialDate(2026, 1)
    assert project.ended == PartialDate(2026, 7)


@pytest.mark.parametrize(("days", "is_going_on"), [(90, True), (91, False)])
def test_a_project_goes_on_for_ninety_days(*, days: int, is_going_on: bool) -> None:
    ada = make.user()
    last = make.at("2026-11-21") - timedelta(days=days)
    make.highlight(ada, occurred_at=last)

    (project,) = projects_of(document(ada))

    assert (project.ended is None) is is_going_on


def test_what_is_in_no_repository_is_over_when_it_is_over() -> None:
    ada, moment = make.user(), make.at("2026-11-20")
    other = make.manual_entry(ada, form=Form.OTHER, kind=Kind.DATASET, occurred_at=moment)
    make.annotation(other, is_highlighted=True)

    (project,) = projects_of(document(ada))

    assert project.started == project.ended == PartialDate(2026, 11)


def test_hidden_private_and_vanished_work_never_shows() -> None:
    ada = make.user()
    make.annotation(make.entry(ada), is_hidden=True)
    make.highlight(ada, place=make.repository(is_private=True))
    make.highlight(ada, tombstoned_at=timezone.now())

    contents = contents_of(resume_of(ada))

    assert contents.lines == ()
    assert contents.left_out == {Absence.PRIVATE: 1, Absence.GONE: 1}


def test_another_persons_work_never_shows() -> None:
    ada, grace = make.user(), make.user()
    loom = make.repository()
    make.highlight(grace, place=loom)
    make.highlight(ada, place=loom, title="Mine")

    assert len(texts(document(ada))) == 1


def test_the_best_stand_in_while_nothing_is_highlighted() -> None:
    ada, loom = make.user(), make.repository()
    for size in range(UNCHOSEN + 3):
        make.entry(ada, place=loom, title=f"Change {size}", comment_count=size)

    contents = contents_of(resume_of(ada))

    assert not contents.is_chosen
    assert sorted(texts(contents.document)) == [f"Change {size}" for size in range(3, 8)]


def test_comments_of_two_days_in_one_thread_are_one_bullet_and_the_other_can_be_added() -> None:
    ada, loom = make.user(), make.repository()
    about: dict[str, Any] = {"place": loom, "number": 7, "title": "It hangs"}
    earlier, later = (
        make.comment(ada, occurred_at=make.at(day), **about) for day in ("2026-03-02", "2026-03-03")
    )
    elsewhere = make.comment(ada, occurred_at=make.at("2026-03-01"), **about | {"number": 8})
    for entry in (earlier, later, elsewhere):
        make.annotation(entry, is_highlighted=True, problem="", fix="", impact="")

    followed = contents_of(resume_of(ada))
    chosen = contents_of(make.resume(ada, items=followed.items))

    assert [line.entry for line in followed.lines] == [later, elsewhere]
    assert chosen.offered == (earlier,)


def test_what_reads_differently_of_one_thread_stands_twice() -> None:
    ada, loom = make.user(), make.repository()
    for fix in ("", "Found why"):
        entry = make.comment(ada, place=loom, number=7, title="It hangs")
        make.annotation(entry, is_highlighted=True, problem="", fix=fix, impact="")

    assert len(contents_of(resume_of(ada)).lines) == 2


def test_the_best_are_as_many_though_some_read_alike() -> None:
    ada, loom = make.user(), make.repository()
    for size in range(UNCHOSEN + 3):
        make.entry(ada, place=loom, number=min(size, UNCHOSEN), title="Keep it", comment_count=size)

    assert len(contents_of(resume_of(ada)).lines) == UNCHOSEN


def test_one_highlight_ends_the_choosing_by_rule() -> None:
    ada = make.user()
    make.entry(ada, comment_count=900)
    make.highlight(ada)

    contents = contents_of(resume_of(ada))

    assert contents.is_chosen
    assert contents.line_count == 1


def test_a_log_without_entries_gives_an_empty_resume() -> None:
    assert projects_of(document(make.user(name="Ada"))) == ()


def test_the_document_alone_counts_nothing_that_only_its_owners_page_says() -> None:
    ada = make.user()
    make.highlight(ada)

    with CaptureQueriesContext(connection) as queries:
        document(ada)

    assert [query["sql"] for query in queries if "COUNT(" in query["sql"]] == []


def test_a_name_of_blanks_gives_way_to_the_profiles() -> None:
    resume = make.resume(make.user(name="Ada"), name="   ")

    assert document_for(resume, public=False).name == "Ada"


def test_the_resumes_own_words_come_before_the_profiles() -> None:
    ada = make.user(name="Ada", headline="Engineer", summary="I fix things.")
    resume = make.resume(ada, name="Ada Lindqvist", paper=Paper.US_LETTER)

    said = document_for(resume, public=False)

    assert said.name == "Ada Lindqvist"
    assert (said.headline, said.summary) == ("Engineer", "I fix things.")
    assert (said.title, said.paper) == ("Ada Lindqvist: résumé", "us-letter")


@override_settings(GITHUB_URL="https://github.example", SITE_URL="https://log.example")
def test_contact_links_are_the_owners_and_the_evidence_page_is_named_once_public() -> None:
    ada = make.user(
        "ada",
        contact_email="ada@example.org",
        contact_phone="+32 9 123 45 67",
        website="https://ada.example",
    )
    make.connection(ada, login="ada-l")
    make.highlight(ada)

    private = document(ada)
    ada.profile_is_public = True

    assert private.links[1].label == "+32 9 123 45 67"
    assert [link.url for link in private.links] == [
        "mailto:ada@example.org",
        "tel:+3291234567",
        "https://ada.example",
        "https://github.example/ada-l",
    ]
    assert private.footer_url is None
    assert document(ada).footer_url == "https://log.example/@ada/"


def test_a_resume_without_items_leads_to_no_evidence() -> None:
    assert document(make.user(profile_is_public=True)).footer_url is None


def test_a_stranger_is_told_neither_mail_address_nor_phone_number() -> None:
    ada = make.user(contact_email="ada@example.org", contact_phone="+32 9 123 45 67")

    assert document(ada, public=True).links == ()
