"""What the sync page asks for."""

from django import forms


class RetryForm(forms.Form):
    """A gap to be tried again; none for all of them."""

    gap = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
