"""What comes as a file is read within bounds."""

from pathlib import Path

import pytest

from tracker.restore import file as log_file
from tracker.restore.errors import UnreadableLogError
from tracker.restore.file import read_log

HEAD = '{"format": "contriblog-log", "version": 1'


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "log.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_log_is_read(tmp_path: Path) -> None:
    assert read_log(written(tmp_path, HEAD + "}")) == {"format": "contriblog-log", "version": 1}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "not valid JSON"),
        (HEAD, "not valid JSON"),
        (b"\xff\xfe", "not valid JSON"),
        ("[]", "not an export"),
        ('{"format": "something"}', "not an export"),
        ('{"format": "contriblog-log", "version": 2}', "Its version is 2; we read 1"),
        ("[" * 100_000, "nested too deeply"),
        (HEAD + ', "x": ' + "[" * 40 + "]" * 40 + "}", "nested too deeply"),
        (HEAD + ', "x": ' + "9" * 5000 + "}", "not valid JSON"),
        (HEAD + ', "x": NaN}', "NaN, which is not a number"),
        (HEAD + ', "x": 1e999}', "1e999, which is not a number"),
        (HEAD + ', "x": [-1e999]}', "-1e999, which is not a number"),
        (HEAD + ', "version": 1}', "names a thing twice"),
        (HEAD + ', "x": "\\u0000"}', "cannot be stored"),
        (HEAD + ', "x": "\\ud800"}', "cannot be stored"),
        (HEAD + ', "\\u0000": 1}', "cannot be stored"),
    ],
)
def test_what_is_not_a_log_is_refused_with_its_reason(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(UnreadableLogError, match=reason):
        read_log(written(tmp_path, content))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLogError, match="No such file"):
        read_log(tmp_path / "missing.json")


def test_a_file_beyond_the_bound_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_file, "MAX_BYTES", 1024)

    with pytest.raises(UnreadableLogError, match="larger than"):
        read_log(written(tmp_path, HEAD + " " * 2048 + "}"))
