"""Which entries are most worth showing, while their owner has not yet chosen any."""

from django.db.models import Case, F, FloatField, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Log

from tracker.models.entry import UNTOLD, EntryQuerySet
from tracker.records import Form, Source, State

RULE = (
    "what has landed or was accepted first, then what has a story, then the longest discussions, "
    "the larger changes and the better-known projects"
)

_HAPPENED = (
    ~Q(landing="")
    | Q(form__in=(Form.COMMIT, Form.RELEASE))
    | Q(source=Source.MANUAL)
    | Q(state=State.ACCEPTED)
)
_TURNED_DOWN = Q(form=Form.PULL_REQUEST, state=State.CLOSED)


def best_first(entries: EntryQuerySet) -> EntryQuerySet:
    """Put `entries` in the order of `RULE`, which pages print; the newest of equals comes first.

    The weight adds the discussion (a doubling of the comments counts 1), the changed lines and the
    project's stars (ten times as many count 1 each), so that no size swamps the rest.
    """
    standing = Case(When(_HAPPENED, Value(2)), When(_TURNED_DOWN, Value(0)), default=Value(1))
    has_story = Case(When(UNTOLD, Value(0)), default=Value(1))
    changed_lines = _number("additions") + _number("deletions")
    weight = (
        Log(2.0, 1 + _number("comment_count"))
        + Log(10.0, 1 + changed_lines)
        + Log(10.0, 1 + _number("repository__stars"))
    )
    return entries.order_by(standing.desc(), has_story.desc(), weight.desc(), "-occurred_at", "-pk")


def _number(field: str) -> Combinable:
    return Coalesce(Cast(F(field), FloatField()), 0.0)
