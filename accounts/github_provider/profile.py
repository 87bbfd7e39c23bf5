"""What GitHub's `GET /user` says about a person, made safe to store.

https://docs.github.com/en/rest/users/users#get-the-authenticated-user
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from allauth.socialaccount.providers.base import ProviderException
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_LARGEST_ID = 2**63 - 1  # a PostgreSQL bigint
_TEXT_LENGTH = 120  # characters, of User.name and User.location
_URL_LENGTH = 300  # characters, of User.website
_is_web_address = URLValidator(schemes=["http", "https"])

# Unicode's bidirectional controls (UAX #9): they reorder what is shown around them.
_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


class UnreadableProfileError(ProviderException):
    """GitHub answered with something that is not a user."""


@dataclass(frozen=True)
class GitHubProfile:
    """One GitHub user; `github_id` never changes, `login` may."""

    github_id: int
    node_id: str
    login: str
    name: str
    location: str
    website: str


def profile_from(answer: object) -> GitHubProfile:
    """The profile in GitHub's answer; raises UnreadableProfileError where there is none."""
    if not isinstance(answer, Mapping) or not _is_id(answer.get("id")):
        raise UnreadableProfileError("GitHub's answer names no user.")
    return GitHubProfile(
        github_id=answer["id"],
        node_id=_text(answer.get("node_id")),
        login=_text(answer.get("login")),
        name=_text(answer.get("name")),
        location=_text(answer.get("location")),
        website=_web_address(_text(answer.get("blog"), _URL_LENGTH)),
    )


def _is_id(value: object) -> bool:
    return isinstance(value, int) and 0 < value <= _LARGEST_ID


def _text(value: object, length: int = _TEXT_LENGTH) -> str:
    """One line of text without control characters; empty for anything that is no text."""
    if not isinstance(value, str):
        return ""
    kept = (
        character
        for character in unicodedata.normalize("NFC", value)
        if unicodedata.category(character) not in {"Cc", "Cs"} and character not in _BIDI_CONTROLS
    )
    return "".join(kept).strip()[:length]


def _web_address(text: str) -> str:
    """GitHub takes any text for a website; what is not an http address is dropped."""
    address = text if "://" in text or not text else f"https://{text}"
    try:
        _is_web_address(address)
    except ValidationError:
        return ""
    return address if len(address) <= _URL_LENGTH else ""
