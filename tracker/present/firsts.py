"""Firsts: the day when a person did a thing for the first time."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.present.line import effective_kind
from tracker.records import Form, Kind

SHOWN = 6

# Which forms have a first worth telling, and in which words; what is missing here tells none.
_WORDS = {
    Form.ISSUE: "First issue",
    Form.REVIEW: "First review",
    Form.COMMENT: "First triage",
    Form.DISCUSSION: "First discussion",
    Form.ANSWER: "First answer",
    Form.RELEASE: "First release",
    Form.TALK: "First talk",
    Form.POST: "First post",
    Form.PAGE: "First documentation page",
    Form.TRANSLATION: "First translation",
    Form.SUPPORT: "First support",
}
_LANDED = "First change in the code"


@dataclass(frozen=True, slots=True)
class First:
    """One first: `words` say what ("First review"), `entry` is where it happened."""

    words: str
    entry: Entry

    @property
    def kind(self) -> Kind:
        """What sort of contribution it is."""
        return effective_kind(self.entry)


def firsts(entries: EntryQuerySet) -> tuple[First, ...]:
    """Return the earliest of `entries` in each form, oldest first, at most `SHOWN`.

    A pull request counts from the first that landed, by the day on which it did.
    """
    found = sorted(_found(entries), key=lambda first: (first.entry.occurred_at, first.entry.pk))
    return tuple(found[:SHOWN])


def _found(entries: EntryQuerySet) -> Iterator[First]:
    lines = entries.for_lines()
    landed = lines.filter(form=Form.PULL_REQUEST).exclude(landing="")
    earliest = landed.order_by("occurred_at", "pk").first()
    if earliest:
        yield First(_LANDED, earliest)
    by_form = lines.filter(form__in=_WORDS)
    for entry in by_form.order_by("form", "occurred_at", "pk").distinct("form"):
        yield First(_WORDS[Form(entry.form)], entry)
