"""Which files a pull request touches: worked out when asked, the same each time."""

from collections.abc import Callable
from dataclasses import dataclass

from contriblog.demo.world.chance import chance
from contriblog.demo.world.model import PullRequest, Review

ENDINGS = {
    "Python": "py",
    "Rust": "rs",
    "Go": "go",
    "TypeScript": "ts",
    "C++": "cpp",
    "Lean": "lean",
    "Elixir": "ex",
    "Ruby": "rb",
}
STEMS = [
    "core",
    "cache",
    "reader",
    "writer",
    "index",
    "planner",
    "session",
    "config",
    "export",
    "parser",
    "render",
    "watch",
    "queue",
    "retry",
    "stream",
    "layout",
    "schema",
    "store",
    "worker",
    "merge",
    "report",
    "router",
    "scan",
    "types",
    "window",
    "format",
]
PAGES = [
    "install",
    "quickstart",
    "configuration",
    "faq",
    "changelog",
    "upgrading",
    "reference",
    "guide",
    "errors",
]
LOCALES = [
    "de",
    "fr",
    "pt_BR",
    "es",
    "ja",
    "uk",
    "pl",
    "tr",
    "ko",
    "zh_Hans",
]
PATTERNS = {
    "docs": ("docs/{page}.md", "docs/guide/{page}.md", "README.md"),
    "test": ("tests/test_{stem}.{end}", "tests/{stem}/test_{stem}_edges.{end}"),
    "ci": (".github/workflows/ci.yml", ".github/workflows/release.yml", "Dockerfile"),
    "i18n": ("locale/{locale}/LC_MESSAGES/messages.po", "locale/{locale}/strings.po"),
    "example": ("examples/{stem}.{end}", "examples/notebooks/{stem}.ipynb"),
    "perf": ("{root}/{stem}.{end}", "benchmarks/bench_{stem}.{end}"),
    "fix": ("{root}/{stem}.{end}", "tests/test_{stem}.{end}"),
    "feat": ("{root}/{stem}.{end}", "tests/test_{stem}.{end}", "docs/{page}.md"),
    "refactor": ("{root}/{stem}.{end}", "{root}/internal/{stem}.{end}"),
}


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """One file of a pull request's diff."""

    path: str
    additions: int
    deletions: int
    change_type: str


def changed_files(pull: PullRequest) -> tuple[ChangedFile, ...]:
    """Return the files of a pull request; their lines sum to its additions and deletions."""
    rng = chance("files", pull.id)
    paths = _paths(pull)
    added = _shares(rng.random, pull.additions, len(paths))
    deleted = _shares(rng.random, pull.deletions, len(paths))
    return tuple(
        ChangedFile(path, plus, minus, "MODIFIED" if minus or not plus else "ADDED")
        for path, plus, minus in zip(paths, added, deleted, strict=True)
    )


def review_paths(review: Review) -> list[str]:
    """Return the path that each inline comment of a review stands on."""
    paths = _paths(review.pull_request)
    return [paths[place % len(paths)] for place in range(review.inline_comments)]


def _paths(pull: PullRequest) -> list[str]:
    rng = chance("paths", pull.id)
    root = (
        "src" if pull.repository.language.name in ("Rust", "TypeScript") else pull.repository.name
    )
    end = ENDINGS.get(pull.repository.language.name, "txt")
    patterns = PATTERNS.get(pull.kind, PATTERNS["fix"])
    found: dict[str, None] = {}
    for place in range(pull.changed_files):
        path = patterns[place % len(patterns)].format(
            root=root,
            end=end,
            stem=rng.choice(STEMS),
            page=rng.choice(PAGES),
            locale=rng.choice(LOCALES),
        )
        found[path if path not in found else f"{root}/{rng.choice(STEMS)}_{place}.{end}"] = None
    return list(found)


def _shares(roll: Callable[[], float], total: int, parts: int) -> list[int]:
    weights = [roll() + 0.05 for _ in range(parts)]
    shares = [int(total * weight / sum(weights)) for weight in weights]
    shares[0] += total - sum(shares)
    return shares
