"""Secrets at rest: AES-256-GCM under a key ring, each value bound to the row that holds it.

A stored value is `key id . nonce . ciphertext`, the last two in URL-safe base64. The place it was
stored at is its associated data, so a value that is copied to another row or column does not open.
"""

import base64
import binascii
import os
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

_NONCE_BYTES = 12  # NIST SP 800-38D, section 5.2.1.1
_KEY_BYTES = 32


class UnreadableSecretError(Exception):
    """A stored secret does not open: its key is gone from the ring, or it was tampered with."""


def seal(secret: str, *, place: str) -> str:
    """Encrypt `secret` for `place` (such as `accounts_githubconnection.access_token.7`)."""
    key_id, cipher = next(iter(key_ring().items()))
    nonce = os.urandom(_NONCE_BYTES)
    ciphertext = cipher.encrypt(nonce, secret.encode(), place.encode())
    return ".".join([key_id, _encode(nonce), _encode(ciphertext)])


def unseal(stored: str, *, place: str) -> str:
    """Decrypt what `seal` made for the same place; raises UnreadableSecretError otherwise."""
    try:
        key_id, nonce, ciphertext = stored.split(".")
        cipher = key_ring()[key_id]
        return cipher.decrypt(_decode(nonce), _decode(ciphertext), place.encode()).decode()
    except (KeyError, ValueError, InvalidTag) as error:
        raise UnreadableSecretError(
            "This secret was sealed with a key we no longer have."
        ) from error


def current_key_id() -> str:
    """The id of the key that seals from now on: the first of the ring."""
    return next(iter(key_ring()))


def key_ring() -> dict[str, AESGCM]:
    """The configured keys by id, the current one first."""
    return _parsed(tuple(settings.TOKEN_KEYS))


@cache
def _parsed(keys: tuple[str, ...]) -> dict[str, AESGCM]:
    return dict(_parse(key) for key in keys)


def _parse(key: str) -> tuple[str, AESGCM]:
    key_id, _, encoded = key.partition(":")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raw = b""
    if not key_id.isalnum() or len(raw) != _KEY_BYTES:
        raise ImproperlyConfigured(
            "CONTRIBLOG_TOKEN_KEYS: write each key as id:base64, with 32 bytes in the base64."
        )
    return key_id, AESGCM(raw)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text)
