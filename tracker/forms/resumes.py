"""What a request may say about a person's résumés and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from tracker.models import Resume

HIGHLIGHTS = ""
EMPTY = "empty"
FILE = "file"
_BEGINNINGS = (
    (HIGHLIGHTS, "My highlights"),
    (EMPTY, "Nothing: start empty"),
    (FILE, "A file from LinkedIn or JSON Resume"),
)


class TitleForm(forms.Form):
    """What a résumé is called."""

    title = forms.CharField(
        label="Title", label_suffix="", max_length=120, help_text="Only you see it."
    )


class NewResumeForm(TitleForm):
    """A résumé to be made: what it is called, and what it begins with."""

    source = forms.ChoiceField(
        label="Begin with", label_suffix="", required=False, widget=forms.RadioSelect
    )

    def __init__(self, resumes: Iterable[Resume], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"title": "My résumé"})
        copies = [(str(resume.pk), f"A copy of “{resume.title}”") for resume in resumes]
        self.fields["source"].choices = [*_BEGINNINGS, *copies]  # type: ignore[attr-defined]


class LabelForm(forms.Form):
    """What a version is called; one with a name is kept for good."""

    label = forms.CharField(label="Name", label_suffix="", max_length=80, required=False)


class KeepForm(forms.Form):
    """A version to be kept now."""

    label = forms.CharField(label="Name this version", label_suffix="", max_length=80)
