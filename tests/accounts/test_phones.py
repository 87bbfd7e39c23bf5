"""Telephone numbers: what is one, and how it is dialled."""

import pytest
from django.core.exceptions import ValidationError

from accounts.phones import check_phone, phone_url, plain_phone


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+32 9 123 45 67", "tel:+3291234567"),
        ("+32 (0)9 123.45.67", "tel:+3291234567"),
        ("+1 (503) 555-0142", "tel:+15035550142"),
        ("(503) 555-0142", "tel:5035550142"),
        ("09 123 45 67", "tel:091234567"),
        ("+49 89/1234-567", "tel:+49891234567"),
        ("+1 503 555 0142 ext. 12", "tel:+15035550142;ext=12"),
        ("+1 503 555 0142 x12", "tel:+15035550142;ext=12"),
        ("+1-503-555-0142;ext=12", "tel:+15035550142;ext=12"),
        ("+1-503-555-0142 EXT 12", "tel:+15035550142;ext=12"),
        ("+290 22222", "tel:+29022222"),
        ("1" * 15, "tel:" + "1" * 15),
    ],
)
def test_a_number_is_dialled_as_it_is_written(written: str, dialled: str) -> None:
    check_phone(written)

    assert phone_url(written) == dialled


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "112",
        "1" * 16,
        "+0 123 456 789",
        "++32 9 123 45 67",
        "+32 9 123 45 67\n",
        "+32 9 (123 45 67",
        "call me",
        "+32 9 123 45 67 or later",
        "javascript:5035550142",
        "tel:+3291234567",
        "+32 9 123 45 67;phone-context=x",
        "<b>5035550142</b>",
        "1" * 10_000 + "!",
    ],
)
def test_what_is_no_number_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ValidationError, match=r"such as .* 123 45 67"):
        check_phone(written)

    assert phone_url(written) == ""


@pytest.mark.parametrize(
    ("copied", "kept"),
    [
        ("\u202a+32\u00a09\u202f123 45 67\u202c", "+32 9 123 45 67"),
        ("+1\u2011503\u2013555\u22120142", "+1-503-555-0142"),
        ("\uff0b\uff18\uff11 3 1234 5678", "+81 3 1234 5678"),
        ("+\u0669\u0667\u0661 50 123 4567", "+971 50 123 4567"),
    ],
)
def test_a_number_that_was_copied_is_kept_in_plain_signs(copied: str, kept: str) -> None:
    assert plain_phone(copied) == kept
