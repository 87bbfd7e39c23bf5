"""The bullets that a résumé drafts by itself."""

from typing import Any

import pytest

from tests import make
from tracker.models import Entry
from tracker.present.drafts import draft
from tracker.present.words import Did, Remark, words_in
from tracker.records import Act, Credit, Form, Kind, Landing, Source, State, StateReason
from tracker.resume_content.content import MAX_SENTENCE, Language

pytestmark = pytest.mark.django_db

HOME = "acme/engine"


def english(entry: Entry) -> str:
    return draft(entry, words_in("en"))


def closed(*numbers: int, repository: str = HOME) -> list[dict[str, Any]]:
    return [{"number": number, "repository": repository, "labels": []} for number in numbers]


def at_home(**fields: Any) -> Entry:
    return make.entry(place=make.repository(HOME), title="Name the layer", **fields)


def test_the_owners_story_comes_before_the_facts() -> None:
    entry = at_home(closing_issues=closed(12))
    make.annotation(entry, fix="Errors name the layer", impact="Nobody asks any more.")

    assert english(entry) == "Errors name the layer. Nobody asks any more."


def test_a_problem_alone_leaves_it_to_the_facts() -> None:
    entry = make.entry(title="fix: name the layer")
    make.annotation(entry, problem="It hurt.", fix="", impact="")

    assert english(entry) == "Named the layer"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("docs: explain when it applies", "Explained when it applies"),
        ("Stop the bar from eating lines", "Stopped the bar from eating lines"),
        ("Drop support for Python 3.8", "Drop support for Python 3.8"),
        ("Say when it applies", "Say when it applies"),
        ("Let the bar read databases", "Let the bar read databases"),
        ("Named the layer", "Named the layer"),
        ("Fix the crash and add a test", "Fixed a bug: Fix the crash and add a test"),
        ("Stop the bar; name the file", "Fixed a bug: Stop the bar; name the file"),
        ("Do not index the menu", "Fixed a bug: Do not index the menu"),
        ("Fix the crash.", "Fixed the crash"),
        ("Crash on exit.", "Fixed a bug: Crash on exit"),
        ("Fix the crash. Add a test.", "Fixed the crash. Add a test."),
    ],
)
def test_a_title_that_is_a_task_is_told_as_done_where_that_is_sure(title: str, said: str) -> None:
    assert english(make.entry(title=title)) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.BUG_FIX, "Fixed a bug: Crash on an empty lock file"),
        (Kind.DOCS, "Improved the documentation: Crash on an empty lock file"),
        (Kind.FEATURE, "Contributed: Crash on an empty lock file"),
    ],
)
def test_a_title_that_does_not_is_led_by_the_kind(kind: Kind, said: str) -> None:
    assert english(make.entry(title="Crash on an empty lock file", kind=kind)) == said


def test_the_owners_word_for_the_kind_counts() -> None:
    entry = make.entry(title="Empty lock file", kind=Kind.BUG_FIX)
    make.annotation(entry, kind_override=Kind.TEST, problem="", fix="", impact="")

    assert english(entry) == "Improved the tests: Empty lock file"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.APPROVED, "Reviewed and approved “Retry uploads”"),
        (State.CHANGES_REQUESTED, "Reviewed “Retry uploads” and asked for changes"),
        (State.COMMENTED, "Reviewed “Retry uploads”"),
        (State.DISMISSED, "Reviewed “Retry uploads”"),
    ],
)
def test_a_review_claims_the_review_and_not_the_change(state: State, said: str) -> None:
    assert english(make.review(title="Retry uploads", state=state)) == said


def test_an_issue_is_a_report_and_an_idea_a_suggestion() -> None:
    assert english(make.issue(title="Renames are missed")) == "Reported “Renames are missed”"
    assert english(make.issue(title="A cache", kind=Kind.IDEA)) == "Suggested “A cache”"


