"""What goes when a person goes."""

from accounts.models import User
from tracker.models.entry import Entry
from tracker.models.repository import Repository
from tracker.models.resume import Resume
from tracker.models.sync import SyncRun


def forget(user: User) -> None:
    """Delete a person's log, and those of its repositories that nobody else has worked in.

    Runs inside the transaction that deletes the account. The runs go first: that waits for a page
    that is being stored, and no later page finds its fence. Then the résumés: that waits for a
    document that gives codes to entries. Somebody else's page may refer to a repository just now:
    its rows are locked, and locking them here waits for it.
    """
    SyncRun.objects.filter(user=user).delete()
    resumes = Resume.objects.filter(user=user).order_by("pk").select_for_update()
    Resume.objects.filter(pk__in=[resume.pk for resume in resumes]).delete()
    entries = Entry.objects.filter(user=user)
    theirs = Repository.objects.filter(pk__in=entries.values("repository")).order_by("node_id")
    repositories = [repository.pk for repository in theirs.select_for_update()]
    entries.delete()
    Repository.objects.filter(pk__in=repositories, entries=None).delete()
