"""Deleting an account: everything goes, at once."""

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.module_loading import import_string

from accounts.connections import disconnect
from accounts.models import GitHubConnection, User
from accounts.sessions import end_sessions


@transaction.atomic
def delete_account(user: User) -> None:
    """Delete a person and all that is theirs; GitHub is told by the queue of revocations.

    `settings.BEFORE_DELETION` is called with the user first, inside the same transaction.
    """
    import_string(settings.BEFORE_DELETION)(user)
    User.objects.select_for_update().get(pk=user.pk)  # who adds a row for them now waits, and fails
    disconnect(user)
    end_sessions(user)
    _forget_in_admin_log(user)
    for connection in GitHubConnection.objects.filter(user=user):
        _forget_in_admin_log(connection)
    user.delete()


def _forget_in_admin_log(row: models.Model) -> None:
    """The admin's log keeps the names of what was changed, without a foreign key to it."""
    content_type = ContentType.objects.get_for_model(row)
    LogEntry.objects.filter(content_type=content_type, object_id=str(row.pk)).delete()
