"""Commands whose reader leaves early, as in `manage.py export LOGIN | head`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from contriblog.local.paths import ROOT


@pytest.mark.parametrize("command", ["diffsettings", "help"])
def test_a_reader_that_leaves_ends_a_command_without_a_word(command: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(  # noqa: S603 ours
        [sys.executable, "manage.py", command],
        cwd=ROOT,
        env=os.environ | {"CONTRIBLOG_LOCAL": str(tmp_path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )

    os.close(writing)
    assert ended.stderr == b""
    assert ended.returncode == 141  # as a shell reports the end by SIGPIPE
