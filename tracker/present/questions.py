"""The specific question that gets a story told, by what kind of contribution it was."""

from dataclasses import dataclass

from tracker.records import Kind

_ASKED = {
    Kind.BUG_FIX: "Who ran into the bug that {it} fixed?",
    Kind.FEATURE: "What can people do since {it}?",
    Kind.PERFORMANCE: "How much quicker is it since {it}?",
    Kind.REFACTORING: "What became easier after {it}?",
    Kind.DOCS: "What did people get wrong before {it}?",
    Kind.EXAMPLE: "What does the example in {it} save people?",
    Kind.TUTORIAL: "What can a reader of {it} do now?",
    Kind.ERROR_MESSAGE: "What did the error say before {it}?",
    Kind.TEST: "What would have slipped through without {it}?",
    Kind.TRANSLATION: "Who can read it in their language since {it}?",
    Kind.INFRASTRUCTURE: "What stopped breaking after {it}?",
    Kind.REPORT: "What did your report {it} lead to?",
    Kind.IDEA: "What did your idea {it} lead to?",
    Kind.TRIAGE: "What did you find out in {it}?",
    Kind.REVIEW: "What did your review of {it} catch?",
    Kind.SUPPORT: "What could they do after your help with {it}?",
    Kind.TALK: "What did people take home from {it}?",
    Kind.WRITING: "Who has used what you wrote in {it}?",
}
_LONGEST = 60  # characters of a title inside a question


def question(title: str, ref: str, kind: Kind) -> str:
    """One question about an entry, which names it by its number or else by its title."""
    short = title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"
    asked = _ASKED.get(kind, "What changed for others with {it}?")
    return asked.replace("{it}", ref or f"“{short}”")


@dataclass(frozen=True, slots=True)
class StoryHelp:
    """What each field of a story asks."""

    problem: str
    fix: str
    impact: str


_HELP = StoryHelp(
    "What hurt, and for whom?",
    "What did you change?",
    "What is different now? A number helps.",
)
_HELP_BY_KIND = {
    Kind.REVIEW: StoryHelp(
        "What would have gone wrong with this change as it was?",
        "What did you point out or suggest?",
        "What is different in what was merged? A number helps.",
    ),
    Kind.REPORT: StoryHelp(
        "What went wrong, and for whom?",
        "What did you find out: steps, versions, the cause?",
        "What came of it: a fix, a release, a workaround?",
    ),
    Kind.TALK: StoryHelp(
        "What did the audience not know yet?",
        "What did you show them, and how many came?",
        "What did someone do differently afterwards?",
    ),
    Kind.DOCS: StoryHelp(
        "What could nobody find, or what did people get wrong?",
        "What did you write or correct?",
        "What has stopped being asked since? A number helps.",
    ),
}


def story_help(kind: Kind) -> StoryHelp:
    """The questions above the three fields for this kind."""
    return _HELP_BY_KIND.get(kind, _HELP)
