"""Titles lose what only tools read, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.present.titles import UNTITLED, clean_title


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("fix: name the layer", "Name the layer"),
        ("feat(api)!: drop the old cursor", "Drop the old cursor"),
        ("FIX(export): name the layer", "Name the layer"),
        ("chore:", "Chore:"),
        ("[kernels] do not skip the guard", "Do not skip the guard"),
        ("[io][tests] fix: name the layer", "Name the layer"),
        ("[1, 2] is sorted", "[1, 2] is sorted"),
        ("[io]", "[io]"),
        ("fixed: a thing", "Fixed: a thing"),
        ("Fix: the case where fix: appears twice", "The case where fix: appears twice"),
        ("batch_size only applies to generators", "batch_size only applies to generators"),
        ("https://example.org is down", "https://example.org is down"),
        ("iOS builds again", "iOS builds again"),
        ("  two \n lines ", "Two lines"),
        ("", UNTITLED),
    ],
)
def test_a_title_reads_as_its_author_meant_it(title: str, cleaned: str) -> None:
    assert clean_title(title) == cleaned


@given(st.text(max_size=300))
def test_any_title_cleans_to_one_line_that_is_not_empty(title: str) -> None:
    cleaned = clean_title(title)

    assert cleaned
    assert cleaned == " ".join(cleaned.split())