def test_a_report_that_was_acted_on_says_so() -> None:
    solved = make.issue(
        title="It hangs", state=State.CLOSED, state_reason=StateReason.COMPLETED, comment_count=48
    )

    assert english(solved) == "Reported “It hangs” (since resolved; 48 comments)"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.ACCEPTED, "Answered “Which fuse?” (accepted as the answer)"),
        (State.COMMENTED, "Replied to “Which fuse?”"),
    ],
)
def test_an_answer_does_not_claim_the_question(state: State, said: str) -> None:
    assert english(make.answer(title="Which fuse?", state=state)) == said


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.TRIAGE, "Triaged “It hangs”"),
        (Kind.SUPPORT, "Replied to “It hangs”"),
        (Kind.IDEA, "Commented on “It hangs”"),
    ],
)
def test_a_comment_claims_no_more_than_the_log_does(kind: Kind, said: str) -> None:
    assert english(make.comment(title="It hangs", kind=kind)) == said


def test_triage_tells_what_was_done() -> None:
    acts = [make.act(Act.LABEL, "bug"), make.act(Act.LABEL, "io"), make.act(Act.DUPLICATE, "#12")]

    assert english(make.comment(title="It hangs", actions=acts)) == (
        "Triaged “It hangs” (labelled “bug”, “io”; marked as a duplicate of #12)"
    )


def test_closing_tells_whether_it_was_refused() -> None:
    refused = [make.act(Act.CLOSE, StateReason.NOT_PLANNED)]

    assert english(make.comment(title="No", actions=refused)).endswith("(closed as not planned)")
    assert english(make.comment(title="No", actions=[make.act(Act.CLOSE)])).endswith("(closed it)")


def test_a_discussion_was_started() -> None:
    started = make.issue(form=Form.DISCUSSION, title="A cache for plans")

    assert english(started) == "Started the discussion “A cache for plans”"


def test_a_pull_request_that_did_not_land_is_a_proposal() -> None:
    open_one = at_home(landing=Landing.NOT, landed_at=None, closing_issues=closed(12))

    assert english(open_one) == "Proposed “Name the layer”"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"claim": Credit.CO_AUTHOR}, "Co-wrote “Name the layer”"),
        ({"claim": Credit.COMMIT_AUTHOR}, "Wrote a part of “Name the layer”"),
        ({"claim": Credit.ASSIGNEE}, "Named the layer"),
        ({"form": Form.COMMIT, "co_authors": ["grace"]}, "Co-wrote “Name the layer”"),
    ],
)
def test_work_that_others_share_is_not_claimed_whole(fields: dict[str, Any], said: str) -> None:
    assert english(at_home(**fields)) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((12,), "Named the layer (closes #12)"),
        ((12, 15), "Named the layer (closes #12, #15)"),
        ((1, 2, 3, 4), "Named the layer (closes 4 issues)"),
    ],
)
def test_a_change_names_the_issues_that_it_closes(numbers: tuple[int, ...], said: str) -> None:
    assert english(at_home(closing_issues=closed(*numbers))) == said


def test_an_issue_of_another_project_is_not_named() -> None:
    elsewhere = closed(12, repository="acme/secret")

    assert english(at_home(closing_issues=elsewhere)) == "Named the layer"


def test_long_discussions_and_large_changes_are_told() -> None:
    large = at_home(comment_count=31, additions=1_104, deletions=96)

    assert english(large) == "Named the layer (31 comments; 1,200 lines changed)"


def test_the_size_of_a_lock_file_says_nothing() -> None:
    assert english(at_home(additions=9_000, kind=Kind.INFRASTRUCTURE)) == "Named the layer"


@pytest.mark.parametrize(
    ("landing", "said"),
    [
        (Landing.MERGED, "Named the layer"),
        (Landing.COMMIT, "Named the layer (landed as a commit)"),
        (Landing.BORS, "Named the layer (merged by bors[bot])"),
        (Landing.BOT_LABEL, "Named the layer (merged by bors[bot])"),
    ],
)
def test_what_github_shows_as_closed_says_how_it_landed(landing: Landing, said: str) -> None:
    entry = at_home(landing=landing, landing_evidence={"by": "bors[bot]", "detail": "", "url": ""})

    assert english(entry) == said


