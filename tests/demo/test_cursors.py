"""Node ids and cursors carry GitHub's bytes, and stand on a row, not on a count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contriblog.demo.cursors import keyset, read_keyset, read_offset
from contriblog.demo.errors import GitHubError
from contriblog.demo.msgpack import pack, unpack
from contriblog.demo.node_ids import database_id, node_id

ATOMS = st.one_of(st.integers(0, 2**63), st.text(max_size=60))


@given(st.lists(ATOMS, max_size=15))
def test_what_is_packed_comes_back(values: list[int | str]) -> None:
    assert unpack(pack(values)) == values


@given(st.binary(max_size=40))
def test_foreign_bytes_are_refused_or_read_but_never_crash(data: bytes) -> None:
    try:
        unpack(data)
    except ValueError:
        return


def test_node_ids_begin_as_githubs_do() -> None:
    assert node_id("PR", 300_000_000, 1_000_000_055).startswith("PR_kwDO")
    assert node_id("U", 71_840_236).startswith("U_kgDO")


def test_a_node_id_tells_its_last_database_id() -> None:
    assert database_id(node_id("PRR", 300_000_000, 1_000_000_055)) == 1_000_000_055


@pytest.mark.parametrize("text", ["", "PR_", "nonsense", "PR_!!!!", "MDQ6VXNlcjE="])
def test_a_text_that_is_no_node_id_has_no_database_id(text: str) -> None:
    assert database_id(text) is None


@given(st.integers(0, 2**32 - 1), st.integers(1, 2**40))
def test_a_cursor_leads_back_to_its_key(instant: int, identifier: int) -> None:
    assert read_keyset(keyset((instant, identifier)), 2) == (instant, identifier)


@pytest.mark.parametrize("cursor", ["abc", "Y3Vyc29yOjE=", "Y3Vyc29yOnYyOg=="])
def test_a_foreign_cursor_is_refused_by_githubs_error(cursor: str) -> None:
    with pytest.raises(GitHubError, match="does not appear to be a valid cursor") as refusal:
        read_keyset(cursor, 2)
    assert refusal.value.kind == "INVALID_CURSOR_ARGUMENTS"


def test_a_cursor_of_another_order_is_refused() -> None:
    with pytest.raises(GitHubError):
        read_keyset(keyset((1,)), 2)


def test_search_cursors_are_offsets() -> None:
    assert read_offset("Y3Vyc29yOjEwMA==") == 100
