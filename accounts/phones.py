"""Telephone numbers as people write them, and as a telephone dials them."""

import re
import unicodedata

from django.core.exceptions import ValidationError

MAX_PHONE = 40  # characters
_MOST_DIGITS, _FEWEST_DIGITS = 15, 5  # E.164 has no more; no service's short number is anyone's
_HINT = "Enter a phone number such as +32 9 123 45 67 or (503) 555-0142 ext. 12."
_SHAPE = re.compile(
    r"(?P<plus>\+?) ?"
    r"(?P<number>(?:\([0-9]{1,5}\)|[0-9])(?:[ ./-]*(?:\([0-9]{1,5}\)|[0-9]))*)"
    r"(?:(?: ?;? ?ext[.=]?| ?x| ?#) ?(?P<extension>[0-9]{1,6}))?",
    re.IGNORECASE,
)
# What comes along when a number is copied from a list of contacts or a web page.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_DASHES = re.compile("[\u2010-\u2015\u2212]")


def plain_phone(text: str) -> str:
    """Return `text` with the digits, spaces and dashes of ASCII, and nothing that is not seen."""
    seen = _DASHES.sub("-", unicodedata.normalize("NFKC", _UNSEEN.sub("", text)))
    return " ".join("".join(map(_digit, seen)).split())


def _digit(character: str) -> str:
    return str(unicodedata.decimal(character, character))


def check_phone(text: str) -> None:
    """Raise ValidationError unless `text` is a number that a telephone can dial."""
    if not phone_url(text):
        raise ValidationError(_HINT)


def phone_url(text: str) -> str:
    """Return the address by which `text` is dialled (RFC 3966), or "" where it is no number.

    "(0)" in a number with its country's code is for those who dial from within, so it goes. A
    number without that code stays as it is: nobody has told us the country.
    """
    found = _SHAPE.fullmatch(text)
    if not found:
        return ""
    plus, number, extension = found.group("plus", "number", "extension")
    digits = re.sub("[^0-9]", "", number.replace("(0)", "") if plus else number)
    if not _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS or (plus and digits.startswith("0")):
        return ""
    return f"tel:{plus}{digits}" + (f";ext={extension}" if extension else "")
