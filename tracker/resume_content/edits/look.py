"""Edits of the look: theme, language, paper, length, and what is printed beside the text."""

from __future__ import annotations

from dataclasses import replace

from tracker.records import Paper
from tracker.resume_content.content import Language, ResumeContent, Theme


def choose_theme(content: ResumeContent, theme: Theme, version: int) -> ResumeContent:
    """Wear `theme`, in its `version`: the newest, unless the owner wants an older one kept."""
    return replace(content, theme=theme, theme_version=version)


def choose_language(content: ResumeContent, language: Language) -> ResumeContent:
    """Write the résumé's own words in `language`; the owner's words stay as they are."""
    return replace(content, language=language)


def choose_paper(content: ResumeContent, paper: Paper) -> ResumeContent:
    """Set it on `paper`."""
    return replace(content, paper=paper)


def aim_at(content: ResumeContent, pages: int) -> ResumeContent:
    """Aim at this many pages, 1 to 10."""
    return replace(content, page_target=pages)


def choose_options(
    content: ResumeContent, *, has_qr: bool, has_proofs: bool, is_archival: bool
) -> ResumeContent:
    """Print a code that leads to the public page, links to verify pages, and make it PDF/A."""
    return replace(content, has_qr=has_qr, has_proofs=has_proofs, is_archival=is_archival)
