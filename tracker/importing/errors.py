"""Why nothing could be read from a file."""


class UnreadableFileError(Exception):
    """The file is none that we can read; the message says why, for the person who has it."""
