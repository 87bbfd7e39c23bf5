"""A résumé as the document that the renderers set."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import GitHubConnection, User
from accounts.phones import phone_url
from tracker.models import Resume
from tracker.present.document import Link, ResumeDocument
from tracker.present.resume.chosen import chosen
from tracker.present.resume.lines import lines_of
from tracker.present.resume.sections import ShownSection, sections_of
from tracker.present.words import words_in


def document_for(resume: Resume, *, public: bool, today: date | None = None) -> ResumeDocument:
    """Return what `resume` says, for its owner or, with `public`, for a stranger.

    Either way it holds only what a stranger may see. The stranger's leaves out e-mail and phone.
    `today` is the owner's day unless given; it decides which projects still go on.
    """
    today = today or today_of(resume)
    lines = lines_of(resume, chosen(resume).entries)
    return document_of(resume, sections_of(resume, lines, today), today, public=public)


def document_of(
    resume: Resume, sections: Iterable[ShownSection], today: date, *, public: bool
) -> ResumeDocument:
    """Put the `sections` that are shown under the person's name and addresses."""
    user, content = resume.user, resume.content
    shown = [each for each in sections if each.choice.is_shown]
    has_evidence = any(each.printed_count for each in shown)
    name = content.name.strip() or user.display_name
    return ResumeDocument(
        title=f"{name}: {words_in(content.language).resume}",
        name=name,
        made_on=today,
        headline=content.headline.strip() or user.headline,
        location=user.location,
        links=tuple(_contact_links(user, public=public)),
        sections=tuple(each.section for each in shown),
        footer_url=_profile_url(user) if user.profile_is_public and has_evidence else None,
        has_qr=content.has_qr,
        language=content.language,
        paper=content.paper,
        theme=content.theme,
        theme_version=content.theme_version,
        is_archival=content.is_archival,
    )


def resume_of(user: User) -> Resume:
    """Return the person's résumé; one that is not stored where they have none yet."""
    return Resume.objects.first_of(user) or Resume(user=user)


def today_of(resume: Resume) -> date:
    """The day on which its owner is."""
    return timezone.localdate(timezone=resume.user.zone)


def _contact_links(user: User, *, public: bool) -> Iterable[Link]:
    if user.contact_email and not public:
        yield Link(user.contact_email, f"mailto:{user.contact_email}")
    if user.contact_phone and not public:
        yield Link(user.contact_phone, phone_url(user.contact_phone))
    if user.website:
        yield Link("", user.website)
    connection = GitHubConnection.objects.filter(user=user).only("login").first()
    if connection:
        yield Link("", connection.profile_url)


def _profile_url(user: User) -> str:
    return settings.SITE_URL + reverse("tracker:profile", args=[user.handle])
