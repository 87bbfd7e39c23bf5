"""Access to GitHub on a person's behalf: their client, their token, and its end."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from accounts.crypto import UnreadableSecretError
from accounts.models import GitHubConnection
from tracker.github import oauth
from tracker.github.client import GitHubClient
from tracker.github.errors import TokenRejectedError

_CONNECT_FIRST = "Sign in with GitHub to connect your account, then sync again."


class NotConnectedError(Exception):
    """There is no token that GitHub was last seen to accept; `sentence` says what to do."""

    code = "not_connected"
    detail = ""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def connection_of(user_id: int) -> GitHubConnection:
    """The person's usable connection; raises NotConnectedError."""
    connection = GitHubConnection.objects.filter(user_id=user_id).first()
    if connection is None or not connection.sealed_access_token:
        raise NotConnectedError(_CONNECT_FIRST)
    if connection.problem:
        raise NotConnectedError(connection.problem)
    return connection


def client_for(connection: GitHubConnection) -> GitHubClient:
    """A client that asks with the person's token; raises TokenRejectedError if it cannot open."""
    try:
        token = connection.access_token
    except UnreadableSecretError as error:
        raise TokenRejectedError(str(error)) from error
    return GitHubClient(token, graphql_url=settings.GITHUB_GRAPHQL_URL)


def oauth_app() -> oauth.OAuthApp:
    """This installation as GitHub knows it."""
    return oauth.OAuthApp(
        client_id=settings.GITHUB_CLIENT_ID,
        client_secret=settings.GITHUB_CLIENT_SECRET,
        github_url=settings.GITHUB_URL,
        api_url=settings.GITHUB_API_URL,
    )


def refresh(connection: GitHubConnection) -> None:
    """Give the connection a fresh token, which is stored before anyone uses it.

    GitHub kills both old tokens with the exchange, so it is made under a lock on the row; whoever
    comes second finds the fresh token there. Raises TokenRejectedError if there is no way, and
    NotConnectedError if its owner has disconnected meanwhile.
    """
    with transaction.atomic():
        stored = GitHubConnection.objects.select_for_update().filter(pk=connection.pk).first()
        if stored is None or not stored.sealed_access_token:
            raise NotConnectedError(_CONNECT_FIRST)
        if stored.sealed_access_token == connection.sealed_access_token:
            _exchange(stored)
            stored.save()
        connection.refresh_from_db()


def close(connection: GitHubConnection, sentence: str) -> None:
    """Ask nothing more of GitHub until the person connects again, and tell them why."""
    GitHubConnection.objects.filter(
        pk=connection.pk, sealed_access_token=connection.sealed_access_token
    ).update(problem=sentence)


def _exchange(connection: GitHubConnection) -> None:
    try:
        token = connection.refresh_token
    except UnreadableSecretError as error:
        raise TokenRejectedError(str(error)) from error
    if not token:
        raise TokenRejectedError("there is no refresh token")
    pair = oauth.refresh(oauth_app(), token)
    connection.access_token, connection.refresh_token = pair.access_token, pair.refresh_token
    connection.expires_at = pair.expires_at
    connection.problem = ""
