"""Why a file could not be read as a log."""


class UnreadableLogError(Exception):
    """The file is not a log that we wrote; the message says where, for the person who has it."""
