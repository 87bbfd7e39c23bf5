"""Whether a closed pull request is in the code all the same, and how that can be checked. Pure.

Some projects never press GitHub's merge button. PyTorch's bot pushes a squashed commit, which
closes the pull request, and puts the label "Merged" on it (on a second landing "mergedX1"); Bors
prefixes the title; maintainers push a commit that cites the pull request. A label or a title
written by a person is no evidence: without a bot or a commit, closed stays closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.github.normalise import BORS_TITLE
from tracker.records import Landing, LandingEvidence

CLOSE_TOGETHER = timedelta(minutes=10)

_LABEL = re.compile(r"^(merged|landed)(x\d+)?$", re.IGNORECASE)
_BOT_LOGIN = re.compile(r"(bot|\[bot\]|bors)$", re.IGNORECASE)
_HEADLINE = re.compile(r"\(#(\d{1,9})\)$")
_MERGE_HEADLINE = re.compile(r"^Merge pull request #(\d{1,9}) ")
# https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
_KEYWORD = re.compile(r"\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):? #(\d{1,9})\b", re.IGNORECASE)
_TRAILER = re.compile(
    r"^(?:PR|Pull[ -]Request|Merges|Lands|Closes PR)(?::| ) ?#(\d{1,9})\.?$",
    re.IGNORECASE | re.MULTILINE,
)
_KEYWORD_ELSEWHERE = re.compile(
    r"\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?):? ([\w.-]+/[\w.-]+)#(\d{1,9})\b", re.IGNORECASE
)
# The address that GitHub gives to those who hide theirs, with the login in it:
# https://docs.github.com/en/account-and-profile/reference/email-addresses-reference
_CO_AUTHOR = re.compile(
    r"^Co-authored-by: [^<\n]*<(?:\d+\+)?([a-z0-9-]+)@users\.noreply\.[^>\s]+>$",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS = re.compile(
    r"^(?:PR-URL|PR|Pull[ -]Request(?: resolved)?|Closes|Fixes|Resolves): "
    r"https?://[^/\s]+/([^/\s]+/[^/\s]+)/pull/(\d{1,9})/?$",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something; `is_app` for what GitHub itself calls a Bot."""

    login: str
    is_app: bool


GHOST = Actor("", is_app=False)


@dataclass(frozen=True, slots=True)
class Labelling:
    """A label was put on."""

    at: datetime
    by: Actor
    label: str


@dataclass(frozen=True, slots=True)
class ClosingCommit:
    """The commit that closed a pull request; GitHub heeds its keywords on the default branch."""

    url: str
    headline: str
    authors: frozenset[str]  # logins in lower case, co-authors included
    repository_id: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The pull request was closed."""

    at: datetime
    by: Actor
    url: str
    commit: ClosingCommit | None


@dataclass(frozen=True, slots=True)
class ClosedPullRequest:
    """A closed, unmerged pull request with the end of its timeline; `title` as GitHub has it."""

    number: int
    title: str
    author: str
    repository_id: str
    labels: tuple[Labelling, ...]
    closings: tuple[Closed, ...]


def evidence(pull_request: ClosedPullRequest) -> LandingEvidence:
    """How the pull request landed, by its last closing; no evidence means that it did not."""
    if not pull_request.closings:
        return LandingEvidence()
    last = max(pull_request.closings, key=lambda closing: closing.at)
    return (
        _by_bot_label(pull_request, last)
        or _by_bors(pull_request, last)
        or _by_closing_commit(pull_request, last)
        or LandingEvidence()
    )


def cited_numbers(message: str, full_name: str) -> frozenset[int]:
    """The pull requests of the repository `full_name` that a commit message claims to land."""
    headline = message.split("\n", 1)[0].strip()
    own = [*_merged_through(headline), *_KEYWORD.findall(message), *_TRAILER.findall(message)]
    addressed = [
        number
        for repository, number in [
            *_ADDRESS.findall(message),
            *_KEYWORD_ELSEWHERE.findall(message),
        ]
        if repository.lower() == full_name.lower()
    ]
    return frozenset(int(number) for number in (*own, *addressed))


def co_authors(message: str) -> frozenset[str]:
    """The logins, in lower case, that the Co-authored-by trailers of a message give away."""
    return frozenset(login.lower() for login in _CO_AUTHOR.findall(message))


def is_bot(actor: Actor, author: str) -> bool:
    """A bot by GitHub's word, or an account that is named as one and is not the author."""
    is_named_so = bool(_BOT_LOGIN.search(actor.login)) and actor.login.lower() != author.lower()
    return actor.is_app or is_named_so


def _by_bot_label(pull_request: ClosedPullRequest, last: Closed) -> LandingEvidence | None:
    if not is_bot(last.by, pull_request.author):
        return None
    labels = [labelled for labelled in pull_request.labels if _is_merge_label(labelled, last)]
    if not labels:
        return None
    url = last.commit.url if last.commit else last.url
    return LandingEvidence(Landing.BOT_LABEL, last.at, last.by.login, labels[-1].label, url)


def _is_merge_label(labelled: Labelling, last: Closed) -> bool:
    is_same_actor = labelled.by == last.by
    is_prompt = abs(labelled.at - last.at) <= CLOSE_TOGETHER
    return is_same_actor and is_prompt and bool(_LABEL.match(labelled.label))


def _by_bors(pull_request: ClosedPullRequest, last: Closed) -> LandingEvidence | None:
    if not (BORS_TITLE.match(pull_request.title) and is_bot(last.by, pull_request.author)):
        return None
    url = last.commit.url if last.commit else last.url
    return LandingEvidence(Landing.BORS, last.at, last.by.login, "[Merged by Bors]", url)


def _by_closing_commit(pull_request: ClosedPullRequest, last: Closed) -> LandingEvidence | None:
    commit = last.commit
    if commit is None or not _carries(commit, pull_request):
        return None
    return LandingEvidence(Landing.COMMIT, last.at, last.by.login, commit.headline, commit.url)


def _carries(commit: ClosingCommit, pull_request: ClosedPullRequest) -> bool:
    """The commit holds this very work: by its author or under its title, and not another's."""
    if commit.repository_id != pull_request.repository_id:
        return False
    if _merged_through(commit.headline) - {pull_request.number}:
        return False
    title = _HEADLINE.sub("", commit.headline).strip()
    is_by_author = bool(pull_request.author) and pull_request.author.lower() in commit.authors
    return is_by_author or title.lower() == pull_request.title.lower()


def _merged_through(headline: str) -> set[int]:
    found = [*_HEADLINE.findall(headline), *_MERGE_HEADLINE.findall(headline)]
    return {int(number) for number in found}
