"""GitHub's JSON becomes records: with all that may be null, and against all that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.github import nodes
from tracker.github import comments, normalise
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.records import ContributionRecord, Form, Landing, State

NULLABLE_IN_A_PULL_REQUEST = [
    "fullDatabaseId",
    "closedAt",
    "mergedAt",
    "mergeCommit",
    "mergedBy",
    "milestone",
    "labels",
    "comments",
]
NEEDED = ["id", "number", "createdAt", "updatedAt", "repository", "state"]


def review_of(node: nodes.Json, **changes: object) -> ContributionRecord | None:
    return normalise.review(node, Reader(nodes.reviewed(**changes), "pull request"))


def test_a_pull_request_keeps_every_fact() -> None:
    record = normalise.pull_request(nodes.pull_request())

    assert record.form is Form.PULL_REQUEST
    assert (record.node_id, record.database_id, record.number) == ("PR_1", 4_000_000_001, 7)
    assert (record.title, record.body) == ("Fix the fuse", "It fizzled.")
    assert (record.state, record.merged_by) == (State.MERGED, "hubot")
    assert record.merged_at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert (record.additions, record.deletions, record.changed_files) == (12, 3, 2)
    assert (record.labels, record.milestone) == (("bug",), "1.0")
    assert record.comment_count == 9
    assert record.repository
    assert record.repository.full_name == "acme/rocket"


def test_a_merged_pull_request_has_landed_by_githubs_word() -> None:
    landing = normalise.pull_request(nodes.pull_request()).landing

    assert (landing.how, landing.by) == (Landing.MERGED, "hubot")
    assert landing.at == datetime(2024, 3, 1, 12, tzinfo=UTC)
    assert landing.url == "https://github.com/acme/rocket/pull/7"


def test_a_closed_pull_request_has_not_landed() -> None:
    record = normalise.pull_request(nodes.pull_request(state="CLOSED", mergedAt=None))

    assert record.landing.how is Landing.NOT


@pytest.mark.parametrize("name", NULLABLE_IN_A_PULL_REQUEST)
def test_what_github_may_leave_out_may_be_left_out(name: str) -> None:
    assert normalise.pull_request(nodes.pull_request(**{name: None})).node_id == "PR_1"


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_record_stands_on_must_be_there(name: str) -> None:
    with pytest.raises(UnexpectedShapeError):
        normalise.pull_request(nodes.pull_request(**{name: None}))


def test_a_null_label_is_passed_over() -> None:
    labels = {"nodes": [None, {"name": "docs"}, {"name": "\x00"}]}

    assert normalise.pull_request(nodes.pull_request(labels=labels)).labels == ("docs",)


def test_the_mark_of_bors_is_not_part_of_a_title() -> None:
    title = "[Merged by Bors] - feat: add a lemma"

    assert normalise.pull_request(nodes.pull_request(title=title)).title == "feat: add a lemma"


@pytest.mark.parametrize("private", [None, "no", 0])
def test_a_repository_of_unclear_privacy_counts_as_private(private: object) -> None:
    home = nodes.repository(isPrivate=private)

    found = normalise.pull_request(nodes.pull_request(repository=home)).repository
    assert found
    assert found.is_private


@pytest.mark.parametrize("value", [2**31, 2**80, -1, True, "12", 1.5])
def test_a_size_that_no_column_holds_is_unknown(value: object) -> None:
    assert normalise.pull_request(nodes.pull_request(additions=value)).additions is None


def test_an_issue_keeps_why_it_was_closed() -> None:
    record = normalise.issue(nodes.issue(stateReason="NOT_PLANNED"))

    assert (record.form, record.state) == (Form.ISSUE, State.CLOSED)
    assert (record.state_reason, record.comment_count) == ("not_planned", 4)


def test_a_review_tells_of_the_pull_request_it_was_given_to() -> None:
    record = review_of(nodes.review())

    assert record is not None
    assert (record.form, record.state) == (Form.REVIEW, State.APPROVED)
    assert record.submitted_at == datetime(2024, 4, 1, 10, 5, tzinfo=UTC)
    assert (record.number, record.title, record.additions) == (9, "Add a nozzle", 40)
    assert record.parent == {
        "node_id": "PR_9",
        "number": 9,
        "title": "Add a nozzle",
        "url": "https://github.com/acme/rocket/pull/9",
        "state": "open",
        "author": "wernher",
    }


def test_a_review_of_a_ghosts_pull_request_is_kept() -> None:
    record = review_of(nodes.review(), author=None)

    assert record is not None
    assert record.parent["author"] == ""


def test_a_review_not_yet_sent_is_nobodys_business() -> None:
    assert review_of(nodes.review(state="PENDING", submittedAt=None)) is None


def test_a_comment_tells_of_its_thread() -> None:
    record = comments.comment(nodes.comment(), "U_1")

    assert (record.form, record.state, record.title) == (Form.COMMENT, State.NONE, "Nozzle leaks")
    assert (record.number, record.labels, record.body) == (8, ("question",), "Which version?")
    assert record.parent["form"] == "issue"
    assert record.parent["author"] == "wernher"
    assert not record.is_on_own_thread


def test_a_comment_on_a_pull_request_names_the_pull_request_and_not_its_issue_side() -> None:
    pull = nodes.thread(id="PR_8", state="MERGED", title="[Merged by Bors] - Seal it")

    record = comments.comment(nodes.comment(pullRequest=pull), "U_1")

    assert (record.parent["node_id"], record.parent["state"]) == ("PR_8", "merged")
    assert (record.parent["form"], record.title) == ("pull_request", "Seal it")


@pytest.mark.parametrize(
    ("author", "is_own"),
    [({"login": "ada", "id": "U_1"}, True), ({"login": "U_1"}, False), (None, False)],
)
def test_a_thread_is_ones_own_by_node_id_alone(author: nodes.Json | None, is_own: bool) -> None:  # noqa: FBT001 parametrised
    node = nodes.comment(issue=nodes.thread(author=author))

    assert comments.comment(node, "U_1").is_on_own_thread is is_own


@pytest.mark.parametrize(
    ("hidden", "reason", "kept"),
    [(False, "spam", ""), (True, "off-topic", "off-topic"), (True, None, "minimized")],
)
def test_a_hidden_comment_says_why(hidden: bool, reason: str | None, kept: str) -> None:  # noqa: FBT001 parametrised
    node = nodes.comment(isMinimized=hidden, minimizedReason=reason)

    assert comments.comment(node, "U_1").state_reason == kept


def test_a_repository_keeps_its_facts() -> None:
    node = nodes.repository(
        url="https://github.com/acme/rocket",
        description="To the \u202emoon",
        stargazerCount=3,
        primaryLanguage=None,
        repositoryTopics={"nodes": [{"topic": {"name": "space"}}, None]},
        isFork=False,
        isArchived=True,
    )

    facts = normalise.repository(node)

    assert (facts.description, facts.stars, facts.language) == ("To the moon", 3, "")
    assert (facts.topics, facts.is_archived) == (("space",), True)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=[])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)
ACTED: nodes.Json = {
    "__typename": "LabeledEvent",
    "createdAt": "2024-04-02T10:00:00Z",
    "actor": {"id": "U_1"},
    "label": {"name": "bug"},
    "canonical": {"number": 3, "url": "https://github.com/a/b/issues/3"},
}
READERS: list[tuple[Callable[[object], object], nodes.Json]] = [
    (normalise.pull_request, nodes.pull_request()),
    (normalise.issue, nodes.issue()),
    (lambda node: comments.comment(node, "U_1"), nodes.comment()),
    (lambda node: comments.acts({"timelineItems": {"nodes": [node]}}, "U_1"), ACTED),
    (lambda node: review_of(cast(nodes.Json, node)), nodes.review()),
    (lambda node: normalise.review(nodes.review(), Reader(node, "parent")), nodes.reviewed()),
    (normalise.repository, nodes.repository()),
]


@given(reader=st.sampled_from(READERS), data=st.data())
def test_whatever_arrives_is_a_record_or_a_wrong_shape(
    reader: tuple[Callable[[object], object], nodes.Json], data: st.DataObject
) -> None:
    read, sound = reader
    fields = st.dictionaries(st.sampled_from(sorted(sound)), JSON)
    node = data.draw(JSON | fields.map(lambda changes: sound | changes))
    with suppress(UnexpectedShapeError):
        read(node)
