"""What a person may allow us at GitHub beyond the sign-in: asked for on a page of ours, remembered.

GitHub hands out every scope that was ever granted to the app, so a token may carry more than a
sign-in asked for. What the person chose here is theirs to give; all else is refused.
"""

from dataclasses import dataclass

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import render

from accounts.github_provider.provider import SCOPES_ASKED
from accounts.grants import queue_revocation
from accounts.models import GitHubConnection
from accounts.scopes import READ_USER, REPO, allow


@dataclass(frozen=True, slots=True)
class OptIn:
    """One permission, explained before GitHub's page."""

    scope: str
    title: str
    reads: str
    why: str
    promise: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An opt-in as it stands: on, or once on and no longer granted by GitHub, or neither."""

    offer: OptIn
    is_on: bool
    was_on: bool


OFFERS = (
    OptIn(
        scope=READ_USER,
        title="Your sponsorships",
        reads=(
            "Whom you sponsor and sponsored, since when, and whether you keep it private. GitHub "
            "then also counts the reviews that you gave in private repositories."
        ),
        why="Paying for open source is a contribution, and no public list of yours shows it.",
        promise=(
            "We never ask how much, and store no amount. What is private at GitHub is shown to you "
            "alone. GitHub\u2019s permission also covers the private part of your profile; we read "
            "none of it."
        ),
    ),
    OptIn(
        scope=REPO,
        title="Your work in private repositories",
        reads=(
            "Your pull requests, issues, reviews, comments, commits and releases in the private "
            "repositories that you can see."
        ),
        why="For a log that is complete for yourself, also at work.",
        promise=(
            "GitHub has no narrower permission for this: it would also let us write to all your "
            "repositories. We never do: we only ever read. What is private never stands on your "
            "public page, a shared link or a r\u00e9sum\u00e9."
        ),
    ),
)


def choices(connection: GitHubConnection | None) -> tuple[Choice, ...]:
    """Each offer, and how it stands with this connection."""
    scopes = connection.scopes if connection else []
    chosen = connection.opted_in if connection else []
    return tuple(
        Choice(offer, is_on=allow(scopes, offer.scope), was_on=allow(chosen, offer.scope))
        for offer in OFFERS
    )


def is_offered(scope: str) -> bool:
    """Whether it is one of the scopes that we ask for."""
    return any(offer.scope == scope for offer in OFFERS)


def refuse_unasked(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Raise ImmediateHttpResponse for a grant wider than asked now and chosen before.

    Such a grant is taken back at GitHub, and the person asked to try again.
    """
    grant, github_id = sociallogin.grant, int(sociallogin.account.uid)
    unasked = grant.scopes - _asked(sociallogin) - _chosen_before(github_id)
    if unasked:
        queue_revocation(grant.access_token, github_id)
        context = {"unasked": sorted(unasked)}
        page = render(request, "accounts/too_much_granted.html", context, status=403)
        raise ImmediateHttpResponse(page)


def thank(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """Say what came of an opt-in."""
    asked = frozenset(sociallogin.state.get(SCOPES_ASKED, ()))
    if asked and asked <= sociallogin.grant.scopes:
        messages.success(request, "Thank you. We are reading what you have just allowed.")
    elif asked:
        messages.warning(request, "GitHub granted less than you chose. Nothing else was changed.")


def _asked(sociallogin: SocialLogin) -> frozenset[str]:
    usual = sociallogin.account.get_provider().get_scope()
    return frozenset([*usual, *sociallogin.state.get(SCOPES_ASKED, ())])


def _chosen_before(github_id: int) -> frozenset[str]:
    known = GitHubConnection.objects.filter(github_id=github_id).first()
    return frozenset(known.opted_in) if known else frozenset()