def test_a_release_names_its_tag() -> None:
    assert english(make.release()) == "Released v1.0.0"
    named = make.release(title="Autumn", head_ref="v2.0")
    assert english(named) == "Released Autumn (v2.0)"
    assert english(make.release(title="Loom 2.0", head_ref="v2.0")) == "Released Loom 2.0"


def test_a_sponsorship_tells_since_when_it_lasts() -> None:
    assert english(make.sponsorship()) == "Sponsoring @grace since Mar 2026"
    assert english(make.sponsorship(state=State.ENDED)) == "Sponsored @grace"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": "Small patches"}, "Gave the talk “Small patches” at PyCon"),
        ({"title": "Small patches, PyCon 2026"}, "Gave the talk “Small patches, PyCon 2026”"),
        ({"title": "Ran a workshop on fuzzing"}, "Ran a workshop on fuzzing"),
        ({"title": "Sets", "form": Form.POST, "place": "LWN"}, "Wrote “Sets” for LWN"),
        ({"title": "Finnish", "form": Form.TRANSLATION, "kind": Kind.TRANSLATION},
         "Contributed translations: Finnish"),
    ],
)  # fmt: skip
def test_what_was_added_by_hand_reads_as_its_owner_typed_it(
    fields: dict[str, Any], said: str
) -> None:
    assert english(make.manual_entry(**fields)) == said


def test_what_a_title_quotes_stands_in_the_inner_marks() -> None:
    given = make.review(title='Show the line with "bad token"', state=State.COMMENTED)

    inner = "\N{LEFT SINGLE QUOTATION MARK}bad token\N{RIGHT SINGLE QUOTATION MARK}"
    assert english(given) == f"Reviewed “Show the line with {inner}”"


def test_a_title_in_braces_is_no_template() -> None:
    assert english(make.entry(title="{place} {0} %s")) == "Fixed a bug: {place} {0} %s"


def test_a_draft_fits_into_a_bullet() -> None:
    assert len(english(make.entry(title="so long " * 125))) == MAX_SENTENCE


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("v2.0", "Publication de v2.0"),
        ("The north", "Publication de «\xa0The north\xa0»"),
    ],
)
def test_a_release_is_called_by_its_number_or_by_its_words(title: str, said: str) -> None:
    assert draft(make.entry(form=Form.RELEASE, title=title), words_in("fr")) == said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.GERMAN, "Fehler behoben: „Keep it“ (schließt #12; 1.200 Zeilen geändert)"),
        (
            Language.FRENCH,
            (
                "Correction d’un bogue\xa0: «\xa0Keep it\xa0» "
                "(clôt #12\xa0; 1\xa0200 lignes modifiées)"
            ),
        ),
        (
            Language.SPANISH,
            "Corrección de un error: «Keep it» (cierra #12; 1.200 líneas modificadas)",
        ),
        (Language.PORTUGUESE, "Correção de um erro: “Keep it” (fecha #12; 1.200 linhas alteradas)"),
        (
            Language.JAPANESE,
            "バグ修正\uff1a「Keep it」\uff08#12 をクローズ、1,200 行を変更\uff09",
        ),
        (Language.ARABIC, "إصلاح خلل: «Keep it» (يغلق #12؛ عدد الأسطر المعدّلة: 1,200)"),
        (Language.HEBREW, "תיקון באג: ”Keep it” (סוגר את #12; 1,200 שורות שונו)"),
    ],
)
def test_each_language_drafts_in_its_own_words(language: Language, said: str) -> None:
    entry = make.entry(
        place=make.repository(HOME), title="Keep it", additions=1_200, deletions=0,
        closing_issues=closed(12),
    )  # fmt: skip

    assert draft(entry, words_in(language)) == said


@pytest.mark.parametrize("language", Language)
def test_each_language_has_words_for_all_that_is_drafted(language: Language) -> None:
    words = words_in(language).drafts

    assert set(words.leads) == set(Kind)
    assert set(words.did) == set(Did)
    assert set(words.remarks) == set(Remark)


def test_nothing_by_hand_is_dressed_with_facts_of_github() -> None:
    by_hand = make.entry(source=Source.MANUAL, title="Keep it", comment_count=90)

    assert english(by_hand) == "Kept it"
