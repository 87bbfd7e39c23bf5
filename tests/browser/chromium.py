"""Finds a Chromium for the browser tests, or installs one: `python -m tests.browser.chromium`.

In this order: one on the PATH; Debian's, where we are root on a system with apt; Playwright's own.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_BY_APT = "apt-get install --yes --no-install-recommends chromium"
_BY_PLAYWRIGHT = ".venv/bin/playwright install --with-deps chromium"


def main() -> None:
    """Install a Chromium unless there is one; ends with the line to run if that fails."""
    if executable() or _installed_by_apt() or _installed_by_playwright():
        return
    sys.exit(
        "The browser tests need a Chromium and none could be installed. As root, run:\n"
        f"  {_BY_APT}\nor, on other systems:\n  {_BY_PLAYWRIGHT}"
    )


def executable() -> str | None:
    """The path of a Chromium: the system's, else Playwright's; None if there is neither."""
    for name in _NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def _installed_by_apt() -> bool:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return False
    subprocess.run([apt, "update", "--quiet"], check=False)
    command = [apt, *_BY_APT.split()[1:]]
    done = subprocess.run(
        command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=False
    )
    return done.returncode == 0 and executable() is not None


def _installed_by_playwright() -> bool:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, check=False).returncode == 0 and executable() is not None


if __name__ == "__main__":
    main()
