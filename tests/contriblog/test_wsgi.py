"""The web server's entry."""

import subprocess
import sys

from contriblog.local.paths import ROOT

COUNT = """
import contriblog.wsgi, gc
loaded, young = gc.get_freeze_count(), len(gc.get_objects())
print(loaded > 10 * young)
"""


def test_a_collection_in_a_request_need_not_look_through_all_that_was_loaded_at_start() -> None:
    printed = subprocess.run(  # noqa: S603 ours
        [sys.executable, "-c", COUNT], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert printed.stdout == "True\n"
