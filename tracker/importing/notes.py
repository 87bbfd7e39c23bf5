"""Texts, addresses, dates and lists within a résumé's bounds, and notes of what was lost."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from typing import Any, TypeVar, get_args

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from accounts.models import User
from accounts.phones import plain_phone
from tracker.importing.dates import read_date
from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import LeftOut
from tracker.resume_content.content import Address, Line, Paragraph, Sentence

MAX_NOTES = 60
MAX_VALUES = 200_000  # of one file; ten thousand posts have half of that
MOST_MARKS = 30  # on one letter, as Unicode's stream-safe text has (UAX #15)
TOO_MUCH = "The file says far more than stands on a résumé."
T = TypeVar("T")

# Controls but tab and newline, surrogates, noncharacters, and what turns the reading direction.
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff" + "".join(chr(p << 16 | e) for p in range(17) for e in (0xFFFE, 0xFFFF))
    + "]"
)  # fmt: skip
_BARE_ADDRESS = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")
_is_web = URLValidator(schemes=("http", "https"))
_check_mail: Callable[[str], None] = User._meta.get_field("contact_email").run_validators
_check_phone: Callable[[str], None] = User._meta.get_field("contact_phone").run_validators


def longest(text: Any) -> int:
    """How many characters one of the content's annotated texts may have."""
    limit: int = get_args(text)[1].max_length
    return limit


class Notes:
    """Reads one file's values; what it must cut or refuse, it notes under the value's name.

    Raises UnreadableFileError where there is no end of them.
    """

    def __init__(self) -> None:
        self._times: Counter[tuple[str, str]] = Counter()
        self._read = 0

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What was noted, in the order in which it was first met."""
        shown = (LeftOut(*key, times) for key, times in islice(self._times.items(), MAX_NOTES))
        more = sum(islice(self._times.values(), MAX_NOTES, None))
        return (*shown, LeftOut("Other fields", "they were too many to list", more))[: len(self)]

    def __len__(self) -> int:
        return min(len(self._times), MAX_NOTES + 1)

    def add(self, what: str, why: str, times: int = 1) -> None:
        """Remember that `what` was left out."""
        self._times[_plain(what)[:60], why] += times

    def line(self, what: str, value: object) -> str:
        """`value` on one line."""
        return self._bounded(what, " ".join(self._text(what, value).split()), longest(Line))

    def sentence(self, what: str, value: object) -> str:
        """`value` as what stands behind one bullet."""
        return self._bounded(what, " ".join(self._text(what, value).split()), longest(Sentence))

    def paragraph(self, what: str, value: object) -> str:
        """`value` with its line breaks."""
        return self._bounded(what, self._text(what, value), longest(Paragraph))

    def address(self, what: str, value: object) -> str:
        """`value` where it is a web address, "" and a note where it is something else."""
        text = self._text(what, value)
        whole = f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else text
        if not whole or (len(whole) <= longest(Address) and _is_address(whole)):
            return whole
        self.add(what, "it is not a web address")
        return ""

    def mail(self, what: str, value: object) -> str:
        """`value` where it is an e-mail address, "" and a note where it is something else."""
        text = self.line(what, value)
        return self._checked(what, text, _check_mail, "it is not an e-mail address")

    def phone(self, what: str, value: object) -> str:
        """`value` where it is a phone number, "" and a note where it is something else."""
        text = plain_phone(self.line(what, value))
        return self._checked(what, text, _check_phone, "it is not a phone number")

    def date(self, what: str, value: object) -> str:
        """`value` as a stored date, "" and a note where it is none."""
        text = self._text(what, value)
        found = read_date(text)
        if text and found is None:
            self.add(what, "it is not a date that we can read")
        return str(found or "")

    def few(self, what: str, values: Iterable[T], limit: int) -> tuple[T, ...]:
        """The first `limit` of `values`."""
        every = tuple(values)
        if len(every) > limit:
            self.add(what, f"a résumé holds {limit} of them", len(every) - limit)
        return every[:limit]

    def _text(self, what: str, value: object) -> str:
        self._read += 1
        if self._read > MAX_VALUES:
            raise UnreadableFileError(TOO_MUCH)
        if value is None or isinstance(value, str):
            return _plain(value or "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.add(what, "it is not text")
        return ""

    def _checked(self, what: str, text: str, check: Callable[[str], None], why: str) -> str:
        try:
            if text:
                check(text)
        except ValidationError:
            self.add(what, why)
            return ""
        return text

    def _bounded(self, what: str, text: str, limit: int) -> str:
        if len(text) <= limit:
            return text
        self.add(what, f"what it says after {limit:,} characters")
        return text[: limit - 1].rstrip() + "…"


def _plain(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    few = _piled_marks().sub(r"\1", _REMOVED.sub("", lines))
    return unicodedata.normalize("NFC", few).strip()


@cache
def _piled_marks() -> re.Pattern[str]:
    """More marks in a row than `MOST_MARKS`: sorting them takes the square of their number."""
    planes = map(chr, range(0x300, 0x20000))
    marks = "".join(each for each in planes if unicodedata.combining(each))
    return re.compile(f"([{marks}]{{{MOST_MARKS}}})[{marks}]+")


def _is_address(text: str) -> bool:
    try:
        _is_web(text)
    except ValidationError:
        return False
    return True
