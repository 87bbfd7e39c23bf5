"""The address of something that GitHub credits to somebody else."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from django import forms
from django.conf import settings

from tracker.curate import ClaimedAddress

_LONGEST = 500  # characters
_PATH = re.compile(
    r"/(?P<owner>[A-Za-z0-9][A-Za-z0-9_-]{0,99})/(?P<name>[A-Za-z0-9._-]{1,100})"
    r"/(?:(?P<what>[a-z-]{1,30}))(?:/(?P<which>[A-Za-z0-9]{1,40}))?(?P<rest>/[^\s]*)?"
)
_NUMBER = re.compile(r"[1-9][0-9]{0,9}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}", re.IGNORECASE)
_OF_A_PULL_REQUEST = re.compile(r"/commits/([0-9a-f]{40})/?", re.IGNORECASE)
_NEITHER = "Give the address of a pull request or of a commit."


class ClaimForm(forms.Form):
    """Where the pull request or commit is."""

    url = forms.CharField(
        label="Its address on GitHub",
        max_length=_LONGEST,
        help_text="Of a pull request or a commit, as your browser shows it.",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Paste the address."},
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data, label_suffix="")  # type: ignore[arg-type]

    def clean_url(self) -> ClaimedAddress:
        """The address, taken apart and written as this site's GitHub writes it."""
        typed: str = self.cleaned_data["url"].strip()
        if not _is_here(_split(typed)):
            raise forms.ValidationError(f"This is not an address on {_home().netloc}.")
        match = _PATH.fullmatch(_split(typed).path)
        if match is None:
            raise forms.ValidationError(_NEITHER)
        place = f"{match['owner']}/{match['name']}"
        return ClaimedAddress(f"{settings.GITHUB_URL}/{place}/{_what(match)}", place)

    def address(self) -> ClaimedAddress:
        """What was claimed."""
        found: ClaimedAddress = self.cleaned_data["url"]
        return found


def _split(typed: str) -> SplitResult:
    """The parts of an address; the scheme may be left out, as browsers do."""
    whole = typed if re.match(r"https?://", typed, re.IGNORECASE) else f"https://{typed}"
    try:
        return urlsplit(whole)
    except ValueError:
        raise forms.ValidationError(_NEITHER) from None


def _home() -> SplitResult:
    return urlsplit(settings.GITHUB_URL)


def _is_here(parts: SplitResult) -> bool:
    return parts.netloc.lower().removeprefix("www.") == _home().netloc.lower()


def _what(match: re.Match[str]) -> str:
    which, rest = match["which"] or "", match["rest"] or ""
    within = _OF_A_PULL_REQUEST.fullmatch(rest)
    if match["what"] == "pull" and within:
        return f"commit/{within[1].lower()}"
    if match["what"] == "pull" and _NUMBER.fullmatch(which):
        return f"pull/{which}"
    if match["what"] == "commit" and _COMMIT.fullmatch(which):
        return f"commit/{which.lower()}"
    if match["what"] == "commit":
        raise forms.ValidationError("Give the commit's whole number: 40 digits and letters.")
    if match["what"] == "issues":
        raise forms.ValidationError("This is an issue. The sync reads those that you opened.")
    raise forms.ValidationError(_NEITHER)
