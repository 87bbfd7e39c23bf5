"""What a request may say about a résumé."""

from typing import Any

from django import forms

from tracker.models import Resume


class ResumeForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """The words that stand above the projects; empty ones are taken from the profile."""

    class Meta:
        model = Resume
        fields = ["title", "name", "headline", "summary", "paper"]
        labels = {"title": "Title of this résumé"}
        help_texts = {
            "title": "Only you see it.",
            "summary": "Two or three sentences: what you work on, and what people get from it.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "headline": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        user = self.instance.user
        for name, fallback in (
            ("name", user.display_name),
            ("headline", user.headline),
            ("summary", user.summary),
        ):
            self.fields[name].widget.attrs["placeholder"] = fallback
