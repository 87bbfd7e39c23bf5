"""What a résumé's owner types into its own sections: posts, courses of study, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from accounts.fields import WebAddressField
from tracker.importing.dates import read_date
from tracker.present.words import period_of, words_in
from tracker.resume_content.content import MAX_SENTENCE, Language, Part, Position, TypedLink
from tracker.resume_content.dates import PartialDate

MOST_HIGHLIGHTS = 20
_LABELS = {
    Part.EXPERIENCE: {"what": "Role", "where": "Employer"},
    Part.EDUCATION: {"what": "Degree or course", "where": "School"},
}
# Half an address or half a date is no mistake, so the page waits until the field is left.
_LATE = {"data-late": ""}


class PartialDateField(forms.CharField):
    """A year, a month or a day, as JSON Resume writes them; "" where it is not known."""

    def __init__(self, **options: Any) -> None:
        options["widget"] = forms.TextInput(attrs=_LATE | {"placeholder": "2024-03"})
        super().__init__(required=False, max_length=40, **options)

    def clean(self, value: Any) -> str:
        """Return it as it is stored."""
        said = super().clean(value)
        try:
            return str(read_date(said) or PartialDate.parse(said)) if said else ""
        except ValueError as error:
            raise forms.ValidationError("Write it as 2024, 2024-03 or March 2024.") from error


def _address() -> WebAddressField:
    return WebAddressField(
        label="Web address",
        required=False,
        max_length=2_000,
        assume_scheme="https",
        widget=forms.URLInput(attrs=_LATE),
    )


class PositionForm(forms.Form):
    """A post, or a course of study."""

    what = forms.CharField(required=False, max_length=200)
    where = forms.CharField(required=False, max_length=200)
    place = forms.CharField(label="Town", required=False, max_length=120)
    url = _address()
    started = PartialDateField(label="From", help_text="A year, or a year and month.")
    ended = PartialDateField(label="Until", help_text="Empty where it goes on.")
    text = forms.CharField(
        label="In a few words",
        required=False,
        max_length=1_200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    highlights = forms.CharField(
        label="Bullets, one a line",
        required=False,
        max_length=MOST_HIGHLIGHTS * (MAX_SENTENCE + 2),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, part: Part, index: int, position: Position, data: Mapping[str, Any] | None
    ) -> None:
        initial = {name: getattr(position, name) for name in self.base_fields}
        initial["highlights"] = "\n".join(position.highlights)
        prefix = f"{part}-{index}"
        said = data if data is not None and f"{prefix}-what" in data else None
        super().__init__(said, initial=initial, prefix=prefix, label_suffix="")
        self.part, self.position, self.index = part, position, index
        for name, label in _LABELS[part].items():
            self.fields[name].label = label

    @property
    def name(self) -> str:
        """What it is called on the page."""
        words = (self.position.what, self.position.where)
        return ", ".join(filter(None, words)) or "Not filled in yet"

    @property
    def called(self) -> str:
        """What a sentence calls it, as it was typed: "Lead engineer at Acme", "Education 2"."""
        now = self.applied()
        words = (now.what, now.where)
        return " at ".join(filter(None, words)) or f"{self.part.label} {self.index + 1}"

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed yet."""
        return self.position == Position()

    @property
    def period(self) -> str:
        """From when to when, as the document prints it, in English: the language of the pages."""
        return period_of(self.position, words_in(Language.ENGLISH))

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins, as far as both are known."""
        started, ended = self.position.started, self.position.ended
        known = min(len(started), len(ended))
        return ended[:known] < started[:known]

    def applied(self) -> Position:
        """The position with what is valid of the fields; all else as it was."""
        return replace(self.position, **self.cleaned_data) if self.is_bound else self.position

    def clean_highlights(self) -> tuple[str, ...]:
        """One sentence a line."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["highlights"].splitlines()]
        return tuple(line[:MAX_SENTENCE] for line in lines if line)[:MOST_HIGHLIGHTS]


class LinkForm(forms.Form):
    """An address that is printed."""

    label = forms.CharField(label="Called", required=False, max_length=120)
    url = _address()

    def __init__(self, index: int, link: TypedLink, data: Mapping[str, Any] | None) -> None:
        prefix = f"link-{index}"
        said = data if data is not None and f"{prefix}-url" in data else None
        initial = {"label": link.label, "url": link.url}
        super().__init__(said, initial=initial, prefix=prefix, label_suffix="")
        self.link, self.index = link, index

    @property
    def name(self) -> str:
        """What it is called on the page."""
        return self.link.label or self.link.url or "the new link"

    @property
    def called(self) -> str:
        """What a sentence calls it, as it was typed: "Blog", "Link 2"."""
        now = self.applied()
        return now.label or now.url or f"Link {self.index + 1}"

    def applied(self) -> TypedLink:
        """The link with what is valid of the fields."""
        return replace(self.link, **self.cleaned_data) if self.is_bound else self.link
