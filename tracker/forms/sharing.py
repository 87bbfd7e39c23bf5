"""What a request may say about sharing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms

from accounts.models import User
from tracker.models import Resume
from tracker.records import Labelled
from tracker.sharing import Audience


class Life(Labelled):
    """How long a share link works."""

    MONTH = "30", "30 days"
    QUARTER = "90", "90 days"
    YEAR = "365", "1 year"
    ENDLESS = "", "Until I revoke it"

    @property
    def span(self) -> timedelta | None:
        """The same as a length of time; None without end."""
        return timedelta(days=int(self.value)) if self.value else None


class SharingForm(forms.Form):
    """Who may look, and what they find."""

    audience = forms.ChoiceField(choices=Audience.choices, widget=forms.RadioSelect)
    profile_is_indexed = forms.BooleanField(required=False, label="Let search engines list it")
    resume_is_public = forms.BooleanField(required=False, label="Offer my résumé as a PDF")


class LensForm(forms.Form):
    """A share link to be made."""

    label = forms.CharField(
        max_length=80, required=False, label="For whom (only you see this)", label_suffix=""
    )
    life = forms.ChoiceField(
        choices=Life.choices,
        required=False,
        initial=Life.QUARTER,
        label="Works for",
        label_suffix="",
    )

    resume = forms.ModelChoiceField(
        Resume.objects.none(),
        required=False,
        empty_label="The one on my profile",
        label="Résumé",
        label_suffix="",
    )

    def __init__(self, user: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        resumes = Resume.objects.filter(user=user)
        self.fields["resume"].queryset = resumes.order_by("pk")  # type: ignore[attr-defined]  # it has one
        self.offers_a_choice = resumes.count() > 1

    def clean_life(self) -> timedelta | None:
        """Turn the choice into a length of time."""
        return Life(self.cleaned_data["life"]).span
