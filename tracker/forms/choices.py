"""What an owner chooses about an entry."""

from __future__ import annotations

from django import forms

from tracker.records import Kind


class KindForm(forms.Form):
    """What sort an entry is; nothing for the derived kind."""

    kind = forms.ChoiceField(required=False, choices=Kind.choices())

    def chosen(self) -> Kind | None:
        """The owner's word, or None."""
        return Kind(self.cleaned_data["kind"]) if self.cleaned_data["kind"] else None


class SwitchForm(forms.Form):
    """On or off."""

    on = forms.ChoiceField(choices=[("1", "on"), ("0", "off")])

    def is_on(self) -> bool:
        """Whether it is to be on."""
        return bool(self.cleaned_data["on"] == "1")
