"""Access and refresh tokens that prove themselves: a payload and its HMAC, so none is stored."""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from contriblog.demo.msgpack import pack, unpack
from contriblog.demo.state import StateFile

ACCESS, REFRESH = "gho", "ghr"
SEAL_BYTES = 12
EIGHT_HOURS = 8 * 3600
SIX_MONTHS = 184 * 86_400


@dataclass(frozen=True, slots=True)
class Token:
    """What a token says: whose, for which client, what it may see, until when (0: for ever)."""

    kind: str
    user: int
    client: str
    serial: int
    expires_at: int
    scopes: frozenset[str]


class Tokens:
    """Issues, reads and revokes tokens."""

    def __init__(self, file: StateFile, now: Callable[[], int]) -> None:
        self._file, self._now = file, now
        self._lock = Lock()

    def grant(self, user: int, client: str, scopes: Iterable[str]) -> frozenset[str]:
        """Remember that a person authorized a client; returns every scope granted so far.

        GitHub's documentation ("Authorizing OAuth apps") says that a client that asks for fewer
        scopes than were granted earlier still gets them all.
        """
        with self._lock:
            grants = self._file.state.grants
            granted = set(grants.get(_pair(client, user), ())) | set(scopes)
            grants[_pair(client, user)] = sorted(granted)
            self._file.save()
        return frozenset(granted)

    def issue(
        self, kind: str, user: int, client: str, scopes: Iterable[str], *, lifetime: int = 0
    ) -> str:
        """Return a new token; `lifetime` is in seconds, 0 for one that does not expire."""
        with self._lock:
            self._file.state.serial += 1
            serial = self._file.state.serial
            self._file.save()
        expires = self._now() + lifetime if lifetime else 0
        payload = pack((user, serial, expires, client, " ".join(sorted(scopes))))
        text = base64.b32encode(payload + self._seal(kind, payload)).decode()
        return f"{kind}_{text.rstrip('=').lower()}"

    def read(self, text: str) -> Token | None:
        """Return what a valid token says; None if forged, revoked or expired."""
        token = self._opened(text)
        if token is None or self._is_revoked(token):
            return None
        if token.expires_at and token.expires_at <= self._now():
            return None
        return token

    def revoke(self, text: str) -> bool:
        """Make one token worthless; False if it already was."""
        token = self.read(text)
        if token is None:
            return False
        with self._lock:
            self._file.state.revoked.append(token.serial)
            self._file.save()
        return True

    def revoke_grant(self, user: int, client: str) -> None:
        """Make all tokens of a person for a client worthless, and forget the scopes."""
        with self._lock:
            self._file.state.cuts[_pair(client, user)] = self._file.state.serial + 1
            self._file.state.grants.pop(_pair(client, user), None)
            self._file.save()

    def narrow(self, text: str, scopes: Iterable[str]) -> bool:
        """Give a token other scopes from now on, as when an owner limits it; False if invalid."""
        token = self.read(text)
        if token is None:
            return False
        with self._lock:
            self._file.state.narrowed[str(token.serial)] = sorted(scopes)
            self._file.save()
        return True

    def _opened(self, text: str) -> Token | None:
        kind, _, encoded = text.partition("_")
        padding = "=" * (-len(encoded) % 8)
        try:
            raw = base64.b32decode(encoded.upper() + padding)
            payload, seal = raw[:-SEAL_BYTES], raw[-SEAL_BYTES:]
            if not hmac.compare_digest(seal, self._seal(kind, payload)):
                return None
            user, serial, expires, client, scopes = unpack(payload)
        except (binascii.Error, ValueError):
            return None
        narrowed = self._file.state.narrowed.get(str(serial))
        granted = narrowed if narrowed is not None else str(scopes).split()
        return Token(kind, int(user), str(client), int(serial), int(expires), frozenset(granted))

    def _is_revoked(self, token: Token) -> bool:
        state = self._file.state
        first_valid = state.cuts.get(_pair(token.client, token.user), 0)
        return token.serial < first_valid or token.serial in state.revoked

    def _seal(self, kind: str, payload: bytes) -> bytes:
        key = bytes.fromhex(self._file.state.secret)
        return hmac.digest(key, kind.encode() + payload, hashlib.sha256)[:SEAL_BYTES]


def _pair(client: str, user: int) -> str:
    return f"{client}/{user}"
