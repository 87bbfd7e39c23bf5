"""The connection to GitHub: recorded at each sign-in, undone by its owner."""

from functools import partial
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from accounts.crypto import UnreadableSecretError
from accounts.grants import Grant, forget_revocations, queue_revocation
from accounts.models import GitHubConnection, User


class Identity(NamedTuple):
    """Who somebody is at GitHub; only the login may change."""

    github_id: int
    node_id: str
    login: str


@transaction.atomic
def record_connection(user: User, identity: Identity, grant: Grant) -> None:
    """Store what a sign-in brought, in place of what an earlier one left.

    `settings.AFTER_SIGN_IN` is called with the user once all of it is committed.
    """
    connection, _ = GitHubConnection.objects.get_or_create(
        user=user, defaults={"github_id": identity.github_id, "login": identity.login}
    )
    connection.node_id, connection.login = identity.node_id, identity.login
    connection.access_token, connection.refresh_token = grant.access_token, grant.refresh_token
    connection.expires_at, connection.scopes = grant.expires_at, sorted(grant.scopes)
    connection.opted_in = sorted(grant.scopes) if grant.is_of_our_app else []
    connection.problem, connection.connected_at = "", Now()
    connection.save()
    forget_revocations(identity.github_id)
    transaction.on_commit(partial(_after_sign_in, user), robust=True)


def _after_sign_in(user: User) -> None:
    import_string(settings.AFTER_SIGN_IN)(user)


@transaction.atomic
def disconnect(user: User) -> bool:
    """Erase the user's tokens here and queue the grant's end at GitHub; keep the log.

    False where GitHub cannot be told, because the token no longer opens with our keys.
    """
    connection = GitHubConnection.objects.select_for_update().filter(user=user).first()
    if connection is None:
        return True
    revocable = _revoke(connection)
    connection.sealed_access_token = connection.sealed_refresh_token = ""
    connection.expires_at, connection.scopes, connection.problem = None, [], ""
    connection.opted_in = []
    connection.save()
    return revocable


def _revoke(connection: GitHubConnection) -> bool:
    try:
        token = connection.access_token
    except UnreadableSecretError:
        return False
    if token:
        queue_revocation(token, connection.github_id)
    return True
