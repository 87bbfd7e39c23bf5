"""The admin's view of people: to look things up, and to bar somebody."""

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib import admin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import GitHubConnection, User

# Ours stand in for these: no e-mail is kept, no token, and the settings name the OAuth app.
admin.site.unregister([EmailAddress, SocialAccount, SocialApp, SocialToken, Group])


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Whoever has an account. Their own words are theirs to change."""

    list_display = ("handle", "name", "date_joined", "last_login", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff")
    search_fields = ("handle", "name")
    fields = (
        "handle",
        "name",
        "date_joined",
        "last_login",
        "is_active",
        "is_staff",
        "is_superuser",
    )
    readonly_fields = ("handle", "name", "date_joined", "last_login")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: accounts are made by signing in."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody: `manage.py delete_user` also tells GitHub and ends the sessions."""
        return False


@admin.register(GitHubConnection)
class GitHubConnectionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs only
    """Who is connected and how it goes; the tokens are not among the fields."""

    list_display = ("login", "user", "github_id", "connected_at", "problem")
    search_fields = ("login", "user__handle", "=github_id")
    fields = ("user", "login", "github_id", "scopes", "connected_at", "expires_at", "problem")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: connections are made by signing in."""
        return False

    def has_change_permission(
        self, request: HttpRequest, obj: GitHubConnection | None = None
    ) -> bool:
        """Nobody: it says what GitHub said."""
        return False

    def has_delete_permission(
        self, request: HttpRequest, obj: GitHubConnection | None = None
    ) -> bool:
        """Nobody: disconnecting is its owner's choice."""
        return False
