"""Commits that may prove a landing, put by until the pull request's own timeline was read."""

from __future__ import annotations

from datetime import datetime

from tracker.models import Entry
from tracker.records import Landing, LandingEvidence


def keep(entry: Entry, evidence: LandingEvidence) -> None:
    """Put by what a commit tells of an entry, which has not landed by it yet."""
    at = evidence.at.isoformat() if evidence.at else ""
    entry.landing_evidence = {"detail": evidence.detail, "url": evidence.url, "at": at}


def kept(entry: Entry) -> LandingEvidence | None:
    """What was put by for an entry."""
    told = entry.landing_evidence
    if entry.landing or not told.get("at"):
        return None
    at = datetime.fromisoformat(told["at"])
    return LandingEvidence(Landing.COMMIT, at, detail=told["detail"], url=told["url"])
