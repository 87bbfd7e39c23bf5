"""Titles of pull requests and issues, composed from a project's own words."""

from random import Random

from contriblog.demo.world.catalogue import ProjectSpec, Words, vocabulary

KINDS = {
    "fix": 34,
    "feat": 17,
    "docs": 17,
    "test": 8,
    "refactor": 7,
    "perf": 6,
    "ci": 4,
    "error": 4,
    "i18n": 2,
    "example": 1,
}
PREFIXES = {"error": "fix", "example": "docs", "i18n": "feat"}
PATTERNS = {
    "fix": (
        "Do not {wrong}",
        "Do not {wrong} {when}",
        "Keep {thing} {when}",
        "Handle {thing} {when}",
        "Fix {thing} {when}",
        "Respect {thing} in {area}",
        "Restore {thing} {when}",
        "Check {thing} before use in {area}",
        "Make {area} cope with {thing}",
        "Correct the handling of {thing} {when}",
    ),
    "feat": (
        "Add {feature}",
        "Add {feature} to {area}",
        "Support {thing} in {area}",
        "Let {area} read {thing}",
        "Expose {thing} through {area}",
        "Allow {thing} to be set per run",
    ),
    "docs": (
        "Explain what happens to {thing} {when}",
        "Document {thing}",
        "Add an example with {thing}",
        "Describe {area} for newcomers",
        "Say that {area} ignores {thing}",
        "Clarify {thing} {when}",
        "Fix a broken link in the page on {area}",
        "Move the notes on {thing} to the guide",
    ),
    "test": (
        "Cover {thing} {when}",
        "Add a regression test for {thing} {when}",
        "Make the tests of {area} independent of order",
        "Test {area} with {thing}",
    ),
    "refactor": (
        "Split {area} into smaller modules",
        "Move {thing} out of {area}",
        "Drop the second code path for {thing}",
        "Give {thing} a type of their own",
        "Remove what is left of the old {thing} code",
    ),
    "perf": (
        "Avoid copying {thing} in {area}",
        "Read {thing} lazily",
        "Speed up {area} {when}",
        "Cache {thing} between runs",
        "Allocate once for {thing}",
    ),
    "ci": (
        "Run the tests of {area} on every platform",
        "Pin the tools that check {area}",
        "Cache dependencies between CI runs of {area}",
        "Build release files for {area} in CI",
        "Fail the build when {area} prints a warning",
    ),
    "error": (
        "Name the cause when {area} gives up {when}",
        "Replace the bare error for {thing} by one that says what to do",
        "Show which file is meant in the error about {thing}",
        "Raise a clear error {when}",
    ),
    "i18n": ("Translate the messages of {area}", "Update the translations of {area}"),
    "example": ("Add a worked example of {thing}", "Add a notebook on {area}"),
    "issue": (
        "{symptom}",
        "{symptom} {when}",
        "{Area}: {symptom}",
        "Unexpected result for {thing} {when}",
        "Please add {feature}",
        "Question: how are {thing} treated {when}?",
        "The page on {area} does not mention {thing}",
        "Crash {when}",
        "{Area}: slow {when}",
        "Regression in {thing} since the last release",
    ),
}


class Titler:
    """Composes titles for one person so that hardly any repeats."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def kind(self) -> str:
        """Pick what a pull request is about."""
        return self._rng.choices(list(KINDS), list(KINDS.values()))[0]

    def title(self, project: ProjectSpec, kind: str) -> str:
        """Return a new title for a pull request of this kind, or for an `issue`."""
        text = ""
        for _ in range(6):
            text = self._styled(project, kind)
            if text not in self._used:
                break
        self._used.add(text)
        return text

    def _styled(self, project: ProjectSpec, kind: str) -> str:
        words = vocabulary()[project.domain]
        short, area = self._rng.choice(words.areas)
        text = self._sentence(words, kind, area)
        if kind == "issue" or project.style == "plain":
            return text
        if project.style == "area":
            return f"[{short}] {text}"
        prefix = PREFIXES.get(kind, kind)
        return f"{prefix}({short}): {text[0].lower()}{text[1:]}"

    def _sentence(self, words: Words, kind: str, area: str) -> str:
        wrong, symptom = self._rng.choice(words.wrongs)
        when = self._rng.choice(words.when)
        text = self._rng.choice(PATTERNS[kind]).format(
            wrong=wrong,
            symptom=symptom,
            when=when,
            thing=self._rng.choice(words.things),
            feature=self._rng.choice(words.features),
            area=area,
            Area=area.removeprefix("the ").capitalize(),
        )
        return text[0].upper() + text[1:]
