"""The page of the full log: asked for, watched, cancelled, taken away."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.views.browse import HTMX
from tracker.ingest import heartbeat
from tracker.models import ExportPhase, ExportState, Heartbeat, LogExport, Process
from tracker.records import Family

pytestmark = pytest.mark.django_db
PAGE = "/log/pdf/"
CHOICES = {"depth": "titles", "language": "de", "paper": "us-letter"}


@pytest.fixture
def ada() -> User:
    return make.user("ada", name="Ada Lindqvist")


@pytest.fixture
def browser(client: Client, ada: User) -> Client:
    client.force_login(ada)
    return client


def page(browser: Client) -> str:
    response = browser.get(PAGE)
    assert response.headers["Cache-Control"] == "private, no-store"
    return response.content.decode()


def test_asking_makes_a_row_that_says_what_was_chosen(browser: Client, ada: User) -> None:
    make.entry(ada, occurred_at=make.at("2023-05-03"))
    make.entry(ada, occurred_at=make.at("2024-05-03"))
    chosen = {"first_year": "2023", "families": ["code", "docs"], "with_private": "on"}

    response = browser.post(PAGE, CHOICES | chosen)

    assert response.headers["Location"] == PAGE
    export = LogExport.objects.get()
    assert (export.user, export.first_year, export.last_year) == (ada, 2023, None)
    assert export.families == [Family.CODE, Family.DOCS]
    assert (export.with_stories, export.with_private) == (False, True)
    assert (export.language, export.paper) == ("de", "us-letter")
    assert "Since 2023, code and docs, titles only, private copy, in Deutsch" in page(browser)


def test_span_that_ends_before_it_begins_is_refused(browser: Client, ada: User) -> None:
    make.entry(ada, occurred_at=make.at("2023-05-03"))
    make.entry(ada, occurred_at=make.at("2024-05-03"))

    response = browser.post(PAGE, CHOICES | {"first_year": "2024", "last_year": "2023"})

    assert response.status_code == 422
    assert "It ends before it begins." in response.content.decode()
    assert not LogExport.objects.exists()


def test_progress_is_shown_and_asked_for_again_while_it_lasts(browser: Client, ada: User) -> None:
    make.log_export(
        ada,
        state=ExportState.QUEUED,
        phase=ExportPhase.READING,
        done=1500,
        total=12000,
    )
    lease = {"lease_token": "0" * 32, "lease_until": timezone.now() + timedelta(minutes=1)}
    LogExport.objects.update(state=ExportState.RUNNING, slot=1, **lease)

    words = browser.get(PAGE, headers=HTMX).content.decode()

    assert "<h1>" not in words
    assert 'hx-trigger="every 1s"' in words
    assert "Reading entries" in words
    assert '<progress class="sync__bar" value="1500" max="12000"' in words
    assert "1,500 of 12,000 entries read." in words


def test_finished_file_is_its_owners_alone(browser: Client, ada: User) -> None:
    mine, others = make.full_log(ada), make.full_log()

    response = browser.get(f"/log/pdf/{mine.pk}/file.pdf")

    assert f"/log/pdf/{mine.pk}/file.pdf" in page(browser)
    assert response.content == b"%PDF-1.7"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert (
        'filename="Ada Lindqvist contribution log.pdf"' in response.headers["Content-Disposition"]
    )
    assert browser.get(f"/log/pdf/{others.pk}/file.pdf").status_code == 404
    browser.post(f"/log/pdf/{others.pk}/cancel/")
    assert LogExport.objects.get(pk=others.pk).state == ExportState.DONE


def test_file_whose_day_is_over_is_not_there_and_the_page_says_so(
    browser: Client, ada: User
) -> None:
    old = make.full_log(ada, expires_at=timezone.now() - timedelta(seconds=1))

    assert browser.get(f"/log/pdf/{old.pk}/file.pdf").status_code == 404
    assert "Its day is over" in page(browser)


def test_what_the_reading_back_missed_is_named(browser: Client, ada: User) -> None:
    make.full_log(ada, missing=["the entry “<b>Cursor</b>”"], replaced="\U00013000")

    words = page(browser)

    assert "the entry “&lt;b&gt;Cursor&lt;/b&gt;”" in words
    assert "\U00013000" in words


def test_failure_says_why_and_how_to_try_again(browser: Client, ada: User) -> None:
    make.log_export(ada, state=ExportState.FAILED, error="Choose fewer years.")

    words = page(browser)

    assert "Choose fewer years." in words
    assert "Try again" in words


def test_cancel_ends_what_waits(browser: Client, ada: User) -> None:
    export = make.log_export(ada)

    response = browser.post(f"/log/pdf/{export.pk}/cancel/", follow=True)

    assert "Cancelled." in response.content.decode()
    assert LogExport.objects.get().state == ExportState.CANCELLED


AWAY = "gives no sign of life. It is made as soon as that is repaired."


def asked(owner: User, *, ago: timedelta) -> None:
    """Let a full log that no worker has taken have been asked for so long `ago`."""
    make.log_export(owner)
    LogExport.objects.update(created_at=timezone.now() - ago)


def last_seen(process: Process, *, ago: timedelta) -> None:
    heartbeat.beat(process)
    Heartbeat.objects.filter(process=process).update(seen_at=timezone.now() - ago)


def test_one_that_nobody_takes_up_says_who_is_away(browser: Client, ada: User) -> None:
    asked(ada, ago=timedelta(minutes=2))
    heartbeat.beat(Process.KEEPER)

    words = page(browser)

    assert "It cannot be made yet</h2>" in words
    assert f'<p class="warning">Waiting, but the worker of this site {AWAY}' in words
    assert 'hx-trigger="every 1s"' in words  # for it goes on by itself
    assert ">Cancel<" in words


def test_that_all_are_away_is_said_of_each(browser: Client, ada: User) -> None:
    asked(ada, ago=timedelta(seconds=21))

    assert "the worker and the keeper of this site give no sign of life" in page(browser)


def test_one_just_asked_for_waits_without_a_word_about_who_is_away(
    browser: Client, ada: User
) -> None:
    asked(ada, ago=timedelta(seconds=15))

    words = page(browser)

    assert "Waiting for its turn. You can close this page." in words
    assert "no sign of life" not in words


@pytest.mark.parametrize(("seconds", "is_away"), [(50, False), (70, True)])
def test_a_worker_counts_as_away_after_a_minute_without_a_sign_of_life(
    browser: Client, ada: User, seconds: int, *, is_away: bool
) -> None:
    asked(ada, ago=timedelta(minutes=2))
    heartbeat.beat(Process.KEEPER)
    last_seen(Process.WORKER, ago=timedelta(seconds=seconds))

    words = page(browser)

    assert (AWAY in words) is is_away
    assert ("Waiting for its turn." in words) is not is_away


def test_one_whose_worker_is_gone_says_so_too(browser: Client, ada: User) -> None:
    export = make.log_export(ada)
    LogExport.objects.filter(pk=export.pk).update(
        state=ExportState.RUNNING,
        slot=1,
        lease_token="0" * 32,
        lease_until=timezone.now() - timedelta(seconds=21),
    )
    heartbeat.beat(Process.KEEPER)

    assert f"the worker of this site {AWAY}" in page(browser)


def test_it_says_no_more_of_who_was_away_once_they_are_back(browser: Client, ada: User) -> None:
    asked(ada, ago=timedelta(minutes=2))
    before = page(browser)
    for process in Process:
        heartbeat.beat(process)

    assert "no sign of life" in before
    assert "Waiting for its turn." in page(browser)


@pytest.mark.parametrize("path", ["/settings/data/", "/resumes/"])
def test_the_way_to_it_is_where_people_look(browser: Client, path: str) -> None:
    assert f'href="{PAGE}"' in browser.get(path, follow=True).content.decode()
