"""Fields that more than one form asks for."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from accounts.phones import plain_phone


class WebAddressField(forms.URLField):
    """An address that strangers click: the web's own schemes alone."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class PhoneField(forms.CharField):
    """A telephone number as its owner wants it read; what was copied along with it goes."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def to_python(self, value: Any) -> str:
        """The number in ASCII."""
        return plain_phone(str(super().to_python(value) or ""))
