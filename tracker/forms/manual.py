"""An entry that its owner adds by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone

from accounts.fields import WebAddressField
from accounts.models import User
from tracker.curate import ManualEntry
from tracker.models import Entry
from tracker.records import Family, Kind, kinds_of

_TOO_EARLY = 1970  # older than any forge; keeps a typing slip out of the log


class ManualEntryForm(forms.Form):
    """What GitHub cannot see: what, where, when, and of which kind."""

    title = forms.CharField(
        label="What did you do?",
        max_length=300,
        help_text="As you would say it to a colleague.",
        error_messages={"required": "Say what you did."},
    )
    place = forms.CharField(
        label="Where?",
        max_length=255,
        help_text="A project, a meetup, a forum.",
        error_messages={"required": "Say where it was."},
    )
    kind = forms.ChoiceField(
        label="What sort of contribution?",
        choices=[
            (family.label, [(kind.value, kind.label) for kind in kinds_of(family)])
            for family in Family
        ],
        initial=Kind.TALK.value,
    )
    on = forms.DateField(
        label="When?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Say on which day.", "invalid": "Write the day as 2026-11-21."},
    )
    url = WebAddressField(
        label="A link, if there is one",
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text="It is shown as evidence. We never open it.",
        error_messages={"invalid": "Write a web address that begins with https:// or http://."},
    )
    draft = forms.UUIDField(required=False, initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, owner: User, entry: Entry | None = None) -> None:
        self.owner = owner
        super().__init__(data, initial=_initial(owner, entry), label_suffix="")

    def clean_on(self) -> date:
        """A day that has come, and not too long ago."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate(timezone=self.owner.zone):
            raise forms.ValidationError("This day is still to come.")
        if day.year <= _TOO_EARLY:
            raise forms.ValidationError(f"Choose a day after {_TOO_EARLY}.")
        return day

    def said(self) -> ManualEntry:
        """What the owner says."""
        answers = self.cleaned_data
        return ManualEntry(
            title=answers["title"],
            place=answers["place"],
            url=answers["url"],
            on=answers["on"],
            kind=Kind(answers["kind"]),
        )

    def draft_id(self) -> UUID:
        """What tells a form that was sent twice from two forms that say the same."""
        return self.cleaned_data["draft"] or uuid4()


def _initial(owner: User, entry: Entry | None) -> dict[str, object]:
    if entry is None:
        return {"on": timezone.localdate(timezone=owner.zone), "kind": Kind.TALK.value}
    occurred: datetime = entry.occurred_at.astimezone(owner.zone)
    return {
        "title": entry.title,
        "place": entry.place,
        "kind": entry.kind,
        "on": occurred.date(),
        "url": entry.url,
    }
