"""The invented months that the landing page draws."""

from __future__ import annotations

from collections import Counter

from tracker.present.period import Month
from tracker.present.rhythm import Rhythm, RhythmMonth
from tracker.present.shares import apportion
from tracker.records import Family

_FIRST = Month(2024, 12)
_DONE = """\
docs | | docs triage | code | | docs docs triage | docs code | | triage triage review
docs code writing | docs triage code code | code review | docs | triage code code review
code review review | docs code code review talk | triage triage | translation code review review
| docs triage code code review review | code review | docs triage triage code review
docs triage code code review review review | docs code review talk"""

EXAMPLE_TALLY = {Family.CODE: 1, Family.DOCS: 1, Family.REVIEW: 1, Family.TALK: 1}


def example_rhythm() -> Rhythm:
    """Twenty-four months of somebody's spare evenings."""
    said = [month.split() for line in _DONE.splitlines() for month in line.split("|")]
    columns = (_column(_FIRST.plus(index), words) for index, words in enumerate(said))
    return Rhythm(tuple(columns), per_cell=1)


def _column(month: Month, words: list[str]) -> RhythmMonth:
    found = Counter(Family(word) for word in words)
    counts = {family: found[family] for family in Family if found[family]}
    return RhythmMonth(month, counts, apportion(counts, sum(counts.values())))
