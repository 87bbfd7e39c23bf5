"""Which organisation keeps something from us, as far as GitHub says so. Pure.

For single sign-on it is said in the header X-GitHub-SSO: an address to authorise us at, or the
numbers of the organisations whose part is missing.
https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-for-saml-sso
"""

from __future__ import annotations

import re

from tracker.github import sanitise
from tracker.records import Restriction, RestrictionKind

NAME_CAP = 100
MOST_NUMBERS = 20
_NAMED = re.compile(r"[`'\"]([^`'\"\s][^`'\"]{0,98})[`'\"]\s+(?:organization|enterprise|forbids)")
_ADDRESS = re.compile(r"https://\S+")
_SSO_PLACE = re.compile(r"/(?:orgs|enterprises)/([\w.-]+)/sso\b")
_SSO_URL = re.compile(r"\burl=(\S+)")
_SSO_NUMBERS = re.compile(r"\borganizations=([\d,\s]+)")


def from_saml(header: str) -> tuple[Restriction, ...]:
    """What X-GitHub-SSO says; one nameless restriction where it says nothing."""
    if url := _SSO_URL.search(header):
        place = _SSO_PLACE.search(url[1])
        name = place[1][:NAME_CAP] if place else ""
        return (Restriction(RestrictionKind.SAML, name, url=sanitise.url(url[1])),)
    listed = _SSO_NUMBERS.search(header)
    numbers = re.findall(r"\d{1,19}", listed[1])[:MOST_NUMBERS] if listed else []
    named = tuple(Restriction(RestrictionKind.SAML, number=number) for number in numbers)
    return named or (Restriction(RestrictionKind.SAML),)


def from_words(kind: RestrictionKind, message: str) -> Restriction:
    """What a refusal says in words; its address counts only for a token's own page."""
    named = _NAMED.search(message)
    address = _ADDRESS.search(message) if kind is RestrictionKind.TOKEN_POLICY else None
    url = sanitise.url(address[0].rstrip(".,")) if address else ""
    return Restriction(kind, named[1] if named else "", url=url)
