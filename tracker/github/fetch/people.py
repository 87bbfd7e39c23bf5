"""Whose log it is, and what moved in it."""

from __future__ import annotations

from datetime import datetime

from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import checked, reader_at
from tracker.github.normalise import LOGIN_CAP, NAME_CAP
from tracker.github.pages import Counts, Probe, Viewer
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.records import Form

_LISTS = {
    Form.PULL_REQUEST: "pullRequests",
    Form.ISSUE: "issues",
    Form.COMMENT: "issueComments",
    Form.DISCUSSION: "repositoryDiscussions",
}


def viewer(client: GitHubClient) -> Viewer:
    """Who the token belongs to."""
    answer = client.query("00_viewer", {})
    return checked(lambda: _viewer(reader_at(answer, "viewer"), answer))


def probe(
    client: GitHubClient,
    user_id: str,
    since: datetime,
    *,
    committed_since: datetime | None = None,
    with_sponsorships: bool = False,
) -> Probe:
    """The head of every list, and the counts of what has no such list.

    Both instants must lie less than a year back: GitHub's window ends a year after it. Commits are
    counted from `committed_since`, where it differs. Sponsorships need the scope read:user.
    """
    asked = {
        "userId": user_id,
        "since": since,
        "committedSince": committed_since or since,
        "withSponsorships": with_sponsorships,
    }
    answer = client.query("01_probe", asked)
    viewer, user = reader_at(answer, "viewer"), reader_at(answer, "node")
    return checked(
        lambda: Probe(
            viewer_id=viewer.node_id(),
            login=user.line("login", LOGIN_CAP),
            heads=_heads(user),
            counts=_counts(user, viewer),
            answer=answer,
        )
    )


def _viewer(user: Reader, answer: Answer) -> Viewer:
    github_id = user.big_id("databaseId")
    if github_id is None:
        raise UnexpectedShapeError("viewer.databaseId is missing")
    years = user.part("contributionsCollection").items("contributionYears")
    return Viewer(
        node_id=user.node_id(),
        github_id=github_id,
        login=user.line("login", LOGIN_CAP),
        name=user.line("name", NAME_CAP),
        created_at=user.instant("createdAt"),
        years=tuple(year for year in years if isinstance(year, int)),
        answer=answer,
    )


def _heads(user: Reader) -> dict[Form, datetime | None]:
    """The newest change in each list that is not hidden behind a node that GitHub left empty."""
    lists = {form: user.child(connection) for form, connection in _LISTS.items()}
    shown = {form: each for form, each in lists.items() if each and None not in each.items("nodes")}
    return {form: _head(user, _LISTS[form]) for form in shown}


def _head(user: Reader, connection: str) -> datetime | None:
    newest = next(user.nodes(connection), None)
    return newest.instant("updatedAt") if newest else None


def _counts(user: Reader, viewer: Reader) -> Counts:
    return Counts(
        reviewed=_count(user, "contributionsCollection", "totalPullRequestReviewContributions"),
        committed=_count(user, "commits", "totalCommitContributions"),
        discussion_comments=_count(user, "repositoryDiscussionComments", "totalCount"),
        answers=_count(user, "answers", "totalCount"),
        sponsorships=_count(viewer, "sponsorshipsAsSponsor", "totalCount"),
    )


def _count(reader: Reader, part: str, of: str) -> int | None:
    given = reader.child(part)
    return given.count(of) if given else None
