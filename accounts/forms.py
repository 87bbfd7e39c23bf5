"""What people may say about themselves."""

import zoneinfo
from typing import Any

from django import forms

from accounts.fields import PhoneField, WebAddressField
from accounts.handles import refuse_reserved
from accounts.models import User

_LEGACY_ZONES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def time_zones() -> list[str]:
    """The zones to choose from: UTC, then every `Region/City` of the tz database, sorted."""
    names = sorted(zoneinfo.available_timezones())
    return ["UTC"] + [name for name in names if "/" in name and not name.startswith(_LEGACY_ZONES)]


class HandleField(forms.CharField):
    """A handle as it was typed; capitals, spaces around it and a leading @ are no mistake."""

    widget = forms.TextInput(
        attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}
    )

    def to_python(self, value: Any) -> str:
        """The handle in its one spelling."""
        return str(super().to_python(value)).removeprefix("@").lower()


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The owner's profile, as the résumé and the public page show it."""

    handle = HandleField(
        max_length=39,
        validators=[refuse_reserved],
        error_messages={"unique": "Someone else has this handle. Choose another."},
        help_text="Your public address. If you change it, links to the old one stop working.",
    )
    website = WebAddressField(
        required=False,
        assume_scheme="https",
        max_length=300,
        widget=forms.URLInput(attrs={"autocomplete": "url", "placeholder": "https://"}),
    )

    class Meta:
        model = User
        fields = [
            "name", "handle", "headline", "summary", "location",
            "website", "contact_email", "contact_phone", "time_zone",
        ]  # fmt: skip
        labels = {"contact_email": "E-mail", "contact_phone": "Phone", "time_zone": "Time zone"}
        field_classes = {"contact_phone": PhoneField}
        help_texts = {
            "headline": "One line under your name, such as “Compiler engineer and translator”.",
            "summary": "A short paragraph that opens your résumé. Plain text.",
            "contact_email": "Shown on your résumé only. We never send anything to it.",
            "contact_phone": "Shown on your résumé only. Best with your country’s code, like +32.",
            "time_zone": "Decides in which month a contribution falls.",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "contact_email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        zones = sorted({*time_zones(), self.instance.time_zone})
        self.fields["time_zone"] = forms.ChoiceField(
            label="Time zone",
            choices=[(zone, zone.replace("_", " ")) for zone in zones],
            help_text=self.Meta.help_texts["time_zone"],
        )

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 Django's signature
        """Store the profile; a zone that was picked is no longer the browser's to set."""
        if "time_zone" in self.changed_data:
            self.instance.time_zone_is_chosen = True
        user: User = super().save(commit)
        return user


class DeleteAccountForm(forms.Form):
    """Typing one's handle, so that nobody deletes an account by a slip of the hand."""

    handle = HandleField(label="Type your handle to confirm")

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.user = user

    def clean_handle(self) -> str:
        """The handle, once it is the right one."""
        typed = str(self.cleaned_data["handle"])
        if typed != self.user.handle:
            raise forms.ValidationError(f"That is not your handle. Type {self.user.handle}.")
        return typed
