"""Full logs for the tests, each field replaceable by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from tracker.present.log_document import LogDocument, LogEntry, LogMonth, LogYear
from tracker.present.log_words import log_words_in

LAST_DAY = date(2026, 3, 14)


def entry(number: int = 1, **changes: Any) -> LogEntry:
    """A merged pull request, a day older for each number."""
    fields = {
        "on": LAST_DAY - timedelta(days=number),
        "what": "Pull request",
        "title": f"Keep the cursor when page {number} fails",
        "project": f"ember/queue-{number % 7}",
        "ref": f"#{number}",
        "url": f"https://github.com/ember/queue-{number % 7}/pull/{number}",
        "standing": "merged, +12 \N{MINUS SIGN}3",
    }
    return LogEntry(**{**fields, **changes})


def log(entries: Iterable[LogEntry] = (), **changes: Any) -> LogDocument:
    """A full log of these entries, newest first."""
    words = log_words_in(changes.get("language", "en"))
    listed = list(entries) or [entry(number) for number in range(1, 40)]
    years = tuple(
        LogYear(str(year), tuple(_months(theirs)))
        for year, theirs in groupby(listed, key=lambda each: each.on.year)
    )
    fields = {
        "name": "Ada Lindqvist",
        "address": "https://contriblog.example/@ada/",
        "span": "May 2019 \N{EN DASH} March 2026",
        "counts": tuple(Counter(each.what for each in listed).most_common()),
        "years": years,
        "words": words,
        "made_on": LAST_DAY,
    }
    return LogDocument(**{**fields, **changes})


def _months(entries: Iterable[LogEntry]) -> Iterable[LogMonth]:
    for first, theirs in groupby(entries, key=lambda each: each.on.replace(day=1)):
        yield LogMonth(f"{first:%B %Y}", tuple(theirs))
