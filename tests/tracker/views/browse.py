"""A person at their log, without a browser."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.http import HttpResponse
from django.test import Client

from accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HTMX = {"HX-Request": "true"}


def signed_in(person: User, **headers: str) -> Client:
    """A client with this person's session."""
    client = Client(headers=headers or None)
    client.force_login(person, backend=BACKEND)
    return client


def page(person: User, address: str) -> str:
    """The page at an address, as this person sees it; it must be there."""
    response = signed_in(person).get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(
    person: User, address: str, said: Mapping[str, str] | None = None, *, htmx: bool = False
) -> HttpResponse:
    """What a form answers."""
    client = signed_in(person, **(HTMX if htmx else {}))
    return cast(HttpResponse, client.post(address, said or {}))
