"""Résumés and typesetting jobs for the tests, each field replaceable by name."""

from datetime import date
from typing import Any

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section
from tracker.render.payload import payload
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

PULL = "https://github.com/ember/queue/pull/4812"
TALK = "https://talks.example/2024/expand"
PROFILE = "https://contriblog.example/@ada/"
SUMMARY = "Eleven years of building and repairing the parts of services that nobody sees."


def bullet(text: str, **changes: Any) -> Bullet:
    return Bullet(**{"text": text, "evidence": (Link("#4812", PULL),), **changes})


def project(*bullets: Bullet, **changes: Any) -> Group:
    fields = {
        "name": "ember-queue",
        "url": "https://github.com/ember/queue",
        "description": "A task queue that must not lose work",
        "language": "Python",
        "started": PartialDate(2021, 3),
        "bullets": bullets or (bullet("Stopped tasks from running twice after a failover."),),
    }
    return Group(**{**fields, **changes})


def resume(*projects: Group, **changes: Any) -> ResumeDocument:
    summary = changes.pop("summary", SUMMARY)
    sections = (
        Section(Part.SUMMARY, text=summary),
        Section(Part.PROJECTS, groups=projects or (project(),)),
    )
    fields = {
        "title": "Ada Lindqvist: résumé",
        "name": "Ada Lindqvist",
        "made_on": date(2026, 2, 1),
        "headline": "Makes queues behave under load",
        "location": "Ghent, Belgium",
        "links": (Link("ada@lindqvist.example", "mailto:ada@lindqvist.example"),),
        "sections": sections,
        "footer_url": PROFILE,
    }
    return ResumeDocument(**{**fields, **changes})


def projects_of(document: ResumeDocument) -> tuple[Group, ...]:
    return document.groups_of(Part.PROJECTS)


def with_bullets(*texts: str, **changes: Any) -> ResumeDocument:
    return resume(project(*map(bullet, texts)), **changes)


PDF_JOB = {"format": "pdf", "timestamp": 0, "standards": ["ua-1"]}
DATA = payload(resume())
