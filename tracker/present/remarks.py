"""What stands beside each bullet: how it could read better, and what nothing bears out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.models import Entry
from tracker.present.coach import Advice, coach
from tracker.present.evidence import Unsupported, unsupported
from tracker.present.resume import ResumeLine
from tracker.present.words import Words

MOST_ADVICE = 2  # more at a time is no help


@dataclass(frozen=True, slots=True)
class Remarks:
    """What is remarked beside one bullet."""

    advice: tuple[Advice, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()

    @property
    def suggestion(self) -> str:
        """A better text, "" where the coach has none."""
        return next((each.suggestion for each in self.advice if each.suggestion), "")


def remarks_on(lines: Iterable[ResumeLine], words: Words) -> Mapping[int, Remarks]:
    """Remark on the printed ones of `lines`, by their entries. At most one query.

    What the owner wrote is held against all that is known of its entry, the long texts that a line
    leaves unread too; a draft claims nothing but facts, so it is coached alone.
    """
    printed = [line for line in lines if line.is_printed]
    own = [line.entry.pk for line in printed if line.item.text]
    whole = Entry.objects.select_related("repository", "annotation").in_bulk(own) if own else {}
    return {line.entry.pk: _remarks(line, whole.get(line.entry.pk), words) for line in printed}


def _remarks(line: ResumeLine, whole: Entry | None, words: Words) -> Remarks:
    text = line.bullet.text
    advice = coach(text, whole or line.entry, words)[:MOST_ADVICE]
    return Remarks(advice, unsupported(text, whole) if whole else ())
