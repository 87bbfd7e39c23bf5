"""Every string from GitHub is made harmless, and what was harmless is left alone."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.github import sanitise

ANY_TEXT = st.text(st.characters(exclude_categories=[]))  # lone surrogates too
HARMLESS = "Grüße, 世界! नमस्ते 👩‍🚀 🏳️‍🌈 שלום 한국어 x²"


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("nul\x00 in the middle", "nul in the middle"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("c1\x9b control", "c1 control"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("a pair \ud83d\ude80 of them", "a pair 🚀 of them"),
        ("user\u202egpj.exe", "usergpj.exe"),
        ("\u2066isolate\u2069", "isolate"),
        ("e\u0301", "é"),
        ("\ufeffmark", "mark"),
        ("not a character \uffff", "not a character"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("z" + "\u0335" * 50 + "algo", "z" + "\u0335" * 4 + "algo"),
        (HARMLESS, HARMLESS),
    ],
)
def test_a_line_keeps_its_words_and_loses_its_tricks(raw: str, clean: str) -> None:
    assert sanitise.line(raw) == clean


def test_a_body_keeps_its_lines_and_tabs() -> None:
    assert (
        sanitise.text("one\r\ntwo\rthree\n\tfour\x00\u2028five") == "one\ntwo\nthree\n\tfour\nfive"
    )


@pytest.mark.parametrize("raw", ["x" * 100_000, "é" * 100_000, "e\u0301" * 100_000])
def test_text_is_cut_to_what_is_stored(raw: str) -> None:
    assert len(sanitise.text(raw)) == 4000
    assert len(sanitise.line(raw)) == 1024


@given(ANY_TEXT)
def test_what_is_stored_can_be_stored_and_shown(raw: str) -> None:
    clean = sanitise.text(raw)

    clean.encode("utf-8")
    assert "\x00" not in clean
    assert unicodedata.is_normalized("NFC", clean)
    assert all(c in "\n\t" or unicodedata.category(c) != "Cc" for c in clean)


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert sanitise.text(sanitise.text(raw)) == sanitise.text(raw)
    assert sanitise.line(sanitise.line(raw)) == sanitise.line(raw)


@given(ANY_TEXT)
def test_a_line_is_one_line(raw: str) -> None:
    assert len(sanitise.line(raw).splitlines()) <= 1


@pytest.mark.parametrize("address", ["https://github.com/a/b/pull/1", "http://localhost:8001/a"])
def test_a_web_address_is_kept_as_it_came(address: str) -> None:
    assert sanitise.url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//github.com/a",
        "/a/b",
        "https://",
        "https://user:secret@github.com/",
        "https://github.com/a b",
        "https://github.com/\x00",
        "https://[half",
        "https://github.com/" + "a" * 3000,
        "",
    ],
)
def test_anything_but_a_plain_web_address_is_dropped(address: str) -> None:
    assert sanitise.url(address) == ""


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("4000000001", 4_000_000_001),
        (7, 7),
        (str(2**63 - 1), 2**63 - 1),
        (str(2**63), None),
        (2**63, None),
        ("0", None),
        (-1, None),
        ("-1", None),
        ("1e3", None),
        ("²", None),
        ("٣", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_a_database_id_fits_the_column_or_is_unknown(raw: str | int, kept: int | None) -> None:
    assert sanitise.big_id(raw) == kept


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("2024-02-29T23:59:60Z", None),
        ("2024-02-29T23:59:59Z", datetime(2024, 2, 29, 23, 59, 59, tzinfo=UTC)),
        ("2024-03-01T01:00:00+02:00", datetime(2024, 2, 29, 23, tzinfo=UTC)),
        ("2024-03-01T01:00:00", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("1969-12-31T23:59:59Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_an_instant_is_aware_and_of_this_age(raw: str, kept: datetime | None) -> None:
    assert sanitise.instant(raw) == kept


@given(ANY_TEXT)
def test_no_text_upsets_the_readers_of_ids_addresses_and_instants(raw: str) -> None:
    assert sanitise.token(raw) in ("", raw)
    assert sanitise.url(raw) in ("", raw)
    sanitise.big_id(raw)
    sanitise.instant(raw)
