"""The wanted files of a ZIP from anywhere, within bounds, and never unpacked to disk."""

from __future__ import annotations

import io
import zlib
from collections.abc import Container
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from tracker.importing.errors import UnreadableFileError

MAX_FILES = 2_000  # in the archive; LinkedIn's have some fifty
MAX_UNPACKED = 4 * 1024 * 1024  # bytes of one file that is read

# Of what is packed otherwise, Python unpacks the whole even where only its beginning is read.
_BOUNDED = (ZIP_STORED, ZIP_DEFLATED)
_BROKEN = (BadZipFile, EOFError, NotImplementedError, OSError, RuntimeError, ValueError, zlib.error)


def read_archive(content: bytes, wanted: Container[str]) -> tuple[dict[str, bytes], list[str]]:
    """The `wanted` files by their plain names in lower case, and the names of all others.

    Folders do not matter; of two files of one name the first is read. Raises UnreadableFileError
    on what is broken, encrypted or larger than an export of one person can be.
    """
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _files(archive, wanted)
    except _BROKEN:
        raise UnreadableFileError("The ZIP file is damaged or locked by a password.") from None


def _files(archive: ZipFile, wanted: Container[str]) -> tuple[dict[str, bytes], list[str]]:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) > MAX_FILES:
        raise UnreadableFileError(f"The ZIP file holds more than {MAX_FILES:,} files.")
    read: dict[str, bytes] = {}
    others = []
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/")).name
        if name.casefold() in wanted and name.casefold() not in read:
            read[name.casefold()] = _unpacked(archive, member)
        else:
            others.append(name)
    return read, others


def _unpacked(archive: ZipFile, member: ZipInfo) -> bytes:
    """What `member` holds; what its header claims about the size is not believed."""
    if member.compress_type not in _BOUNDED:
        raise UnreadableFileError("The ZIP file is packed in a way that LinkedIn does not use.")
    with archive.open(member) as file:
        content = file.read(MAX_UNPACKED + 1)
    if len(content) > MAX_UNPACKED:
        raise UnreadableFileError("A file in the ZIP is far larger than such tables are.")
    return content
