"""What counts as one contribution: an entry, or a day's comments in one project.

Somebody who goes through six issues in an evening has done one sitting of triage, which is one line
of the log; counted one by one, comments would drown all other work.
"""

from __future__ import annotations

from datetime import tzinfo

from django.db.models import Aggregate, CharField, Count, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat, TruncDate

from tracker.models.entry import EFFECTIVE_KIND, EntryQuerySet
from tracker.records import Form

_RULE = "A day’s comments on other people’s issues in one project count as one contribution."
_IS_COMMENT = Q(form=Form.COMMENT)


def contributions(zone: tzinfo) -> Combinable:
    """Counts contributions, to be used where rows are grouped by kind; a day is the owner's."""
    day = Cast(TruncDate("occurred_at", tzinfo=zone), CharField())
    sitting = Concat(Cast("repository", CharField()), Value(" "), day)
    others: Aggregate = Count("pk", filter=~_IS_COMMENT)
    return others + Count(sitting, filter=_IS_COMMENT, distinct=True)


def rule(entries: EntryQuerySet) -> str:
    """By which comments are counted, in words; empty where there are none. One query."""
    return _RULE if entries.filter(_IS_COMMENT).exists() else ""


def counted(entries: EntryQuerySet, zone: tzinfo) -> int:
    """How many contributions these are. One query."""
    by_kind = entries.values_list(EFFECTIVE_KIND).annotate(number=contributions(zone)).order_by()
    return sum(number for _, number in by_kind)
