"""Which kind of contribution an entry is: plain rules, each of which can be said in words.

The first rule that speaks decides: what the thing is, the files it changed, the title's prefix,
its labels, the labels of the issue it closes, its branch, the first word of its title, and an error
that the title speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tracker.ingest import paths
from tracker.records import Form, Kind

_RULE_CAP = 120  # characters
_SHOWN_CAP = 60  # characters of a label or a branch within a rule


@dataclass(frozen=True, slots=True)
class Clues:
    """All that a kind is derived from; what has not been read yet is empty."""

    form: Form
    title: str = ""
    labels: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    closing_issues: tuple[Mapping[str, object], ...] = ()
    head_ref: str = ""
    category: str = ""  # of a discussion
    is_answerable: bool = False
    is_accepted: bool = False  # as the answer


@dataclass(frozen=True, slots=True)
class Derived:
    """A kind and the rule that gave it, to be read after "because"."""

    kind: Kind
    rule: str


# Conventional Commits 1.0.0 (conventionalcommits.org), and the prefixes of NumPy, pandas and
# scikit-learn (numpy.org/doc/stable/dev/development_workflow.html).
_PREFIXES: Mapping[Kind, str] = {
    Kind.BUG_FIX: "fix bugfix hotfix bug regr revert",
    Kind.FEATURE: "feat feature enh fea new",
    Kind.PERFORMANCE: "perf eff",
    Kind.REFACTORING: "refactor refact cln style maint mnt dep",
    Kind.DOCS: "docs doc",
    Kind.TEST: "test tests tst",
    Kind.INFRASTRUCTURE: "ci build bld chore deps infra rel",
    Kind.TRANSLATION: "i18n l10n translation",
    Kind.EXAMPLE: "example examples",
}
_LABELS: Mapping[Kind, str] = {
    Kind.ERROR_MESSAGE: r"diagnostics?|error[ -]messages?",
    Kind.TRANSLATION: r"translations?|i18n|l10n|locali[sz]ation",
    Kind.PERFORMANCE: r"perf|performance|speed|optimi[sz]ation",
    Kind.BUG_FIX: r"bug|bugfix|regression|crash|fix",
    Kind.DOCS: r"docs?|documentation",
    Kind.TEST: r"tests?|testing",
    Kind.INFRASTRUCTURE: r"ci|infra|infrastructure|build|dependencies|tooling",
    Kind.REFACTORING: r"refactor(?:ing)?|clean-?up|tech(?:nical)?[ -]debt",
    Kind.FEATURE: r"feature|enhancement|feat|new feature|improvement",
}
_BRANCHES: Mapping[Kind, str] = {
    Kind.BUG_FIX: "fix bugfix hotfix bug",
    Kind.FEATURE: "feat feature",
    Kind.DOCS: "docs doc",
    Kind.PERFORMANCE: "perf",
    Kind.REFACTORING: "refactor cleanup",
    Kind.TEST: "test tests",
    Kind.INFRASTRUCTURE: "ci build chore deps dependabot renovate",
    Kind.TRANSLATION: "i18n l10n translation",
}
_FIRST_WORDS: Mapping[Kind, str] = {
    Kind.BUG_FIX: "fix fixes fixed correct prevent avoid handle repair resolve",
    Kind.FEATURE: "add adds added implement support allow introduce enable",
    Kind.PERFORMANCE: "optimise optimize speed accelerate cache",
    Kind.REFACTORING: "refactor rename simplify clean move remove extract",
    Kind.DOCS: "document describe clarify",
    Kind.TEST: "test",
    Kind.TRANSLATION: "translate",
}
# Of a commit there is often nothing but this: GitHub's API does not name its files.
_HEADLINES: Mapping[Kind, str] = {
    Kind.INFRASTRUCTURE: (
        r"^(?:bump|pin|release|upgrade|prepare (?:the )?(?:next )?(?:release|version))\b"
        r"|\b(?:lock ?file|dependencies|version bump)\b"
    ),
    Kind.DOCS: r"\b(?:typos?|changelog|readme|docs|documentation|docstrings?|release notes)\b",
}
_IDEA_LABELS = r"feature|enhancement|idea|proposal|rfc|suggestion|feature[ -]request|improvement"
_QUESTION_LABELS = r"questions?|support|how[ -]?to|usage|q&a|help[ -]?desk"
_WRITING_CATEGORIES = r"\b(?:show and tell|announcements?|blog|news)\b"
_IDEA_TITLE = re.compile(
    r"^\W*(?:feature(?: request)?|feat|enh(?:ancement)?|proposal|idea|rfc|suggestion)\b[\])]?\s*:?",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"^\[?\s*([a-z0-9]+)(?:\([^)]*\))?\s*(?:!?:|\])", re.IGNORECASE)
_ERROR_MESSAGE = re.compile(r"\b(?:error|warning|exception) messages?\b|\bdiagnostics?\b", re.I)
_ERROR = re.compile(
    r"\b(?:errors?|exceptions?|tracebacks?)\b(?![ -](?:bar|code|handl|rate)\w*)"
    r"|\bmessages? (?:for|if|on|that|when)\b",
    re.IGNORECASE,
)
_LABEL_PARTS = re.compile(r"[:/]\s*|^[A-Z]-")  # "type: bug", "kind/bug", "C-bug"

_PLAIN: Mapping[Form, Derived] = {
    Form.REVIEW: Derived(Kind.REVIEW, "it is a review"),
    Form.RELEASE: Derived(Kind.RELEASE, "it is a release"),
    Form.SPONSORSHIP: Derived(Kind.SPONSORSHIP, "it is a sponsorship"),
}


def derive(clues: Clues) -> Derived:
    """The kind of an entry and why."""
    if clues.form in _PLAIN:
        return _PLAIN[clues.form]
    if clues.form == Form.ANSWER:
        return _of_help(clues)
    rules = _RULES_OF.get(clues.form, _CHANGE_RULES)
    found = next((derived for rule in rules for derived in rule(clues)), None)
    if found is None:
        return _default(clues)
    return Derived(found.kind, found.rule[:_RULE_CAP])


def _of_help(clues: Clues) -> Derived:
    if clues.is_accepted:
        return Derived(Kind.SUPPORT, "it was accepted as the answer")
    return Derived(Kind.SUPPORT, "it helps in somebody’s discussion")


def _default(clues: Clues) -> Derived:
    if clues.form == Form.DISCUSSION:
        return Derived(Kind.IDEA, "it starts a discussion")
    if clues.form == Form.ISSUE:
        return Derived(Kind.REPORT, "it is an issue")
    if clues.form == Form.COMMENT:
        return Derived(Kind.TRIAGE, "it is a comment on what somebody else began")
    return Derived(Kind.FEATURE, "nothing says that it is anything else")


def _by_idea(clues: Clues) -> Iterator[Derived]:
    if _IDEA_TITLE.match(clues.title):
        yield Derived(Kind.IDEA, "its title calls it a proposal")
    for label in clues.labels:
        if _is_called(label, _IDEA_LABELS):
            yield Derived(Kind.IDEA, f"it is labelled “{label[:_SHOWN_CAP]}”")


def _by_question(clues: Clues) -> Iterator[Derived]:
    for label in clues.labels:
        if _is_called(label, _QUESTION_LABELS):
            shown = label[:_SHOWN_CAP]
            yield Derived(Kind.SUPPORT, f"it answers an issue labelled “{shown}”")
    if clues.title.rstrip().endswith("?"):
        yield Derived(Kind.SUPPORT, "it answers what is asked in a title")


def _by_category(clues: Clues) -> Iterator[Derived]:
    in_words = f"it is a discussion in “{clues.category[:_SHOWN_CAP]}”"
    if clues.is_answerable:
        yield Derived(Kind.SUPPORT, f"{in_words}, where answers are given")
    if re.search(_WRITING_CATEGORIES, clues.category, re.IGNORECASE):
        yield Derived(Kind.WRITING, in_words)


def _by_error_message(clues: Clues) -> Iterator[Derived]:
    if _ERROR_MESSAGE.search(clues.title):
        yield Derived(Kind.ERROR_MESSAGE, "its title speaks of an error message")


def _by_paths(clues: Clues) -> Iterator[Derived]:
    found = paths.common_kind(clues.paths)
    if found:
        yield Derived(found.kind, found.rule)


def _by_prefix(clues: Clues) -> Iterator[Derived]:
    match = _PREFIX.match(clues.title)
    kind = _kind_named(match[1], _PREFIXES) if match else None
    if match and kind:
        yield Derived(kind, f"its title starts with “{match[0][:_SHOWN_CAP]}”")


def _by_headline(clues: Clues) -> Iterator[Derived]:
    for kind, words in _HEADLINES.items():
        match = re.search(words, clues.title, re.IGNORECASE)
        if match:
            yield Derived(kind, f"its first line says “{match[0][:_SHOWN_CAP]}”")


def _by_labels(clues: Clues) -> Iterator[Derived]:
    for label in clues.labels:
        kind = _kind_of_label(label)
        if kind:
            yield Derived(kind, f"it is labelled “{label[:_SHOWN_CAP]}”")


def _by_closing_issue(clues: Clues) -> Iterator[Derived]:
    for issue in clues.closing_issues:
        labels = issue.get("labels")
        for label in labels if isinstance(labels, list | tuple) else ():
            kind = _kind_of_label(str(label))
            if kind:
                shown = str(label)[:_SHOWN_CAP]
                yield Derived(kind, f"it closes #{issue.get('number')}, labelled “{shown}”")


def _by_branch(clues: Clues) -> Iterator[Derived]:
    first, slash, _ = clues.head_ref.partition("/")
    kind = _kind_named(first, _BRANCHES) if slash else None
    if kind:
        yield Derived(kind, f"its branch is called {clues.head_ref[:_SHOWN_CAP]}")


def _by_first_word(clues: Clues) -> Iterator[Derived]:
    first = next(iter(re.findall(r"\w+", clues.title)), "")
    kind = _kind_named(first, _FIRST_WORDS)
    if kind:
        yield Derived(kind, f"its title begins with “{first}”")


def _by_error(clues: Clues) -> Iterator[Derived]:
    if _ERROR.search(clues.title):
        yield Derived(Kind.ERROR_MESSAGE, "its title speaks of an error")


_Rule = Callable[[Clues], Iterator[Derived]]
_ISSUE_RULES: tuple[_Rule, ...] = (_by_idea,)
_COMMENT_RULES: tuple[_Rule, ...] = (_by_question,)
_DISCUSSION_RULES: tuple[_Rule, ...] = (_by_category, _by_idea)
_CHANGE_RULES: tuple[_Rule, ...] = (
    _by_error_message,
    _by_paths,
    _by_prefix,
    _by_labels,
    _by_closing_issue,
    _by_branch,
    _by_first_word,
    _by_error,
)
_COMMIT_RULES: tuple[_Rule, ...] = (
    _by_error_message,
    _by_prefix,
    _by_headline,
    _by_first_word,
    _by_error,
)
_RULES_OF: Mapping[Form, tuple[_Rule, ...]] = {
    Form.ISSUE: _ISSUE_RULES,
    Form.COMMENT: _COMMENT_RULES,
    Form.COMMIT: _COMMIT_RULES,
    Form.DISCUSSION: _DISCUSSION_RULES,
}


def _kind_named(word: str, names: Mapping[Kind, str]) -> Kind | None:
    return next((kind for kind, known in names.items() if word.lower() in known.split()), None)


def _kind_of_label(label: str) -> Kind | None:
    return next((kind for kind, words in _LABELS.items() if _is_called(label, words)), None)


def _is_called(label: str, words: str) -> bool:
    """Whether a label is one of the words, also as in "type: bug", "kind/bug" and "C-bug"."""
    parts = [label, *_LABEL_PARTS.split(label)]
    return any(re.fullmatch(words, part.strip(), re.IGNORECASE) for part in parts)
