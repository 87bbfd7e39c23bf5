"""Which kind a contribution is of, and why: a table that can be argued with."""

from __future__ import annotations

import pytest

from tracker.ingest.kinds import Clues, derive
from tracker.records import Form, Kind

PULL = Form.PULL_REQUEST
BUG_ISSUE = ({"number": 12, "labels": ["bug"]},)


@pytest.mark.parametrize(
    ("clues", "kind", "rule"),
    [
        (Clues(Form.REVIEW, "fix: x"), Kind.REVIEW, "it is a review"),
        (Clues(Form.ISSUE, "It crashes"), Kind.REPORT, "it is an issue"),
        (Clues(Form.ISSUE, "Proposal: a cache"), Kind.IDEA, "its title calls it a proposal"),
        (Clues(Form.ISSUE, "[RFC] a cache"), Kind.IDEA, "its title calls it a proposal"),
        (Clues(Form.ISSUE, "A cache", ("enhancement",)), Kind.IDEA, "it is labelled “enhancement”"),
        (Clues(Form.ANSWER, "How?"), Kind.SUPPORT, "it helps in somebody’s discussion"),
        (
            Clues(Form.ANSWER, "How?", is_accepted=True),
            Kind.SUPPORT,
            "it was accepted as the answer",
        ),
        (
            Clues(Form.DISCUSSION, "How?", category="Q&A", is_answerable=True),
            Kind.SUPPORT,
            "it is a discussion in “Q&A”, where answers are given",
        ),
        (
            Clues(Form.DISCUSSION, "A cache", category="General"),
            Kind.IDEA,
            "it starts a discussion",
        ),
        (Clues(PULL, "Anything"), Kind.FEATURE, "nothing says that it is anything else"),
        (
            Clues(Form.COMMENT, "fix: it crashes"),
            Kind.TRIAGE,
            "it is a comment on what somebody else began",
        ),
        (
            Clues(Form.COMMENT, "It crashes", ("kind/question",)),
            Kind.SUPPORT,
            "it answers an issue labelled “kind/question”",
        ),
        (
            Clues(Form.COMMENT, "How do I pin it? "),
            Kind.SUPPORT,
            "it answers what is asked in a title",
        ),
    ],
)
def test_what_it_is_comes_first(clues: Clues, kind: Kind, rule: str) -> None:
    assert (derive(clues).kind, derive(clues).rule) == (kind, rule)


@pytest.mark.parametrize(
    ("paths", "kind", "rule"),
    [
        (("docs/a.md", "docs/b/c.png"), Kind.DOCS, "every changed file is under docs/"),
        (("README.md", "docs/a.rst"), Kind.DOCS, "every changed file is documentation"),
        (("README.md",), Kind.DOCS, "its only changed file is README.md"),
        (("tests/a.py", "tests/b.py"), Kind.TEST, "every changed file is under tests/"),
        (("src/a.spec.ts",), Kind.TEST, "its only changed file is src/a.spec.ts"),
        ((".github/workflows/ci.yml", "Dockerfile"), Kind.INFRASTRUCTURE, "about building"),
        (("locale/de/app.po", "locale/fr/app.po"), Kind.TRANSLATION, "under locale/"),
        (("docs/tutorials/one.md",), Kind.TUTORIAL, "its only changed file is"),
        (("examples/a.py", "examples/b.ipynb"), Kind.EXAMPLE, "under examples/"),
        (("bench/sync.py",), Kind.PERFORMANCE, "its only changed file is bench/sync.py"),
    ],
)
def test_files_that_agree_decide(paths: tuple[str, ...], kind: Kind, rule: str) -> None:
    found = derive(Clues(PULL, "fix: a typo", paths=paths))

    assert found.kind == kind
    assert rule in found.rule


