"""Fields that more than one form asks for."""

from django import forms
from django.core.validators import URLValidator


class WebAddressField(forms.URLField):
    """An address that strangers click: the web's own schemes alone."""

    default_validators = [URLValidator(schemes=["http", "https"])]
