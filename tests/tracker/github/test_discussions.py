"""Discussions and the comments in them: what is kept, what is left out, from which end."""

from __future__ import annotations

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github
from tracker.github import discussions, fetch
from tracker.github.errors import CursorStuckError
from tracker.github.pages import Order
from tracker.github.reading import UnexpectedShapeError
from tracker.records import Form, State

ME = "U_1"
PAGE = {"hasPreviousPage": False, "startCursor": None}


def helped(*comments: object, **page_info: object) -> nodes.Json:
    """An answer with these comments, and one accepted answer among all of them."""
    listed = nodes.connection(*comments)
    listed["pageInfo"] = {"hasNextPage": False, "endCursor": None} | PAGE | page_info
    return nodes.of_user(repositoryDiscussionComments=listed, answers={"totalCount": 1})


def test_a_discussion_says_how_it_stands_and_where() -> None:
    found = discussions.discussion(nodes.discussion())

    assert (found.form, found.state, found.comment_count) == (Form.DISCUSSION, State.ANSWERED, 4)
    assert found.parent == {
        "category": "Q&A",
        "is_answerable": True,
        "answered_at": "2024-03-01T12:00:00+00:00",
    }


@pytest.mark.parametrize(
    ("changes", "state", "reason"),
    [
        ({}, State.OPEN, ""),
        ({"closed": True, "stateReason": "OUTDATED"}, State.CLOSED, "outdated"),
        ({"isAnswered": True, "closed": True}, State.ANSWERED, ""),
    ],
)
def test_a_discussion_is_open_closed_or_answered(
    changes: nodes.Json, state: State, reason: str
) -> None:
    unanswered = {"isAnswered": None, "answerChosenAt": None}

    found = discussions.discussion(nodes.discussion(**unanswered | changes))

    assert (found.state, found.state_reason) == (state, reason)


def test_an_accepted_answer_names_the_discussion_it_helped_in() -> None:
    found = discussions.comment(nodes.discussion_comment(), ME)

    assert found is not None
    assert (found.form, found.state, found.title) == (Form.ANSWER, State.ACCEPTED, "Which fuse?")
    assert (found.number, found.parent["author"], found.parent["node_id"]) == (8, "grace", "D_1")
    assert found.parent["answered_at"] == "2024-03-01T12:00:00+00:00"


def test_a_comment_beside_the_answer_is_not_accepted_with_it() -> None:
    found = discussions.comment(nodes.discussion_comment(isAnswer=False), ME)

    assert found is not None
    assert found.state == State.COMMENTED
    assert "answered_at" not in found.parent


def test_a_reply_and_what_a_moderator_hid_are_kept_and_say_so() -> None:
    said = nodes.discussion_comment(replyTo={"id": "DC_0"}, isMinimized=True)

    found = discussions.comment(said, ME)

    assert found is not None
    assert (found.parent["is_reply"], found.parent["is_minimized"]) == (True, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"deletedAt": "2024-02-22T10:00:00Z"},
        {"discussion": nodes.discussion(author={"login": "ada", "id": ME})},
    ],
)
def test_what_was_deleted_or_said_under_ones_own_discussion_is_left_out(
    changes: nodes.Json,
) -> None:
    assert discussions.comment(nodes.discussion_comment(**changes), ME) is None


def test_a_ghosts_discussion_is_somebody_elses() -> None:
    of_a_ghost = nodes.discussion(author=None)

    assert discussions.comment(nodes.discussion_comment(discussion=of_a_ghost), ME) is not None


def test_a_comment_whose_discussion_is_gone_is_a_wrong_shape() -> None:
    with pytest.raises(UnexpectedShapeError):
        discussions.comment(nodes.discussion_comment(discussion=None), ME)


def test_a_page_keeps_the_rest_beside_a_bad_comment_and_tells_what_was_deleted() -> None:
    deleted = nodes.discussion_comment(id="DC_2", deletedAt="2024-02-22T10:00:00Z")
    orphan = nodes.discussion_comment(id="DC_3", discussion=None)

    with (
        github(helped(nodes.discussion_comment(), deleted, orphan)) as hub,
        hub.client() as client,
    ):
        found = fetch.discussion_comments(client, ME, size=50)

    assert [record.node_id for record in found.page.records] == ["DC_1"]
    assert [gap.node_id for gap in found.page.skipped] == ["DC_3"]
    assert (found.page.gone, found.answers) == (("DC_2",), 1)
    assert hub.heard[0].variables == {"userId": ME, "last": 50, "before": None}


def test_the_list_can_be_walked_from_its_beginning() -> None:
    page = helped(nodes.discussion_comment(), hasNextPage=True, endCursor="further")

    with github(page) as hub, hub.client() as client:
        found = fetch.discussion_comments(
            client, ME, size=10, cursor="here", order=Order.OLDEST_FIRST
        )

    assert (found.page.cursor, found.page.has_more) == ("further", True)
    assert hub.heard[0].variables == {"userId": ME, "first": 10, "after": "here"}


def test_a_cursor_that_does_not_move_is_noticed_from_either_end() -> None:
    stuck = helped(nodes.discussion_comment(), hasPreviousPage=True, startCursor="here")

    with (
        github(stuck) as hub,
        hub.client() as client,
        pytest.raises(CursorStuckError),
    ):
        fetch.discussion_comments(client, ME, size=10, cursor="here")
