"""What can keep a checkout from starting."""


class SetupError(Exception):
    """Something on this machine is in the way; the message says what, and what to do about it."""
