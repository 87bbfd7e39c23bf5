"""Closed is not merged, unless a bot or a commit proves that the work is in the code."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tracker.github.landed import (
    GHOST,
    Actor,
    Closed,
    ClosedPullRequest,
    ClosingCommit,
    Labelling,
    cited_numbers,
    co_authors,
    evidence,
)
from tracker.records import Landing, LandingEvidence

CLOSED_AT = datetime(2025, 7, 18, 9, 30, tzinfo=UTC)
MERGEBOT = Actor("pytorchmergebot", is_app=False)  # an account like a person's, in GitHub's eyes
APP = Actor("acme-lander", is_app=True)
PERSON = Actor("maintainer", is_app=False)
EVENT_URL = "https://github.com/pytorch/pytorch/pull/158036#event-1"
COMMIT_URL = "https://github.com/pytorch/pytorch/commit/abc"


def label(by: Actor, name: str = "Merged", after: int = 5) -> Labelling:
    """A label put on some seconds after the closing."""
    return Labelling(CLOSED_AT + timedelta(seconds=after), by, name)


def closing(by: Actor, commit: ClosingCommit | None = None, days: int = 0) -> Closed:
    return Closed(CLOSED_AT + timedelta(days=days), by, EVENT_URL, commit)


def commit(number: int = 158036, *authors: str, **changes: Any) -> ClosingCommit:
    named = frozenset(authors or ("rivka",))
    made = ClosingCommit(COMMIT_URL, f"Fix the docstring (#{number})", named, "R_1")
    return replace(made, **changes)


def pull_request(
    *events: Labelling | Closed, number: int = 158036, title: str = "Fix the docstring"
) -> ClosedPullRequest:
    return ClosedPullRequest(
        number=number,
        title=title,
        author="rivka",
        repository_id="R_1",
        labels=tuple(event for event in events if isinstance(event, Labelling)),
        closings=tuple(event for event in events if isinstance(event, Closed)),
    )


@pytest.mark.parametrize("number", [158036, 157810, 160837])
def test_pytorchs_way_of_merging_has_landed(number: int) -> None:
    closed = closing(MERGEBOT, commit(number))

    found = evidence(pull_request(label(MERGEBOT), closed, number=number))

    assert found == LandingEvidence(
        Landing.BOT_LABEL, CLOSED_AT, "pytorchmergebot", "Merged", COMMIT_URL
    )


def test_a_bot_may_close_without_a_commit() -> None:
    found = evidence(pull_request(label(MERGEBOT), closing(MERGEBOT)))

    assert (found.how, found.url) == (Landing.BOT_LABEL, EVENT_URL)


@pytest.mark.parametrize("name", ["Merged", "merged", "MERGED", "mergedX1", "Landed"])
def test_the_words_for_a_landing(name: str) -> None:
    assert evidence(pull_request(label(APP, name), closing(APP))).how is Landing.BOT_LABEL


@pytest.mark.parametrize("name", ["merged-in-fork", "unmerged", "Reverted", "ready to be merged"])
def test_other_labels_are_no_evidence(name: str) -> None:
    assert evidence(pull_request(label(APP, name), closing(APP))) == LandingEvidence()


@pytest.mark.parametrize(
    ("labeller", "closer"),
    [(PERSON, PERSON), (PERSON, MERGEBOT), (MERGEBOT, PERSON), (APP, MERGEBOT), (GHOST, GHOST)],
)
def test_only_the_bot_that_closed_it_can_vouch_by_label(labeller: Actor, closer: Actor) -> None:
    assert evidence(pull_request(label(labeller), closing(closer))) == LandingEvidence()


def test_an_author_named_like_a_bot_cannot_vouch_for_their_own_work() -> None:
    author = Actor("rivka", is_app=False)
    named = replace(pull_request(label(author), closing(author)), author="RIVKA")

    assert evidence(named) == LandingEvidence()
    bot = Actor("rivkabot", is_app=False)
    own = replace(pull_request(label(bot), closing(bot)), author="rivkabot")
    assert evidence(own) == LandingEvidence()


def test_a_label_from_another_day_belongs_to_another_closing() -> None:
    reverted = pull_request(label(MERGEBOT), closing(MERGEBOT), closing(MERGEBOT, days=30))

    assert evidence(reverted) == LandingEvidence()


def test_the_last_closing_counts() -> None:
    reverted = pull_request(label(MERGEBOT), closing(MERGEBOT), closing(PERSON, days=1))

    assert evidence(reverted) == LandingEvidence()


@pytest.mark.parametrize(("login", "is_app"), [("bors", True), ("mathlib-bors[bot]", False)])
def test_bors_says_so_in_the_title(login: str, *, is_app: bool) -> None:
    bot = Actor(login, is_app=is_app)
    found = evidence(pull_request(closing(bot), title="[Merged by Bors] - feat: add a lemma"))

    assert (found.how, found.at, found.by) == (Landing.BORS, CLOSED_AT, bot.login)


def test_a_person_who_writes_the_title_of_bors_proves_nothing() -> None:
    titled = pull_request(closing(PERSON), title="[Merged by Bors] - feat: add a lemma")

    assert evidence(titled) == LandingEvidence()


def test_a_closing_commit_by_the_author_has_landed() -> None:
    found = evidence(pull_request(closing(PERSON, commit(158036, "rivka"))))

    assert (found.how, found.by, found.url) == (Landing.COMMIT, "maintainer", COMMIT_URL)
    assert found.detail == "Fix the docstring (#158036)"


def test_a_closing_commit_under_the_same_title_has_landed() -> None:
    unlinked = replace(commit(headline="Fix the docstring"), authors=frozenset())

    assert evidence(pull_request(closing(PERSON, unlinked))).how is Landing.COMMIT


@pytest.mark.parametrize(
    "other",
    [
        commit(158036, "maintainer", headline="Rewrite it all, closes #158036"),
        replace(commit(headline="Rewrite it all"), authors=frozenset()),
        commit(repository_id="R_fork"),
        commit(headline="A better way (#158100)"),
        commit(headline="Merge pull request #158100 from rivka/better"),
    ],
    ids=["by another", "by nobody known", "elsewhere", "squashed as another", "merged as another"],
)
def test_a_closing_commit_with_other_work_proves_nothing(other: ClosingCommit) -> None:
    assert evidence(pull_request(closing(PERSON, other))) == LandingEvidence()


def test_a_closed_pull_request_whose_closing_is_not_told_stays_closed() -> None:
    assert evidence(pull_request(label(MERGEBOT))) == LandingEvidence()


@pytest.mark.parametrize(
    ("message", "numbers"),
    [
        ("Fix the fuse (#12)", {12}),
        ("Fix the fuse (#12)\n\nLong story.", {12}),
        ("Fix the fuse\n\nCloses #12", {12}),
        ("Fix the fuse\n\nfixed: #12, resolves #13", {12, 13}),
        ("Fix the fuse\n\nPR: #12", {12}),
        (
            "Fix\n\nPull Request resolved: https://github.com/acme/rocket/pull/12\nApproved by: x",
            {12},
        ),
        ("src: fix\n\nPR-URL: https://github.com/Acme/Rocket/pull/12", {12}),
        ("Fix\n\nPR-URL: https://github.com/other/rocket/pull/12", set()),
        ("Merge pull request #12 from ada/fuse\n\nFix the fuse", {12}),
        ("Fix the fuse\n\nPull request #12", {12}),
        ("Fix the fuse\n\nCloses acme/rocket#12", {12}),
        ("Fix the fuse\n\nCloses other/rocket#12", set()),
        (
            "Fix\n\nghstack-source-id: f00\nPull Request resolved: https://github.com/acme/rocket/pull/12",
            {12},
        ),
        ("Fix\n\nDifferential Revision: D12", set()),
        ("Fix the fuse\n\n(cherry picked from commit 0123abc)", set()),
        ("See PR #12 for more", set()),
        ("Fix (#12) again", set()),
        ('Revert "Fix the fuse (#12)"', set()),
        ("Follows #12, see #13", set()),
        ("prefixes #12", set()),
        ("Fix (#9999999999999)", set()),
        ("", set()),
    ],
)
def test_what_a_commit_claims_to_land(message: str, numbers: set[int]) -> None:
    assert cited_numbers(message, "acme/rocket") == numbers


def test_a_closing_commit_by_a_co_author_has_landed() -> None:
    squashed = commit(158036, "maintainer", "rivka", headline="Rewrite it all")

    assert evidence(pull_request(closing(PERSON, squashed))).how is Landing.COMMIT


def test_a_bot_that_was_renamed_is_the_same_bot() -> None:
    renamed = Actor("acme-lander-2", is_app=True)  # GitHub tells today's login in every event

    assert evidence(pull_request(label(renamed), closing(renamed))).how is Landing.BOT_LABEL


@pytest.mark.parametrize(
    ("message", "logins"),
    [
        ("Fix\n\nCo-authored-by: Rivka <12+Rivka@users.noreply.github.com>", {"rivka"}),
        ("Fix\n\nCo-Authored-By: Rivka <rivka@users.noreply.github.com>", {"rivka"}),
        (
            "Fix\n\nCo-authored-by: A <1+a@users.noreply.github.com>\nCo-authored-by: B <b@c.de>",
            {"a"},
        ),
        ("Fix, says Co-authored-by: Rivka <rivka@users.noreply.github.com> to all", set()),
        ("Fix\n\nReviewed-by: Rivka <rivka@users.noreply.github.com>", set()),
    ],
)
def test_whom_a_message_names_as_co_authors(message: str, logins: set[str]) -> None:
    assert co_authors(message) == logins
