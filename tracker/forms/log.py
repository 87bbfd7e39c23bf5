"""What an address may say about the log. Filters forgive: what makes no sense is left out."""

from __future__ import annotations

from typing import Any

from django import forms

from tracker.present.keyset import Place
from tracker.present.selection import LAST_TWELVE_MONTHS, Selection, Standing
from tracker.records import Family


class LogForm(forms.Form):
    """The filters of the log. What is not understood is left out, as if it had not been said."""

    q = forms.CharField(required=False, max_length=200)
    kind = forms.MultipleChoiceField(required=False, choices=Family.choices())
    project = forms.CharField(required=False, max_length=255)
    state = forms.ChoiceField(required=False, choices=Standing.choices())
    when = forms.RegexField(rf"^(?:{LAST_TWELVE_MONTHS}|19[7-9]\d|[2-8]\d{{3}})$", required=False)
    highlighted = forms.BooleanField(required=False)
    hidden = forms.BooleanField(required=False)
    before = forms.CharField(required=False, max_length=80)

    def selection(self) -> Selection:
        """The filters that are set."""
        said = self._said()
        return Selection(
            text=said.get("q", ""),
            families=tuple(Family(value) for value in said.get("kind", ())),
            project=said.get("project", ""),
            standing=Standing(said["state"]) if said.get("state") else None,
            when=said.get("when", ""),
            highlighted=said.get("highlighted", False),
            hidden=said.get("hidden", False),
        )

    def before_place(self) -> Place | None:
        """Where the page begins; None for the first one."""
        try:
            return Place.parse(self._said().get("before", ""))
        except ValueError:
            return None

    def _said(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data


class WatchForm(forms.Form):
    """What a page that watches a sync already shows."""

    seen = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1)
    full = forms.BooleanField(required=False)

    def seen_id(self) -> int:
        """The largest id among the entries when the page was made."""
        self.is_valid()
        return self.cleaned_data.get("seen") or 0

    def is_full(self) -> bool:
        """Whether new entries should be offered instead of shown at once."""
        self.is_valid()
        return bool(self.cleaned_data.get("full"))
