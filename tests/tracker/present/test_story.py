"""What a résumé says of an entry."""

import pytest

from tests import make
from tracker.models import Entry
from tracker.present.story import achievement
from tracker.records import Form, Kind, Landing, State

pytestmark = pytest.mark.django_db


def told(entry: Entry, **story: str) -> str:
    make.annotation(entry, **{"problem": "It hurt.", "fix": "", "impact": ""} | story)
    return achievement(entry)


def test_the_fix_comes_before_the_impact() -> None:
    assert told(make.entry(), fix="Name the layer", impact="3 reports closed!") == (
        "Name the layer. 3 reports closed!"
    )


@pytest.mark.parametrize("part", ["fix", "impact"])
def test_either_part_stands_alone(part: str) -> None:
    assert told(make.entry(), **{part: "Exports\n name the layer"}) == "Exports name the layer."


def test_a_problem_alone_is_no_achievement() -> None:
    assert told(make.entry(title="fix: name the layer")) == "Name the layer"


def test_an_entry_without_words_tells_its_title() -> None:
    assert achievement(make.entry(title="docs: say when it applies")) == "Say when it applies"


def test_a_review_does_not_claim_the_change() -> None:
    assert achievement(make.review(title="Retry uploads")) == "Reviewed “Retry uploads”"


def test_an_issue_is_a_report() -> None:
    assert achievement(make.issue(title="Renames are missed")) == "Reported “Renames are missed”"


@pytest.mark.parametrize(
    ("state", "said"),
    [(State.ACCEPTED, "Answered “Which fuse?”"), (State.COMMENTED, "Helped with “Which fuse?”")],
)
def test_an_answer_does_not_claim_the_question(state: State, said: str) -> None:
    assert achievement(make.answer(title="Which fuse?", state=state)) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.TRIAGE, "Triaged “It hangs”"),
        (Kind.SUPPORT, "Helped with “It hangs”"),
        (Kind.IDEA, "Commented on “It hangs”"),
    ],
)
def test_a_comment_claims_no_more_than_the_log_does(kind: Kind, said: str) -> None:
    assert achievement(make.comment(title="It hangs", kind=kind)) == said


def test_a_discussion_was_started() -> None:
    started = make.issue(form=Form.DISCUSSION, title="A cache for plans")

    assert achievement(started) == "Started the discussion “A cache for plans”"


def test_a_pull_request_that_did_not_land_is_a_proposal() -> None:
    open_one = make.entry(title="Retry uploads", landing=Landing.NOT, landed_at=None)

    assert achievement(open_one) == "Proposed “Retry uploads”"


def test_what_a_title_quotes_stands_in_single_quotes() -> None:
    given = make.review(title='Show the line with "invalid token"')

    single = "\N{LEFT SINGLE QUOTATION MARK}invalid token\N{RIGHT SINGLE QUOTATION MARK}"
    assert achievement(given) == f"Reviewed “Show the line with {single}”"


def test_a_talk_is_its_title() -> None:
    assert achievement(make.manual_entry(title="Small patches, big maps")) == (
        "Small patches, big maps"
    )
