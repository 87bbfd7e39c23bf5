"""Résumés and typesetting jobs for the tests, each field replaceable by name."""

from datetime import date
from typing import Any

from tracker.present.document import Bullet, Link, Project, ResumeDocument
from tracker.render.payload import payload

PULL = "https://github.com/ember/queue/pull/4812"
TALK = "https://talks.example/2024/expand"
PROFILE = "https://contriblog.example/@ada/"


def bullet(text: str, **changes: Any) -> Bullet:
    return Bullet(**{"text": text, "evidence": (Link("#4812", PULL),), **changes})


def project(*bullets: Bullet, **changes: Any) -> Project:
    fields = {
        "name": "ember-queue",
        "url": "https://github.com/ember/queue",
        "description": "A task queue that must not lose work",
        "language": "Python",
        "started_on": date(2021, 3, 4),
        "bullets": bullets or (bullet("Stopped tasks from running twice after a failover."),),
    }
    return Project(**{**fields, **changes})


def resume(*projects: Project, **changes: Any) -> ResumeDocument:
    fields = {
        "title": "Ada Lindqvist: résumé",
        "name": "Ada Lindqvist",
        "made_on": date(2026, 2, 1),
        "headline": "Makes queues behave under load",
        "summary": "Eleven years of building and repairing the parts of services that nobody sees.",
        "location": "Ghent, Belgium",
        "links": (Link("ada@lindqvist.example", "mailto:ada@lindqvist.example"),),
        "projects": projects or (project(),),
        "footer_url": PROFILE,
    }
    return ResumeDocument(**{**fields, **changes})


def with_bullets(*texts: str, **changes: Any) -> ResumeDocument:
    return resume(project(*map(bullet, texts)), **changes)


PDF_JOB = {"format": "pdf", "timestamp": 0, "standards": ["ua-1"]}
DATA = payload(resume())
