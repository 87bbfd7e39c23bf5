import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.render.documents import bullet, project, projects_of, resume
from tracker.present.document import Link
from tracker.render.clean import (
    MAX_BULLETS,
    MAX_GROUPS,
    clean,
    clean_language,
    clean_text,
    clean_url,
    short_address,
)
from tracker.render.left_out import left_out
from tracker.render.texts import MAX_NAME

ANY_TEXT = st.text(st.characters(), max_size=200)


@given(ANY_TEXT)
def test_cleaned_text_is_one_line_that_can_be_printed_and_encoded(text: str) -> None:
    cleaned = clean_text(text, 100)

    assert len(cleaned) <= 100
    assert cleaned == cleaned.strip()
    assert not {"Cc", "Cs"} & {unicodedata.category(character) for character in cleaned}
    cleaned.encode()
    # Valid in XML 1.0 (§2.2), hence in a DOCX.
    assert all(
        each <= "\ud7ff" or "\ue000" <= each <= "\ufffd" or each > "\uffff" for each in cleaned
    )


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text, 100)

    assert clean_text(once, 100) == once


@given(st.text("abc é漢字😀", max_size=50).map(str.split).map(" ".join))
def test_ordinary_text_is_left_as_it_is(text: str) -> None:
    assert clean_text(text, 100) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("bell\x07 nul\x00 del\x7f", "bell nul del"),
        ("before\ud83dafter", "beforeafter"),
        ("mark\ufeff \ufff9notes\ufffa", "mark notes"),
        ("file\u202etxt.exe\u202c \u2066isolated\u2069", "filetxt.exe isolated"),
        ("one\ntwo\r\nthree\u2028four\tfive", "one two three four five"),
        ("e\ufb03cient \ufb01les", "efficient files"),
        ("A\u030angstro\u0308m", "Ångström"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 3),
        ("family 👨\u200d👩\u200d👧", "family 👨\u200d👩\u200d👧"),
    ],
)
def test_what_cannot_be_printed_goes_and_the_rest_stays(raw: str, cleaned: str) -> None:
    assert clean_text(raw, 200) == cleaned


@pytest.mark.parametrize(
    "nothing", ["\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff"]
)
def test_what_no_file_may_hold_leaves_the_sign_for_that(nothing: str) -> None:
    assert clean_text(f"x{nothing}y", 200) == "x\ufffcy"


@pytest.mark.parametrize(
    "own", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffc", "\ufffd"]
)
def test_what_is_seen_as_a_box_stays(own: str) -> None:
    assert clean_text(f"x{own}y", 200) == f"x{own}y"


def test_a_text_over_its_limit_ends_in_an_ellipsis() -> None:
    assert clean_text("word " * 100, 12) == "word word w…"


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/a/b/pull/1",
        "http://example.org/?q=1#top",
        "mailto:ada@example.org",
        "tel:+3291234567",
        "tel:5035550142",
        "tel:+15035550142;ext=12",
    ],
)
def test_addresses_of_the_web_of_mail_and_of_phones_are_kept(address: str) -> None:
    assert clean_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https:",
        "mailto:",
        "tel:",
        "tel:+",
        "tel:ask-me",
        "tel:+32 9 123 45 67",
        "tel:*21*5035550142#",
        "tel:+3291234567;phone-context=x",
        "tel:+3291234567?body=x",
        "tel:+3291234567#x",
        "tel://+3291234567",
        "tel:" + "1" * 16,
        "http://[::1",
        "https://example.org/" + "a" * 2_000,
    ],
)
def test_any_other_address_is_dropped(address: str) -> None:
    assert clean_url(address) == ""


def test_an_address_is_written_in_ascii() -> None:
    assert clean_url('https://example.org/é "x"') == "https://example.org/%C3%A9%20%22x%22"


def test_a_link_with_a_forbidden_address_is_left_out_and_said() -> None:
    document = resume(project(bullet("Done.", evidence=(Link("#1", "javascript:alert(1)"),))))

    cleaned = clean(document)

    assert projects_of(cleaned)[0].bullets[0].evidence == ()
    assert left_out(document, cleaned) == ("1 of the links of ember-queue",)


def test_a_link_without_a_label_prints_its_address() -> None:
    assert short_address("https://www.example.org/ada/") == "example.org/ada"
    assert short_address("tel:+3291234567") == "+3291234567"
    assert clean(resume(links=(Link("", "https://example.org/"),))).links[0].label == "example.org"


def test_counts_beyond_the_bounds_are_cut_and_said() -> None:
    many = project(*(bullet(f"Number {number}.") for number in range(MAX_BULLETS + 2)))
    document = resume(*(many,) * (MAX_GROUPS + 1))

    cleaned = clean(document)

    assert len(projects_of(cleaned)) == MAX_GROUPS
    assert len(projects_of(cleaned)[0].bullets) == MAX_BULLETS
    assert "1 of what stands under “Open source”" in left_out(document, cleaned)
    assert "2 of the bullets of ember-queue" in left_out(document, cleaned)


def test_a_bullet_without_words_is_left_out() -> None:
    assert projects_of(clean(resume(project(bullet(" \x00 ")))))[0].bullets == ()


def test_a_person_without_a_printable_name_is_called_unnamed() -> None:
    assert clean(resume(name="\u202e")).name == "Unnamed"
    assert len(clean(resume(name="A" * 500)).name) == MAX_NAME


def test_a_clean_document_is_left_as_it_is() -> None:
    document = resume()

    assert clean(document) == document
    assert left_out(document, replace(document)) == ()


@pytest.mark.parametrize(
    ("tag", "kept"),
    [("en", "en"), ("pt-BR", "pt-BR"), ("zh-Hant-TW", "zh-Hant-TW"), ('"]#x', "en"), ("", "en")],
)
def test_a_language_that_is_no_tag_becomes_english(tag: str, kept: str) -> None:
    assert clean_language(tag) == kept
