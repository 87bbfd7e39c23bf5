"""Time the full log: seconds from the row to the file, memory of worker and typesetter, bytes.

Run as `python -m bench.full_log 2000 12000`; those are the entries. It brings its own PostgreSQL.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from contriblog.local import keys
from contriblog.local.postgres import Postgres

ROOT = Path(__file__).parent.parent
SIZES = ("2000", "12000")


def main(sizes: list[str]) -> int:
    """Measure inside a process that has the database."""
    with TemporaryDirectory(prefix="contriblog-") as name:
        postgres = Postgres(Path(name))
        variables = {"DJANGO_SETTINGS_MODULE": "contriblog.settings", "DEBUG": "false"}
        variables |= keys.missing_keys(Path(name)) | postgres.start()
        command = [sys.executable, "-m", "bench.full_log_inside", *sizes]
        try:
            return subprocess.run(  # noqa: S603 - our own module
                command, cwd=ROOT, env=os.environ | variables, check=False
            ).returncode
        finally:
            postgres.stop()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:] or list(SIZES)))
