"""The pages of the log."""

from django.urls import path

from tracker.views import (
    choices,
    entry,
    export,
    landing,
    log,
    manual,
    metrics,
    profile,
    resume,
    share,
    story,
    sync,
)

app_name = "tracker"
urlpatterns = [
    path("", landing.show, name="landing"),
    path("metrics", metrics.show, name="metrics"),
    path("robots.txt", landing.robots, name="robots"),
    path("log/", log.show, name="log"),
    path("log/new/", manual.create, name="entry_new"),
    path("log/<int:entry_id>/", entry.show, name="entry"),
    path("log/<int:entry_id>/edit/", manual.edit, name="entry_edit"),
    path("log/<int:entry_id>/delete/", manual.delete, name="entry_delete"),
    path("log/<int:entry_id>/story/", story.save, name="story"),
    path("log/<int:entry_id>/highlight/", choices.highlight, name="highlight"),
    path("log/<int:entry_id>/hide/", choices.hide, name="hide"),
    path("log/<int:entry_id>/kind/", choices.kind, name="kind"),
    path("sync/", sync.start, name="sync_start"),
    path("sync/status/", sync.status, name="sync_status"),
    path("sync/runs/", sync.runs, name="sync"),
    path("sync/gaps/retry/", sync.retry, name="sync_retry"),
    path("sync/again/", sync.again, name="sync_again"),
    path("resumes/", resume.index, name="resumes"),
    path("resumes/<int:resume_id>/", resume.show, name="resume"),
    path("resumes/<int:resume_id>/preview/<int:page>.png", resume.preview, name="resume_preview"),
    path("resumes/<int:resume_id>/export.pdf", resume.pdf, name="resume_pdf"),
    path("share/", share.show, name="share"),
    path("share/preview/", share.preview, name="share_preview"),
    path("share/links/", share.new_link, name="lens_new"),
    path("share/links/<int:lens_id>/revoke/", share.revoke_link, name="lens_revoke"),
    path("@<slug:handle>/", profile.show, name="profile"),
    path("@<slug:handle>/resume.pdf", profile.pdf, name="profile_pdf"),
    path("s/<str:token>/", profile.show_lens, name="lens"),
    path("s/<str:token>/resume.pdf", profile.lens_pdf, name="lens_pdf"),
    path("settings/data/export.json", export.download, name="export"),
]
