"""From a file to plain data, within bounds: the file may come from anywhere."""

import json
import math
from pathlib import Path
from typing import Any, NoReturn

from tracker.log_format import FORMAT, VERSION
from tracker.restore.errors import UnreadableLogError

MAX_BYTES = 256 * 1024 * 1024  # about 60,000 entries with long descriptions
MAX_DEPTH = 12  # a log that we wrote has 6
_SHOWN = 20  # characters of a number that is refused


def read_log(path: Path) -> dict[str, Any]:
    """Return the data of an exported log. Raises UnreadableLogError; writes nothing."""
    try:
        data = json.loads(
            _content(path), object_pairs_hook=_unique, parse_float=_finite, parse_constant=_refuse
        )
    except RecursionError:
        raise UnreadableLogError("The file is nested too deeply to be a log.") from None
    except ValueError as error:
        raise UnreadableLogError(f"The file is not valid JSON: {error}.") from None
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise UnreadableLogError("The file is not an export of a log.")
    if data.get("version") != VERSION:
        raise UnreadableLogError(f"Its version is {data.get('version')!r}; we read {VERSION}.")
    _check(data, MAX_DEPTH)
    return data


def _content(path: Path) -> str:
    """Return the text of the file, never reading more than `MAX_BYTES` of it."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableLogError(f"The file cannot be read: {error.strerror}.") from None
    if len(content) > MAX_BYTES:
        raise UnreadableLogError(f"The file is larger than {MAX_BYTES // 1024**2} MiB.")
    return content.decode()


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise UnreadableLogError("The file names a thing twice in one place.")
    return found


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _refuse(digits[:_SHOWN])


def _refuse(constant: str) -> NoReturn:
    raise UnreadableLogError(f"The file holds {constant}, which is not a number that we can store.")


def _check(value: object, depth: int) -> None:
    """Refuse what is nested deeper than `depth`, and text that a database cannot hold."""
    if depth == 0:
        raise UnreadableLogError("The file is nested too deeply to be a log.")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            _check(part, depth - 1)
    elif isinstance(value, list):
        for part in value:
            _check(part, depth - 1)


def _check_text(text: str) -> None:
    try:
        is_storable = b"\0" not in text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        is_storable = False
    if not is_storable:
        raise UnreadableLogError("The file holds a character that cannot be stored.")
