"""Bodies of pull requests, issues, reviews and comments, as plain as people write them."""

from random import Random

from contriblog.demo.world.catalogue import Words

PULL = (
    "{symptom}. This happens {when}; the reason is that {area} assumed otherwise.",
    "I ran into this {when}. The change is small, the test shows both cases.",
    "Until now {thing} were treated twice. This keeps the first and drops the second.",
    "Follow-up to the discussion about {thing}. No change in behaviour elsewhere.",
    "{symptom}, so I looked at {area}. Two callers relied on the old order; both are adapted.",
    "This has bitten us twice this year, each time {when}. The new test fails on main.",
    "Small, but it removes a surprise for people who come from other tools.",
    "The first commit moves code, the second changes it: best read one after the other.",
    "Needed for what comes next in {area}. On its own it only makes {thing} explicit.",
    "Reported by a user who saw it {when}.\n\n- [x] test added\n- [x] changelog entry",
    "",
)
ISSUE = (
    "**What I did**\nUsed {area} {when}.\n\n**What I saw**\n{symptom}.",
    "{symptom}. It does not happen on the previous release. A short reproduction is below.",
    "It took me an afternoon to find out about {thing} {when}. I can write the page if you like.",
    "We see this about once a week {when}. Happy to try a patch.",
    "{symptom}. Expected: an error that names the cause. Version: the latest release.",
    "Not urgent, but it surprised three people on our team {when}.",
    "I can reproduce it with {thing} only; everything else behaves. A sample is attached.",
)
REVIEW = {
    "APPROVED": (
        "",
        "Reads well, and the test fails without the change. Thank you.",
        "Two small remarks, neither blocks.",
        "Good find. I had looked for this in {area} and missed it.",
        "The message says what to do now; that alone is worth the change.",
        "Checked with {thing} and without. Fine by me once CI is green.",
        "I like that the old behaviour stays {when}.",
        "Please squash before merging, otherwise ready.",
        "I tried it {when} and it holds.",
    ),
    "CHANGES_REQUESTED": (
        "What happens {when}? I think {thing} are lost there.",
        "The fix is right, but it needs a test with {thing}.",
        "This changes the default {when}. Let us keep it behind an option for one release.",
        "The second branch can never be reached: {area} returns before it.",
        "Please say in the docs what users of {thing} have to do.",
        "Could this live in {area}? Callers should not need to know.",
    ),
    "COMMENTED": (
        "",
        "A question about {thing}, see inline.",
        "Did you measure it {when}? I would expect the opposite.",
        "Works here. I leave the decision on {thing} to those who know {area}.",
        "Not a full review yet: I read {area} only.",
    ),
    "DISMISSED": ("This was about an earlier version of the branch.",),
}
COMMENT = (
    "I can reproduce this {when}. Bisected to the change of {area}.",
    "This is the same as an older report about {thing}; closing in favour of that one.",
    "Could you say which version you use, and whether {thing} are involved?",
    "A workaround until the release: leave {area} out and set {thing} by hand.",
    "Thanks, that was it. Confirmed on the development version.",
    "I will take this one, it should be done by the end of the week.",
)
DISCUSSION = {
    "Q&A": (
        "How do I handle {thing} {when}?",
        "{symptom}: is that expected?",
        "What is the right way to configure {area}?",
        "{thing} {when}: what am I missing?",
    ),
    "Ideas": ("Could {area} support {thing} {when}?", "A simpler way to deal with {thing}"),
    "Show and tell": ("What we built on {area}", "Two years of {thing} {when}: what we learned"),
}
ANSWER = (
    "This is about {thing}: they are read before {area} starts. Set them {when} and it works.",
    "You can leave {area} out {when}. The page on {thing} says why, near its end.",
    "Known and fixed on main. Until the release, handle {thing} yourself {when}.",
    "Here is a short example that does it without {area}; I use it {when}.",
    "Both ways work. I would keep {thing} explicit, it reads better in a year.",
    "Could you try it {when}? I believe {area} is the difference.",
)


def pull_request_body(rng: Random, words: Words, closes: tuple[int, ...]) -> str:
    """Return a description; the issues that it closes are named in GitHub's own way."""
    text = _filled(rng, PULL, words)
    references = "\n".join(f"Fixes #{number}" for number in closes)
    return f"{text}\n\n{references}".strip()


def issue_body(rng: Random, words: Words) -> str:
    """Return a report."""
    return _filled(rng, ISSUE, words)


def review_body(rng: Random, words: Words, state: str) -> str:
    """Return the summary of a review; approvals are often wordless."""
    return _filled(rng, REVIEW[state], words)


def comment_body(rng: Random, words: Words) -> str:
    """Return a comment."""
    return _filled(rng, COMMENT, words)


def discussion_title(rng: Random, words: Words, category: str) -> str:
    """Return what somebody asks or proposes."""
    title = _filled(rng, DISCUSSION.get(category, DISCUSSION["Ideas"]), words)
    return title[:1].upper() + title[1:]


def answer_body(rng: Random, words: Words) -> str:
    """Return a comment that helps."""
    return _filled(rng, ANSWER, words)


def _filled(rng: Random, patterns: tuple[str, ...], words: Words) -> str:
    return rng.choice(patterns).format(
        symptom=rng.choice(words.wrongs)[1],
        when=rng.choice(words.when),
        thing=rng.choice(words.things),
        area=rng.choice(words.areas)[1],
    )
