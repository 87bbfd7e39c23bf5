"""What a long document leaves in a worker."""

import contextlib
import ctypes


def give_back() -> None:
    """Hand what is free to the system: glibc keeps it once blocks as large as a PDF were freed.

    Other C libraries have no such function, and need none.
    """
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
