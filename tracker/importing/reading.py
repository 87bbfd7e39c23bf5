"""One door for every file: which sort it is shows by what is in it, not by its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.importing import linkedin
from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import Found
from tracker.importing.json_resume import read_json_resume
from tracker.importing.notes import TOO_MUCH
from tracker.importing.tables import decoded

MAX_BYTES = 5 * 1024 * 1024
MAX_CHARACTERS = 250_000  # some hundred pages; what was found travels in a form and back


def read(content: bytes) -> Found:
    """What `content`, at most `MAX_BYTES`, holds for a résumé.

    Raises UnreadableFileError where it is of no sort that we know, or holds nothing.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFileError(f"The file is larger than {MAX_BYTES // 1024**2} MB.")
    found = _found(content)
    if found.is_empty:
        raise UnreadableFileError(
            f"The file is {found.source}, but there is nothing in it to take."
        )
    if sum(map(len, _texts(found))) > MAX_CHARACTERS:
        raise UnreadableFileError(TOO_MUCH)
    posts = tuple(each for each in found.experience if each.what or each.where)
    studies = tuple(each for each in found.education if each.what or each.where)
    return replace(found, experience=posts, education=studies)


def _texts(found: Found) -> Iterator[str]:
    for post in (*found.experience, *found.education):
        yield from (post.what, post.where, post.place, post.url, post.text, *post.highlights)
    yield from found.skills
    yield from (link.url for link in found.links)


def _found(content: bytes) -> Found:
    if content.startswith(b"PK"):
        return linkedin.read_zip(content)
    if content.startswith(b"%PDF"):
        raise UnreadableFileError(
            "The file is a PDF. Ask LinkedIn for a copy of your data instead: it comes as a ZIP."
        )
    text = decoded(content)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return read_json_resume(text.lstrip("\ufeff"))
    return linkedin.read_table(text)
