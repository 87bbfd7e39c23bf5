"""Entries that could stand on a résumé and do not."""

from __future__ import annotations

from accounts.models import User
from tracker.models import Entry
from tracker.present.line import Line, line
from tracker.present.resume import ResumeContents
from tracker.present.selection import Selection, narrow

MAX_FOUND = 20


def addable(user: User, contents: ResumeContents, text: str = "") -> tuple[Line, ...]:
    """What `text` finds in the person's log, newest first; without it, highlights left aside."""
    if not text.strip():
        return tuple(line(entry, user.zone) for entry in contents.offered)
    there = [each.entry.pk for each in contents.lines]
    entries = Entry.objects.filter(user=user).public()
    found = narrow(entries, Selection(text=text.strip()), user.zone).exclude(pk__in=there)
    return tuple(line(entry, user.zone) for entry in found.for_lines().newest_first()[:MAX_FOUND])
