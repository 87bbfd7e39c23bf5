"""What may be asked of GitHub: one function per page, exactly one request each.

Errors are those of `tracker.github.errors`. A part that GitHub would not show is in the result's
`skipped` with a reason; it is never a sign that something was deleted.
"""

from tracker.github.fetch.by_id import issues_by_id, pull_requests_by_id, sightings
from tracker.github.fetch.claimed import claimed
from tracker.github.fetch.commits import authored_commits, co_authored_commits, committed_places
from tracker.github.fetch.help import discussion_comments
from tracker.github.fetch.landing import cited_commits, landing_evidence
from tracker.github.fetch.lists import (
    changed_issues,
    comments,
    discussions,
    issues,
    pull_requests,
)
from tracker.github.fetch.moves import next_moves
from tracker.github.fetch.people import probe, viewer
from tracker.github.fetch.releases import maintained, releases
from tracker.github.fetch.reviews import (
    more_reviews,
    reviewed_pull_requests,
    reviews,
    reviews_given,
)
from tracker.github.fetch.sponsorships import sponsorships
from tracker.github.fetch.things import details, repositories, triage

__all__ = [
    "authored_commits",
    "changed_issues",
    "cited_commits",
    "claimed",
    "co_authored_commits",
    "comments",
    "committed_places",
    "details",
    "discussion_comments",
    "discussions",
    "issues",
    "issues_by_id",
    "landing_evidence",
    "maintained",
    "more_reviews",
    "next_moves",
    "probe",
    "pull_requests",
    "pull_requests_by_id",
    "releases",
    "repositories",
    "reviewed_pull_requests",
    "reviews",
    "reviews_given",
    "sightings",
    "sponsorships",
    "triage",
    "viewer",
]
