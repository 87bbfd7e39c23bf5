"""Handles: the public address a person goes by, `/@handle/`."""

import itertools
import re

from django.core.exceptions import ValidationError

from accounts.models import User

_LENGTH = 39  # characters, as many as a GitHub login may have

# Names that would let their holder speak for the site, or that read like one of its pages.
_RESERVED_WORDS = """
about abuse account accounts admin administrator anonymous api app assets billing blog
contact contriblog demo docs everyone export ghost guest help home info legal login logout
mail me moderator news nobody null official owner policy postmaster press privacy profile
public root security settings share signin signout signup site staff static status support
system team terms undefined user webmaster www
"""
RESERVED = frozenset(_RESERVED_WORDS.split())


def refuse_reserved(handle: str) -> None:
    """Raise ValidationError for a handle that nobody may take."""
    if handle in RESERVED:
        raise ValidationError("This handle is reserved. Please choose another one.")


def unused_handle(login: str) -> str:
    """A free handle that reads like a GitHub login: itself where possible, else with a number.

    Logins of Enterprise Managed Users carry an underscore, which becomes a hyphen:
    https://docs.github.com/en/enterprise-cloud@latest/admin/concepts/identity-and-access-management/enterprise-managed-users
    """
    stem = re.sub(r"[^a-z0-9]+", "-", login.lower()).strip("-")[:_LENGTH].rstrip("-") or "user"
    candidates = itertools.chain([stem], (_numbered(stem, number) for number in itertools.count(2)))
    return next(handle for handle in candidates if _is_free(handle))


def _numbered(stem: str, number: int) -> str:
    suffix = f"-{number}"
    return stem[: _LENGTH - len(suffix)].rstrip("-") + suffix


def _is_free(handle: str) -> bool:
    return handle not in RESERVED and not User.objects.filter(handle=handle).exists()
