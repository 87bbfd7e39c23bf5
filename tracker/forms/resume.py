"""What a request may say about a résumé."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from tracker.models import Paper, Resume
from tracker.resume_content.content import ResumeContent


class ResumeForm(forms.Form):
    """The words that stand above the sections; empty ones are taken from the profile."""

    title = forms.CharField(
        label="Title of this résumé", max_length=120, help_text="Only you see it."
    )
    name = forms.CharField(
        max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    headline = forms.CharField(
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    summary = forms.CharField(
        max_length=1_200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Two or three sentences: what you work on, and what people get from it.",
    )
    paper = forms.ChoiceField(choices=Paper.choices())
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, resume: Resume, data: Mapping[str, Any] | None = None) -> None:
        content, user = resume.content, resume.user
        initial = {
            "title": resume.title,
            "name": content.name,
            "headline": content.headline,
            "summary": content.summary,
            "paper": content.paper,
            "revision": resume.revision,
        }
        super().__init__(data, initial=initial, label_suffix="")
        for name, fallback in (
            ("name", user.display_name),
            ("headline", user.headline),
            ("summary", user.summary),
        ):
            self.fields[name].widget.attrs["placeholder"] = fallback

    def applied_to(self, content: ResumeContent) -> ResumeContent:
        """`content` with what was typed into this valid form."""
        said = self.cleaned_data
        return replace(
            content,
            name=said["name"],
            headline=said["headline"],
            summary=said["summary"],
            paper=Paper(said["paper"]),
        )
