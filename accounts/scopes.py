"""What GitHub's scopes allow, in words.

https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
"""

from collections.abc import Collection, Iterable

READ_USER = "read:user"
REPO = "repo"
# GitHub lists a scope that includes another one alone.
_INCLUDED_IN = {READ_USER: "user"}

_WORDS = {
    "read:user": "your sponsorships, and how many private contributions you made",
    "user": "your profile, also to change it",
    "repo": "your private repositories, also to change them",
    "public_repo": "public repositories, also to change them",
    "read:org": "which organisations you belong to",
    "user:email": "your e-mail addresses",
}


def in_words(scopes: Iterable[str]) -> list[str]:
    """One line for each granted scope; a scope that we do not know is shown as it is."""
    return [f"{_WORDS[scope]} ({scope})" if scope in _WORDS else scope for scope in sorted(scopes)]


def allow(granted: Collection[str], scope: str) -> bool:
    """Whether the granted scopes allow what `scope` does, by itself or as part of a wider one."""
    return scope in granted or _INCLUDED_IN.get(scope, scope) in granted
