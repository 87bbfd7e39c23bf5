"""What the changed files say about a change, when all of them say the same."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.records import Kind


@dataclass(frozen=True, slots=True)
class PathRule:
    """A kind that all changed files agree on, and that in words."""

    kind: Kind
    rule: str


# In this order: a tutorial lies under docs/, and a notebook may lie in a folder of tests.
_PATTERNS: Mapping[Kind, re.Pattern[str]] = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        Kind.TRANSLATION: r"(?:^|/)(?:locales?|i18n|l10n|translations?|lang)/|\.(?:po|pot|xlf)$",
        Kind.TUTORIAL: r"(?:^|/)tutorials?/",
        Kind.EXAMPLE: r"(?:^|/)(?:examples?|samples?|demos?|notebooks)/|\.ipynb$",
        Kind.PERFORMANCE: r"(?:^|/)(?:bench|benches|benchmarks?)/|(?:^|/)bench_[^/]*$",
        Kind.TEST: r"(?:^|/)(?:tests?|__tests__|spec)/|(?:^|/)test_[^/]*$|[._](?:test|spec)\.\w+$",
        Kind.INFRASTRUCTURE: (
            r"^\.(?:github|circleci|ci|gitlab)/|(?:^|/)(?:Dockerfile|Makefile|Jenkinsfile|tox\.ini)$"
            r"|(?:^|/)(?:docker-compose|\.pre-commit-config|\.travis|\.gitlab-ci|azure-pipelines)"
            r"\.ya?ml$"
        ),
        Kind.DOCS: (
            r"(?:^|/)(?:docs?|documentation)/|\.(?:md|mdx|rst|adoc)$"
            r"|(?:^|/)(?:README|CHANGELOG|CONTRIBUTING|AUTHORS|CITATION)[^/]*$"
        ),
    }.items()
}
_NAMES: Mapping[Kind, str] = {
    Kind.TRANSLATION: "a translation",
    Kind.TUTORIAL: "part of a tutorial",
    Kind.EXAMPLE: "an example",
    Kind.PERFORMANCE: "a benchmark",
    Kind.TEST: "a test",
    Kind.INFRASTRUCTURE: "about building or checking",
    Kind.DOCS: "documentation",
}


def common_kind(paths: Sequence[str]) -> PathRule | None:
    """The kind that every path agrees on, or None."""
    kinds = {_kind_of(path) for path in paths}
    kind = kinds.pop() if len(kinds) == 1 else None
    return PathRule(kind, _in_words(kind, paths)) if kind else None


def _kind_of(path: str) -> Kind | None:
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.search(path)), None)


def _in_words(kind: Kind, paths: Sequence[str]) -> str:
    if len(paths) == 1:
        return f"its only changed file is {paths[0]}"
    folder = posixpath.commonpath(paths)
    if folder:
        return f"every changed file is under {folder}/"
    return f"every changed file is {_NAMES[kind]}"
