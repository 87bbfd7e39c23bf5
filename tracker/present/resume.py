"""A résumé: the highlights, by project, as the document that the renderers set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tracker.models import Entry, Resume
from tracker.present.document import Link, ResumeDocument, Section
from tracker.present.proofs import proof_links
from tracker.present.sections import ProjectSection, ResumeLine, sections_of
from tracker.present.words import words_in
from tracker.present.worth import best_first
from tracker.records import Form
from tracker.resume_content.content import Part

UNCHOSEN = 5  # how many of the best stand in while nothing is highlighted
MAX_HIGHLIGHTS = 400  # more than a document of 40 projects can hold


@dataclass(frozen=True, slots=True)
class ResumeContents:
    """What stands on a résumé, and what does not though it was highlighted.

    `is_chosen` is false while nothing that may be shown is highlighted: then the best
    `UNCHOSEN` entries stand in (`tracker.present.worth.RULE`).
    """

    document: ResumeDocument
    sections: tuple[ProjectSection, ...]
    is_chosen: bool
    private_left_out: int
    gone_left_out: int

    @property
    def line_count(self) -> int:
        """How many bullets there are."""
        return sum(len(section.lines) for section in self.sections)

    def lines_with(self, characters: Iterable[str]) -> tuple[ResumeLine, ...]:
        """Return the lines that hold one of `characters`."""
        wanted = set(characters)
        lines = (line for section in self.sections for line in section.lines)
        return tuple(line for line in lines if not wanted.isdisjoint(line.bullet.text))


def document_for(resume: Resume, *, public: bool, today: date | None = None) -> ResumeDocument:
    """Return what `resume` says, for its owner or, with `public`, for a stranger.

    Either way it holds only what a stranger may see. The stranger's leaves out the e-mail address.
    `today` is the owner's day unless given; it decides which projects still go on.
    """
    today = today or _today(resume)
    entries, _ = _entries_for(resume.user)
    sections = sections_of(resume.user, entries, today, proof_links(resume))
    return _document(resume, sections, today, public=public)


def contents_of(resume: Resume, *, today: date | None = None) -> ResumeContents:
    """Return what `document_for` tells the owner, with the entries behind each line."""
    today = today or _today(resume)
    entries, is_chosen = _entries_for(resume.user)
    sections = sections_of(resume.user, entries, today, proof_links(resume))
    highlighted = Entry.objects.filter(user=resume.user).shown().highlighted()
    return ResumeContents(
        document=_document(resume, sections, today, public=False),
        sections=sections,
        is_chosen=is_chosen,
        private_left_out=highlighted.private().count(),
        gone_left_out=highlighted.gone().count(),
    )


def entry_ids_on(resume: Resume) -> set[int]:
    """Return which entries of its owner `resume` tells of, now or once strangers may see them."""
    items = resume.content.items
    if items is None:
        return {entry.pk for entry in _entries_for(resume.user)[0]}
    named = Entry.objects.filter(user=resume.user, pk__in=[item.entry_id for item in items])
    return set(named.values_list("pk", flat=True))


def resume_of(user: User) -> Resume:
    """Return the person's résumé; one that is not stored where they have none yet."""
    return Resume.objects.first_of(user) or Resume(user=user)


def _today(resume: Resume) -> date:
    return timezone.localdate(timezone=resume.user.zone)


def _entries_for(user: User) -> tuple[list[Entry], bool]:
    """Return what is highlighted, newest first, or else the best; and which of the two it is."""
    showable = Entry.objects.filter(user=user).public()
    chosen = list(showable.highlighted().for_lines().newest_first()[:MAX_HIGHLIGHTS])
    if chosen:
        return chosen, True
    work = showable.exclude(form=Form.COMMENT)  # a remark is no bullet, unless its owner says so
    best_ids = [*best_first(work).values_list("pk", flat=True)[:UNCHOSEN]]
    return list(showable.filter(pk__in=best_ids).for_lines().newest_first()), False


def _document(
    resume: Resume, sections: tuple[ProjectSection, ...], today: date, *, public: bool
) -> ResumeDocument:
    user, content = resume.user, resume.content
    name = content.name.strip() or user.display_name
    return ResumeDocument(
        title=f"{name}: {words_in(content.language).resume}",
        name=name,
        made_on=today,
        headline=content.headline or user.headline,
        location=user.location,
        links=tuple(_contact_links(user, public=public)),
        sections=(
            Section(Part.SUMMARY, text=content.summary or user.summary),
            Section(Part.PROJECTS, groups=tuple(each.project for each in sections)),
        ),
        footer_url=_profile_url(user) if user.profile_is_public and sections else None,
        has_qr=content.has_qr,
        language=content.language,
        paper=content.paper,
        theme=content.theme,
        theme_version=content.theme_version,
        is_archival=content.is_archival,
    )


def _contact_links(user: User, *, public: bool) -> Iterable[Link]:
    if user.contact_email and not public:
        yield Link(user.contact_email, f"mailto:{user.contact_email}")
    if user.website:
        yield Link("", user.website)
    connection = GitHubConnection.objects.filter(user=user).first()
    if connection:
        yield Link("", connection.profile_url)


def _profile_url(user: User) -> str:
    return settings.SITE_URL + reverse("tracker:profile", args=[user.handle])
