"""Résumés and typesetting jobs for the tests, each field replaceable by name."""

from datetime import date
from typing import Any

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill
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


def talk(text: str = "Expand, then contract", **changes: Any) -> Bullet:
    fields = {
        "evidence": (Link("talks.example", TALK),),
        "level": "self",
        "on": PartialDate(2024, 5),
    }
    return bullet(text, **fields | changes)


def post(**changes: Any) -> Group:
    fields: dict[str, Any] = {
        "name": "Hearth Systems",
        "url": "https://hearth.example/",
        "role": "Staff engineer",
        "place": "Ghent",
        "description": "Keeps the queues of four products running.",
        "started": PartialDate(2019, 9),
        "bullets": (Bullet("Cut the time to deploy by half."),),
    }
    return Group(**fields | changes)


def study(**changes: Any) -> Group:
    fields: dict[str, Any] = {
        "name": "Ghent University",
        "role": "M.Sc.",
        "ended": PartialDate(2012),
    }
    return Group(**fields | changes)


def everything(**changes: Any) -> ResumeDocument:
    """A résumé with something in each section, and with each kind of field somewhere."""
    proven = bullet("Wrote the guide.", proof=Link("v/k3x9", f"{PROFILE}v/k3x9/"), level="self")
    reviews = Group("Reviewers' circle", role="Host", bullets=(bullet("Heard 40 proposals."),))
    sections = (
        Section(Part.SUMMARY, text=SUMMARY),
        Section(Part.PROJECTS, groups=(project(), project(proven, name="loom", language=""))),
        Section(Part.WRITING, title="On stage", groups=(Group("", bullets=(talk(),)),)),
        Section(Part.COMMUNITY, groups=(reviews,)),
        Section(Part.SKILLS, skills=(Skill("Python", "in 12 changes"), Skill("SQL"))),
        Section(Part.EXPERIENCE, groups=(post(),)),
        Section(Part.EDUCATION, groups=(study(),)),
        Section(Part.LINKS, links=(Link("Field notes", "https://notes.example/ada"),)),
    )
    contacts = (
        Link("ada@lindqvist.example", "mailto:ada@lindqvist.example"),
        Link("+44 20 7946 0123", "tel:+442079460123"),
        Link("lindqvist.example", "https://lindqvist.example/"),
        Link("github.com/ada", "https://github.com/ada"),
    )
    return resume(**{"sections": sections, "links": contacts} | changes)


PDF_JOB = {"format": "pdf", "template": "plain/1.typ", "timestamp": 0, "standards": ["ua-1"]}
DATA = payload(resume())
