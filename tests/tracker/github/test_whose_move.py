"""Whose move it is on an open pull request, by what was last said and done."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests import make
from tracker.github.whose_move import Act, OpenPullRequest, whose_move
from tracker.records import Move, NextMove, State

OPENED = make.SOME_DAY


def day(number: int) -> datetime:
    return OPENED + timedelta(days=number)


def own(number: int) -> Act:
    return Act(day(number), "ada", is_by_author=True)


def theirs(number: int, verdict: State | None = None, by: str = "grace") -> Act:
    return Act(day(number), by, is_by_author=False, verdict=verdict)


def move(
    *acts: Act,
    is_draft: bool = False,
    has_conflicts: bool = False,
    is_approved: bool = False,
) -> Move:
    return whose_move(OpenPullRequest(OPENED, is_draft, has_conflicts, is_approved, acts))


YOU, THEY = NextMove.YOU, NextMove.MAINTAINERS
ASKED, APPROVED, SAID = State.CHANGES_REQUESTED, State.APPROVED, State.COMMENTED


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ((), Move(THEY, "no review yet", OPENED)),
        ((own(1),), Move(THEY, "no review yet", day(1))),
        ((theirs(2, ASKED),), Move(YOU, "changes requested", day(2))),
        ((theirs(2, ASKED), own(3)), Move(THEY, "another look after your changes", day(3))),
        ((theirs(2, ASKED), own(3), theirs(4, ASKED)), Move(YOU, "changes requested", day(4))),
        (
            (theirs(2, ASKED), own(3), theirs(4, APPROVED)),
            Move(THEY, "approved, waiting for a merge", day(4)),
        ),
        (
            (theirs(2, ASKED, "grace"), theirs(3, APPROVED, "lin")),
            Move(YOU, "changes requested", day(2)),
        ),
        ((theirs(2, APPROVED), own(3)), Move(THEY, "approved, waiting for a merge", day(2))),
        ((theirs(2, APPROVED), theirs(3)), Move(THEY, "approved, waiting for a merge", day(2))),
        ((theirs(2, State.DISMISSED), own(3)), Move(THEY, "an answer to you", day(3))),
        ((theirs(2, SAID),), Move(YOU, "a comment to answer", day(2))),
        ((own(1), theirs(2)), Move(YOU, "a comment to answer", day(2))),
        ((theirs(2), own(3)), Move(THEY, "an answer to you", day(3))),
    ],
)
def test_the_last_word_decides(acts: tuple[Act, ...], expected: Move) -> None:
    assert move(*acts) == expected


def test_draft_is_its_authors_whatever_was_said() -> None:
    assert move(own(1), theirs(2, APPROVED), is_draft=True) == Move(YOU, "a draft", day(1))


def test_conflicts_come_before_an_approval_and_after_a_request() -> None:
    in_conflict = move(theirs(2, APPROVED), has_conflicts=True)

    assert in_conflict == Move(YOU, "conflicts with the branch it is for")
    assert move(theirs(2, ASKED), has_conflicts=True).why == "changes requested"


def test_githubs_own_word_counts_where_the_approval_is_too_long_ago() -> None:
    assert move(own(1), is_approved=True).why == "approved, waiting for a merge"


def test_ghosts_comment_is_somebody_elses() -> None:
    assert move(theirs(2, by="")).whose is YOU
