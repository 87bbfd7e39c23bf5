"""Somebody with eight projects, forty bullets, and a résumé of two pages for each round."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from accounts.models import User
from tests import make
from tracker.models import Resume
from tracker.present.document import ResumeDocument
from tracker.present.resume import document_for
from tracker.resume_content.content import Item

PROJECTS = 8
BULLETS = 5
SUMMARY = "Has built and repaired the quiet parts of services. "


@dataclass(frozen=True, slots=True)
class Person:
    """The résumés by their documents, and the cookie that opens them over HTTP."""

    cookies: dict[str, str]
    documents: tuple[ResumeDocument, ...]
    ids: dict[str, int]


def move_in(resumes: int) -> Person:
    """Store the person; no line of one résumé is a line of another."""
    ada = make.user("ada", name="Ada Lindqvist", location="Ghent, Belgium")
    make.connection(ada)
    entries = [
        make.highlight(ada, place=place).pk
        for place in (make.repository(f"ada/project-{number}") for number in range(PROJECTS))
        for _ in range(BULLETS)
    ]
    made = [_resume(ada, entries, number) for number in range(resumes)]
    documents = tuple(document_for(resume, public=False) for resume in made)
    ids = {document.name: resume.pk for document, resume in zip(documents, made, strict=True)}
    return Person(_cookies(ada), documents, ids)


def _resume(owner: User, entries: list[int], number: int) -> Resume:
    text = "Repaired case {}-{}, in which work was lost after a restart of the broker."
    items = (Item(entry, text.format(number, line)) for line, entry in enumerate(entries))
    words = {"name": f"Ada Lindqvist {number}", "summary": f"{number}. {SUMMARY * 3}"}
    return make.resume(owner, items=tuple(items), headline="Makes queues behave", **words)


def _cookies(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
