import json

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.render.documents import projects_of, resume, with_bullets
from tracker.render.coverage import Fitter, fit, shown_characters
from tracker.render.typst_engine import FONTS

HIEROGLYPH = "\U00013000"


def test_the_coverage_table_says_what_the_shipped_fonts_hold() -> None:
    ranges = json.loads((FONTS / "coverage.json").read_text())
    told = {character for first, last in ranges for character in range(first, last + 1)}

    held: set[int] = set()
    for face in FONTS.glob("*.ttf"):
        with TTFont(face, lazy=True) as font:
            held.update(font.getBestCmap())
    assert told == held


@given(st.text())
def test_a_fitted_text_holds_only_what_the_fonts_can_show(text: str) -> None:
    assert shown_characters().issuperset(map(ord, Fitter().fit(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń, Việt Nam, Ελλάδα, Привет",
        "修复故障转移 修正しました 동시 이름 변경 臺灣",
        "إصلاح التسرب תיקון दिल्ली แก้ไข",
        "‖A·x \N{MINUS SIGN} b‖₂ ≤ ε → ∑ x², 𝔽₂ ½ ™ ✓ ■",
        "🚀 👩\u200d💻 🇧🇪 1\ufe0f\u20e3",
    ],
)
def test_the_scripts_we_promise_can_be_shown(text: str) -> None:
    fitter = Fitter()

    assert fitter.fit(text) == text
    assert not fitter.replaced


def test_a_character_without_a_glyph_becomes_visible_and_is_reported() -> None:
    fitted, replaced = fit(with_bullets(f"Deciphered {HIEROGLYPH} today", name="\U0001f130da"))

    assert projects_of(fitted)[0].bullets[0].text == "Deciphered ? today"
    assert HIEROGLYPH in replaced


@pytest.mark.parametrize(
    "box", ["\ue000", "\ue801", "\uf8ff", "\U000f0000", "\U0010fffd", "\ufffc"]
)
def test_what_has_no_shape_that_all_share_becomes_visible_and_is_reported(box: str) -> None:
    fitter = Fitter()

    assert fitter.fit(f"x{box}y") == "x?y"
    assert list(fitter.replaced) == [box]


def test_a_compatibility_character_falls_back_to_its_plain_form() -> None:
    fitter = Fitter(shown=frozenset(map(ord, "fi ")))

    assert fitter.fit("\ufb01") == "fi"
    assert list(fitter.replaced) == ["\ufb01"]


def test_a_document_that_can_be_shown_is_left_as_it_is() -> None:
    assert fit(resume()) == (resume(), ())
