"""People, and their connection to GitHub."""

from __future__ import annotations

import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now

from accounts import crypto
from accounts.phones import MAX_PHONE, check_phone

HANDLE_VALIDATOR = RegexValidator(
    r"^[a-z0-9](?:[a-z0-9-]{0,37}[a-z0-9])?$",
    "Use lower-case letters, digits and single hyphens, at most 39 characters.",
)


class UserManager(BaseUserManager["User"]):
    """Makes users; a password is for administrators only."""

    def create_user(self, handle: str, password: str | None = None, **fields: Any) -> User:
        """Store a user; without a password nobody can sign in with one."""
        user = self.model(handle=handle, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, password: str | None = None, **fields: Any) -> User:
        """Store an administrator."""
        return self.create_user(handle, password, is_staff=True, is_superuser=True, **fields)

    def named(self, name: str) -> User:
        """The user of this handle, else the one with this GitHub login; either case.

        Raises User.DoesNotExist, also where two people went by the login one after the other.
        """
        found = self.filter(handle=name.lower())[:1] or self.filter(github__login__iexact=name)[:2]
        if len(found) != 1:
            raise User.DoesNotExist(name)
        return found[0]


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a log. `handle` is their public address, `/@handle/`."""

    handle = models.CharField(max_length=39, unique=True, validators=[HANDLE_VALIDATOR])
    name = models.CharField(max_length=120, blank=True)
    headline = models.CharField(max_length=160, blank=True)
    summary = models.TextField(max_length=1200, blank=True)
    location = models.CharField(max_length=120, blank=True)
    website = models.URLField(max_length=300, blank=True)
    contact_email = models.EmailField(blank=True, help_text="Shown on your résumé only.")
    contact_phone = models.CharField(
        max_length=MAX_PHONE,
        blank=True,
        validators=[check_phone],
        help_text="Shown on your résumé only.",
    )
    time_zone = models.CharField(max_length=64, default="UTC")
    time_zone_is_chosen = models.BooleanField(default=False)

    profile_is_public = models.BooleanField(default=False)
    profile_is_indexed = models.BooleanField(default=False)
    resume_is_public = models.BooleanField(default=False)

    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "handle"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.handle

    @property
    def display_name(self) -> str:
        """The name that others read; the handle where none was given."""
        return self.name.strip() or self.handle

    @property
    def initials(self) -> str:
        """One or two capitals that stand in for a picture."""
        words = self.display_name.split()
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone in which this person's days begin."""
        return zoneinfo.ZoneInfo(self.time_zone)


class GitHubConnection(models.Model):
    """What ties a user to GitHub: the numeric id, which never changes, and the encrypted tokens.

    `scopes` is what GitHub last said that the token carries; `opted_in` is what the person chose on
    our own page and GitHub then granted: a later sign-in, for which GitHub hands out all of it
    again, is not refused. `problem` says why GitHub no longer accepts us (empty while it does):
    then nothing is asked of GitHub until the person connects again.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="github")
    github_id = models.BigIntegerField(unique=True)
    node_id = models.CharField(max_length=128, blank=True)
    login = models.CharField(max_length=100)
    scopes = models.JSONField(default=list, help_text="granted by GitHub")
    opted_in = models.JSONField(default=list, help_text="scopes that the person asked for here")
    sealed_access_token = models.TextField(blank=True, editable=False)
    sealed_refresh_token = models.TextField(blank=True, editable=False)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="of the access token")
    problem = models.CharField(max_length=300, blank=True)
    connected_at = models.DateTimeField(db_default=Now())
    next_sync_at = models.DateTimeField(
        db_default=Now(), editable=False, help_text="when the keeper wakes its owner"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["next_sync_at"],
                condition=models.Q(problem="") & ~models.Q(sealed_access_token=""),
                name="connection_next_sync",
            )
        ]

    def __str__(self) -> str:
        return self.login

    @property
    def profile_url(self) -> str:
        """The person's page at GitHub."""
        return f"{settings.GITHUB_URL}/{self.login}"

    @property
    def is_usable(self) -> bool:
        """Whether there is a token that GitHub was last seen to accept."""
        return bool(self.sealed_access_token) and not self.problem

    @property
    def access_token(self) -> str:
        """The token in clear; empty where there is none. Raises UnreadableSecretError."""
        return self._open("access_token")

    @access_token.setter
    def access_token(self, token: str) -> None:
        self._seal("access_token", token)

    @property
    def refresh_token(self) -> str:
        """The refresh token in clear; empty for tokens that do not expire."""
        return self._open("refresh_token")

    @refresh_token.setter
    def refresh_token(self, token: str) -> None:
        self._seal("refresh_token", token)

    def _place(self, column: str) -> str:
        return f"accounts_githubconnection.{column}.{self.github_id}"

    def _open(self, column: str) -> str:
        stored: str = getattr(self, f"sealed_{column}")
        return crypto.unseal(stored, place=self._place(column)) if stored else ""

    def _seal(self, column: str, secret: str) -> None:
        sealed = crypto.seal(secret, place=self._place(column)) if secret else ""
        setattr(self, f"sealed_{column}", sealed)


class GrantRevocation(models.Model):
    """A grant still to be taken back at GitHub; outlives the account it came from.

    The keeper tries until GitHub answers, at most eight times, and the row goes with the answer.
    `place` names the GitHub account by its numeric id: what its token was sealed for.
    """

    sealed_token = models.TextField(editable=False)
    place = models.CharField(max_length=120, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(db_default=Now())
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Grant revocation {self.pk}"

    @property
    def access_token(self) -> str:
        """A token of the grant, in clear. Raises UnreadableSecretError."""
        return crypto.unseal(self.sealed_token, place=self.place)

    @access_token.setter
    def access_token(self, token: str) -> None:
        self.sealed_token = crypto.seal(token, place=self.place)
