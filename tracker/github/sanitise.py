"""The one sanitiser: every value that GitHub sends passes through here before anything keeps it.

Every function returns the same when it is given its own result.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

LINE_CAP = 1024
BODY_CAP = 4000
URL_CAP = 2000
ID_CAP = 128
MAX_MARKS = 4  # combining marks on one letter; living scripts need no more, "zalgo" text does
FIRST_YEAR, LAST_YEAR = 1970, 2200
MAX_COUNT = 2**31 - 1  # PostgreSQL's integer
MAX_BIG = 2**63 - 1  # PostgreSQL's bigint

# Control characters but newline and tab, Unicode's bidirectional formatting characters (UAX #9, 2),
# the byte order mark, and the code points that are promised never to be characters.
_PLANES = range(0, 0x110000, 0x10000)
_NEVER = "".join(chr(plane + low) for plane in _PLANES for low in (0xFFFE, 0xFFFF))
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
    f"\ufdd0-\ufdef{_NEVER}]"
)
_REMOVED_ASCII = dict.fromkeys([*range(9), *range(11, 32), 0x7F])  # quicker, and most text is
_RARE_BREAK = re.compile("[\x85\u2028\u2029]")


def text(value: str, cap: int = BODY_CAP) -> str:
    """Several lines of text, `cap` characters at most; only newline and tab remain of controls."""
    head = value[: cap * 4].replace("\r\n", "\n").replace("\r", "\n")
    return _plain(head)[:cap].strip()


def line(value: str, cap: int = LINE_CAP) -> str:
    """The same on one line: every run of white space becomes one space."""
    return " ".join(text(value, cap).split())


def url(value: str, cap: int = URL_CAP) -> str:
    """A web address as it came, or "" for anything but plain http and https."""
    if len(value) > cap or not value.isprintable() or " " in value or _is_not_web(value):
        return ""
    return value


def token(value: str, cap: int = ID_CAP) -> str:
    """An id or a cursor as it came, or "" for what none looks like: opaque, so never mended."""
    is_plausible = len(value) <= cap and value.isascii() and value.isprintable()
    return value if is_plausible and " " not in value else ""


def big_id(value: str | int) -> int | None:
    """A database id: GraphQL's BigInt comes as a string; None outside PostgreSQL's bigint."""
    digits = str(value) if isinstance(value, str) or 0 < value <= MAX_BIG else ""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(MAX_BIG))):
        return None
    number = int(digits)
    return number if 0 < number <= MAX_BIG else None


def instant(value: str) -> datetime | None:
    """An aware instant in UTC from ISO 8601, or None: no zone, not a date, another age."""
    try:
        parsed = datetime.fromisoformat(value)
        moment = parsed.astimezone(UTC) if parsed.tzinfo else None
    except (ValueError, OverflowError):
        return None
    return moment if moment and FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _plain(value: str) -> str:
    if value.isascii():
        return value.translate(_REMOVED_ASCII)
    whole = (
        _RARE_BREAK.sub("\n", value)
        .encode("utf-16-le", "surrogatepass")
        .decode("utf-16-le", "replace")
    )
    composed = unicodedata.normalize("NFC", _REMOVED.sub("", whole))
    has_marks = any(_is_mark(character) for character in set(composed))
    return "".join(_few_marks(composed)) if has_marks else composed


def _few_marks(value: str) -> Iterator[str]:
    run = 0
    for character in value:
        run = run + 1 if _is_mark(character) else 0
        if run <= MAX_MARKS:
            yield character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def _is_not_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return True
    return parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc
