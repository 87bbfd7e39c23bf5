import pytest

from tests.tracker.render.documents import everything
from tests.tracker.render.formats.hard import hard_documents
from tracker.render.formats import ALL, BY_EXTENSION, Format


@pytest.mark.parametrize("each", ALL, ids=BY_EXTENSION)
def test_equal_documents_give_equal_bytes(each: Format) -> None:
    assert each.export(everything()) == each.export(everything())


@pytest.mark.parametrize("each", ALL, ids=BY_EXTENSION)
def test_other_documents_give_other_bytes(each: Format) -> None:
    files = {each.export(document) for document in hard_documents().values()}

    assert len(files) == len(hard_documents())


def test_each_format_has_an_ending_and_a_name_of_its_own() -> None:
    assert len({each.extension for each in ALL}) == len({each.name for each in ALL}) == len(ALL)
