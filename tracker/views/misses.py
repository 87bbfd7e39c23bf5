"""How often one address has tried share links that do not exist."""

import math
import time
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MAX_MISSES = 30  # a minute
WINDOW = 60  # seconds
_IPV6_HOUSEHOLD = 64  # bits of an IPv6 address that belong to one customer


class Misses(NamedTuple):
    """Wrong guesses from one address, and when they are forgotten (Unix seconds)."""

    number: int
    forgotten_at: float


def has_missed_too_often(request: HttpRequest) -> bool:
    """Whether the address behind `request` has used up its wrong guesses for now."""
    return _misses(request).number >= MAX_MISSES


def note_miss(request: HttpRequest) -> None:
    """Count one wrong guess; the window opens with the first.

    Two at the same instant may count as one: 128 random bits leave room for that.
    """
    number, forgotten_at = _misses(request)
    left = math.ceil(forgotten_at - time.time())
    cache.set(_key(request), Misses(number + 1, forgotten_at), timeout=max(left, 1))


def _misses(request: HttpRequest) -> Misses:
    return Misses(*cache.get(_key(request), (0, time.time() + WINDOW)))


def _key(request: HttpRequest) -> str:
    return f"lens-misses:{_household(client_address(request))}"


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever asks, as the outermost trusted proxy saw it.

    With no proxy trusted, what a client says of itself in X-Forwarded-For counts for nothing.
    """
    direct: str = request.META.get("REMOTE_ADDR", "")
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted: int = settings.TRUSTED_PROXIES
    return forwarded[-trusted] if 0 < trusted <= len(forwarded) else direct


def _household(address: str) -> str:
    """Return what stands for one customer: an IPv4 address, or the first half of an IPv6 one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, _IPV6_HOUSEHOLD), strict=False))
    return str(parsed)
