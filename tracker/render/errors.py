"""Why a document could not be made. The message of each is fit to be shown to the person."""


class RenderError(Exception):
    """The document could not be made."""


class RenderTimeoutError(RenderError):
    """The typesetter took longer than its limit; the same document would do so again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"Setting this résumé took longer than {seconds:g} seconds, so we stopped. "
            "Choose fewer entries and try again."
        )


class RenderBusyError(RenderError):
    """Others' documents took so long that this one's turn did not come."""

    def __init__(self) -> None:
        super().__init__(
            "So many files are being made just now that this one had to wait too long. "
            "Try again in a minute."
        )


class RenderCrashError(RenderError):
    """The typesetter ended without an answer: out of memory, or a fault of its own."""

    def __init__(self) -> None:
        super().__init__(
            "The typesetter stopped while setting this résumé. "
            "Choose fewer entries or shorter texts and try again."
        )


class RenderRefusedError(RenderError):
    """The typesetter answered that this document cannot be set."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"This résumé could not be set: {reason}")
