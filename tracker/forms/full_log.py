"""What a request may say about a full log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from accounts.models import User
from tracker.exporting.ask import Wish
from tracker.present.full_log import years_of
from tracker.records import Family, Labelled, Paper
from tracker.resume_content.content import Language


class Depth(Labelled):
    """How much of each entry is told."""

    STORIES = "stories", "Titles and the stories I told"
    TITLES = "titles", "Titles only"


class FullLogForm(forms.Form):
    """Which part of the log, how much of it, and how it is set."""

    first_year = forms.TypedChoiceField(label="From", coerce=int, empty_value=None, required=False)
    last_year = forms.TypedChoiceField(label="To", coerce=int, empty_value=None, required=False)
    families = forms.MultipleChoiceField(
        label="Kinds of work",
        choices=Family.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None ticked means all.",
    )
    depth = forms.ChoiceField(label="Of each entry", choices=Depth.choices())
    with_private = forms.BooleanField(
        label="Include private entries, and what GitHub no longer shows",
        required=False,
        help_text="A private copy, said on each page. Without it, only what a stranger may see.",
    )
    language = forms.ChoiceField(choices=Language.choices())
    paper = forms.ChoiceField(choices=Paper.choices())

    def __init__(self, owner: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        years = [(str(year), str(year)) for year in years_of(owner)]
        for name, bound in (("first_year", "The beginning"), ("last_year", "Today")):
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # for the type checker
            field.choices = [("", bound), *years]

    def clean(self) -> dict[str, Any]:
        """Refuse a span that ends before it begins."""
        said = self.cleaned_data
        first, last = said.get("first_year"), said.get("last_year")
        if first and last and first > last:
            self.add_error("last_year", "It ends before it begins.")
        return said

    def wish(self) -> Wish:
        """What this valid form asks for."""
        said = self.cleaned_data
        return Wish(
            first_year=said["first_year"],
            last_year=said["last_year"],
            families=[Family(value) for value in said["families"]],
            with_stories=said["depth"] == Depth.STORIES,
            with_private=said["with_private"],
            language=Language(said["language"]),
            paper=Paper(said["paper"]),
        )
