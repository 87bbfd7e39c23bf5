"""What a request may say about sharing."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from tracker.models import Lens, Resume
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


class LensResumeForm(forms.Form):
    """Which of its owner's résumés a share link offers."""

    resume = forms.ModelChoiceField(
        Resume.objects.none(),
        required=False,
        empty_label="What my profile offers",
        label="Résumé",
        label_suffix="",
    )

    def __init__(
        self, resumes: QuerySet[Resume], data: Mapping[str, Any] | None = None, **how: Any
    ) -> None:
        """Offer `resumes`, which are read once, however many forms share them."""
        super().__init__(data, **how)
        field: Any = self.fields["resume"]
        field.queryset = resumes
        field.choices = [("", field.empty_label), *((each.pk, str(each)) for each in resumes)]
        self.offers_a_choice = len(field.choices) > 1


class LensForm(LensResumeForm):
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

    def clean_life(self) -> timedelta | None:
        """Turn the choice into a length of time."""
        return Life(self.cleaned_data["life"]).span


def lens_resume_form(
    lens: Lens, resumes: QuerySet[Resume], data: Mapping[str, Any] | None = None
) -> LensResumeForm:
    """The form that changes what `lens` offers; several stand on one page."""
    initial = {"resume": lens.resume_id}
    return LensResumeForm(resumes, data, initial=initial, auto_id=f"id_lens-{lens.pk}-%s")
