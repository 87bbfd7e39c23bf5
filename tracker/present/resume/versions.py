"""The versions of a résumé, each with what it changed, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.models import Resume, ResumeVersion
from tracker.resume_content.changes import changes

AT_A_TIME = 20


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version, and what it has otherwise than the one before it; nothing for the first."""

    version: ResumeVersion
    changes: tuple[str, ...]
    is_first: bool


@dataclass(frozen=True, slots=True)
class Versions:
    """Some versions of a résumé.

    `unkept` is what the résumé has otherwise than the newest of them; `older` is the revision
    before which the next of them are, None where there are no more.
    """

    shown: tuple[ShownVersion, ...]
    unkept: tuple[str, ...]
    older: int | None


def versions_of(resume: Resume, *, before: int | None = None) -> Versions:
    """The newest versions of `resume`, or the newest `before` a revision. One query."""
    kept = resume.versions.order_by("-revision")
    if before is not None:
        kept = kept.filter(revision__lt=before)
    found = list(kept[: AT_A_TIME + 1])
    page = found[:AT_A_TIME]
    return Versions(
        shown=_shown(found)[:AT_A_TIME],
        unkept=changes(page[0].content, resume.content) if page and before is None else (),
        older=page[-1].revision if len(found) > AT_A_TIME else None,
    )


def _shown(newest_first: Sequence[ResumeVersion]) -> tuple[ShownVersion, ...]:
    compared = [
        ShownVersion(newer, changes(older.content, newer.content), is_first=False)
        for newer, older in pairwise(newest_first)
    ]
    oldest = [ShownVersion(each, (), is_first=True) for each in newest_first[-1:]]
    return (*compared, *oldest)
