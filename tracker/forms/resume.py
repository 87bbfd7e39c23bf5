"""The words above a résumé's sections, and how its page looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms

from tracker.models import Paper, Resume
from tracker.render.themes import newest
from tracker.resume_content.content import Language, ResumeContent, Theme

MAX_PAGES = 10
_WORDS = ("name", "headline", "summary")
_LOOKS = ("language", "paper", "page_target")
OPTIONS = ("has_qr", "has_proofs", "is_archival")


class ResumeForm(forms.Form):
    """The words that stand above the sections, and how the page looks.

    Empty words are taken from the profile.
    """

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
    theme = forms.ChoiceField(choices=Theme.choices(), required=False)
    language = forms.ChoiceField(choices=Language.choices(), required=False)
    paper = forms.ChoiceField(choices=Paper.choices(), required=False)
    page_target = forms.TypedChoiceField(
        label="Length to aim at",
        choices=[(n, f"{n} page{'s' if n > 1 else ''}") for n in range(1, MAX_PAGES + 1)],
        coerce=int,
        required=False,
    )
    has_qr = forms.BooleanField(
        label="A QR code that leads to your public page",
        required=False,
        help_text="Printed while your profile is public.",
    )
    has_proofs = forms.BooleanField(
        label="A short link from each bullet to its evidence",
        required=False,
        help_text="Whoever has one sees that line, even while your profile is private.",
    )
    is_archival = forms.BooleanField(label="Make the PDF a PDF/A, for archives", required=False)
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, resume: Resume, data: Mapping[str, Any] | None = None) -> None:
        content, user = resume.content, resume.user
        initial = {name: getattr(content, name) for name in (*_WORDS, *_LOOKS, *OPTIONS, "theme")}
        initial |= {"title": resume.title, "revision": resume.revision}
        super().__init__(data, initial=initial, label_suffix="")
        for name, fallback in (
            ("name", user.display_name),
            ("headline", user.headline),
            ("summary", user.summary),
        ):
            self.fields[name].widget.attrs["placeholder"] = fallback

    def applied_to(self, content: ResumeContent) -> ResumeContent:
        """`content` with what was typed and is valid; what was not said at all stays."""
        said = {name: self.cleaned_data[name] for name in _WORDS if name in self.cleaned_data}
        for name, of in zip(_LOOKS, (Language, Paper, int), strict=True):
            if self.cleaned_data.get(name):
                said[name] = of(self.cleaned_data[name])
        if "look" in self.data:  # a box that is not ticked is not sent
            said |= {name: self.cleaned_data[name] for name in OPTIONS}
        return self._dressed(replace(content, **said))

    def _dressed(self, content: ResumeContent) -> ResumeContent:
        """A theme that is chosen anew comes in its newest version; the one that stays keeps its."""
        theme = Theme(self.cleaned_data.get("theme") or content.theme)
        if theme is content.theme:
            return content
        return replace(content, theme=theme, theme_version=newest(theme))
