"""GraphQL errors in the shapes that GitHub answers with."""

from collections.abc import Iterable
from typing import Any

from graphql import GraphQLError, GraphQLFormattedError

INSUFFICIENT_SCOPES = "INSUFFICIENT_SCOPES"


class GitHubError(GraphQLError):
    """An error with GitHub's `type` beside the message, such as NOT_FOUND."""

    def __init__(self, kind: str | None, message: str, extensions: dict[str, Any] | None = None):
        super().__init__(message, extensions=extensions)
        self.kind = kind


def not_found(what: str) -> GitHubError:
    """Say that an object does not exist, or is not visible to this token: GitHub tells no more."""
    return GitHubError("NOT_FOUND", f"Could not resolve to {what}")


def unknown_node(identifier: str) -> GitHubError:
    """Say that no visible object has this node id."""
    return not_found(f"a node with the global id of '{identifier}'.")


def missing_scope(field: str, needed: Iterable[str], granted: Iterable[str]) -> GitHubError:
    """Say that the token lacks a scope, in GitHub's words."""
    return GitHubError(
        INSUFFICIENT_SCOPES,
        "Your token has not been granted the required scopes to execute this query. "
        f"The '{field}' field requires one of the following scopes: {sorted(needed)}, but your "
        f"token has only been granted the: {sorted(granted)} scopes. Please modify your token's "
        "scopes at: https://github.com/settings/tokens.",
    )


def kind_of(error: GraphQLError) -> str | None:
    """Return GitHub's `type` of an error, also of one that execution has wrapped."""
    kind: str | None = getattr(error.original_error or error, "kind", None)
    return kind


def formatted(error: GraphQLError) -> dict[str, Any]:
    """Return an error as GitHub writes it: type, path, extensions, locations, message."""
    written: GraphQLFormattedError = error.formatted
    kind = kind_of(error)
    body: dict[str, Any] = {"type": kind} if kind else {}
    for key in ("path", "extensions", "locations", "message"):
        if key in written:
            body[key] = written[key]
    return body