def test_files_that_disagree_leave_it_to_the_title() -> None:
    mixed = Clues(PULL, "fix: a leak", paths=("src/a.py", "tests/test_a.py", "docs/a.md"))

    assert derive(mixed).kind == Kind.BUG_FIX


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("fix: a leak", Kind.BUG_FIX),
        ("fix(parser)!: a leak", Kind.BUG_FIX),
        ("FIX: a leak", Kind.BUG_FIX),
        ("BUG: a leak", Kind.BUG_FIX),
        ("feat: a cache", Kind.FEATURE),
        ("ENH: a cache", Kind.FEATURE),
        ("perf: one pass", Kind.PERFORMANCE),
        ("refactor: one pass", Kind.REFACTORING),
        ("DOC: one page", Kind.DOCS),
        ("[Docs] one page", Kind.DOCS),
        ("TST: one case", Kind.TEST),
        ("chore(deps): one bump", Kind.INFRASTRUCTURE),
        ("CI: one job", Kind.INFRASTRUCTURE),
        ("i18n: one language", Kind.TRANSLATION),
        ("Clearer error message for a missing key", Kind.ERROR_MESSAGE),
        ("Fix a leak", Kind.BUG_FIX),
        ("Add a cache", Kind.FEATURE),
        ("Speed up the parser", Kind.PERFORMANCE),
        ("Rename a method", Kind.REFACTORING),
        ("Clarify the guide", Kind.DOCS),
        ("note: nothing known", Kind.FEATURE),
        ("", Kind.FEATURE),
    ],
)
def test_titles_are_read_by_their_prefix_and_first_word(title: str, kind: Kind) -> None:
    assert derive(Clues(PULL, title)).kind == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Name the unsupported layer in the export error", Kind.ERROR_MESSAGE),
        ("Raise TypeErrors with the argument's name", Kind.FEATURE),
        ("Say which file is missing in the traceback", Kind.ERROR_MESSAGE),
        ("Better message when there is no configuration", Kind.ERROR_MESSAGE),
        ("Show the line number in exceptions", Kind.ERROR_MESSAGE),
        ("Publish messages to a second queue", Kind.FEATURE),
        ("Draw error bars", Kind.FEATURE),
        ("Configurable error-handling hooks", Kind.FEATURE),
        ("Report the error rate", Kind.FEATURE),
        ("Fix an error in the parser", Kind.BUG_FIX),
        ("Clarify the error in the guide", Kind.DOCS),
        ("feat: error hooks", Kind.FEATURE),
    ],
)
def test_title_that_speaks_of_an_error_decides_when_nothing_else_does(
    title: str, kind: Kind
) -> None:
    assert derive(Clues(PULL, title)).kind == kind


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("bug", Kind.BUG_FIX),
        ("type: bug", Kind.BUG_FIX),
        ("kind/bug", Kind.BUG_FIX),
        ("C-bug", Kind.BUG_FIX),
        ("Documentation", Kind.DOCS),
        ("A-diagnostics", Kind.ERROR_MESSAGE),
        ("performance", Kind.PERFORMANCE),
        ("good first issue", Kind.FEATURE),
        ("debugging", Kind.FEATURE),
    ],
)
def test_labels_are_read_as_projects_write_them(label: str, kind: Kind) -> None:
    assert derive(Clues(PULL, "Something", labels=(label,))).kind == kind


def test_issue_that_it_closes_speaks_for_it() -> None:
    found = derive(Clues(PULL, "Something", closing_issues=BUG_ISSUE))

    assert (found.kind, found.rule) == (Kind.BUG_FIX, "it closes #12, labelled “bug”")


def test_branch_speaks_when_nothing_else_does() -> None:
    found = derive(Clues(PULL, "Something", head_ref="docs/typo"))

    assert (found.kind, found.rule) == (Kind.DOCS, "its branch is called docs/typo")


@pytest.mark.parametrize(
    "clues",
    [
        Clues(PULL, "x" * 5000 + ":", labels=("bug" + "g" * 5000,)),
        Clues(PULL, "fix(" + "y" * 5000 + "): z"),
        Clues(PULL, paths=("docs/" + "a" * 5000 + ".md",)),
        Clues(PULL, closing_issues=({"number": None, "labels": "bug"},)),
        Clues(PULL, head_ref="/" * 500),
    ],
)
def test_rule_always_fits_its_column(clues: Clues) -> None:
    assert len(derive(clues).rule) <= 120
