"""Grants that their owners took back: GitHub is told until it has heard."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db.models import F, Value
from django.db.models.functions import Now

from accounts.crypto import UnreadableSecretError
from accounts.models import GrantRevocation
from accounts.oauth_app import has_oauth_app
from tracker.github import oauth
from tracker.github.errors import GitHubError
from tracker.ingest.access import oauth_app

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=30)


def revoke_next() -> None:
    """Revoke what has been owed for longest; its row goes with GitHub's answer, or the eighth try.

    Only one: where GitHub does not answer, the keeper has its other work to do meanwhile.
    """
    owed = GrantRevocation.objects.filter(not_before__lte=Now()).order_by("not_before")
    revocation = owed.first()
    if revocation and _is_taken(revocation) and _is_over(revocation):
        revocation.delete()


def _is_taken(revocation: GrantRevocation) -> bool:
    """Whether this attempt is ours; its successor is set before it is made."""
    pause = FIRST_PAUSE * 2**revocation.attempts
    mine = GrantRevocation.objects.filter(pk=revocation.pk, attempts=revocation.attempts)
    return bool(mine.update(attempts=F("attempts") + 1, not_before=Now() + Value(pause)))


def _is_over(revocation: GrantRevocation) -> bool:
    if not has_oauth_app():
        return True  # the token was the owner's own; there is no grant behind it
    try:
        oauth.revoke_grant(oauth_app(), revocation.access_token)
    except (GitHubError, UnreadableSecretError) as error:
        is_last = revocation.attempts + 1 >= MOST_ATTEMPTS
        log.warning("keeper_revocation_failed", revocation=revocation.pk, error=str(error))
        return is_last or isinstance(error, UnreadableSecretError)
    log.info("keeper_revoked", revocation=revocation.pk)
    return True
