"""The browser that the tests need."""

import subprocess
import sys
from pathlib import Path

from contriblog.local.paths import ROOT


def test_where_no_browser_can_be_had_the_line_that_installs_one_is_named(tmp_path: Path) -> None:
    nowhere = {
        "PATH": str(tmp_path),
        "HOME": str(tmp_path),
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
    }
    refused = subprocess.run(
        [sys.executable, "-m", "tests.browser.chromium"],
        cwd=ROOT,
        env=nowhere | {"PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 1
    assert "apt-get install --yes --no-install-recommends chromium" in refused.stderr
    assert ".venv/bin/playwright install --with-deps chromium" in refused.stderr
