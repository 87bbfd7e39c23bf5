"""JSON Resume (https://jsonresume.org/schema): open-source work where its tools look for it.

Valid by `@jsonresume/schema` and by the older `resume-schema`, which admits nothing of one's own at
the top. What the schema has no place for stands beside what it has, so that the document can be had
back from the file: `contributions` beside `highlights`, `evidence` beside a skill, `label` beside a
profile, and `meta.contriblog` for the language and the order and titles of the sections.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from tracker.present.document import Bullet, Group, Link, ResumeDocument
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
VERSION = "v1.0.0"  # of the schema
NETWORKS = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "codeberg.org": "Codeberg",
    "linkedin.com": "LinkedIn",
    "stackoverflow.com": "Stack Overflow",
    "bsky.app": "Bluesky",
}
_WITHOUT_HOST = {"mailto": "E-mail", "tel": "Phone"}

Json = dict[str, Any]


def write(document: ResumeDocument) -> bytes:
    """Return `document` (cleaned) as the UTF-8 of one JSON text that ends in a line break."""
    return (json.dumps(json_resume(document), ensure_ascii=False, indent=2) + "\n").encode()


def json_resume(document: ResumeDocument) -> Json:
    """Return `document` (cleaned) in JSON's own types; what is unknown is left out."""
    return {
        "$schema": SCHEMA,
        "basics": _basics(document),
        **_sections(document),
        "meta": _meta(document),
    }


def _sections(document: ResumeDocument) -> Json:
    """Return the sections where the schema wants them; the summary and the links are basics."""
    groups = document.groups_of
    skills = (skill for section in document.sections for skill in section.skills)
    return _known(
        work=[_post(group, "name") for group in groups(Part.EXPERIENCE)],
        volunteer=[_post(group, "organization") for group in groups(Part.COMMUNITY)],
        education=[_course_of_study(group) for group in groups(Part.EDUCATION)],
        publications=[each for group in groups(Part.WRITING) for each in _publications(group)],
        skills=[_known(name=skill.name, evidence=skill.evidence) for skill in skills],
        projects=[_project(group) for group in groups(Part.PROJECTS)],
    )


def _basics(document: ResumeDocument) -> Json:
    mail = next((link for link in document.links if link.url.startswith("mailto:")), None)
    phone = next((link for link in document.links if link.url.startswith("tel:")), None)
    site = next((link for link in document.links if _is_site(link.url)), None)
    others = (link for link in document.links if link not in (mail, phone, site))
    typed = (link for each in document.sections for link in each.links)
    return _known(
        name=document.name,
        label=document.headline,
        email=_mail_address(mail.url) if mail else "",
        phone=phone.label if phone else "",
        url=site.url if site else "",
        summary=document.summary,
        location=_known(address=document.location),
        profiles=[
            *map(_profile, others),
            *(_profile(link) | {"section": Part.LINKS.value} for link in typed),
        ],
    )


def _profile(link: Link) -> Json:
    network = _network(link.url)
    path = unquote(urlsplit(link.url).path).strip("/")
    return _known(
        network=network or _host(link.url) or _WITHOUT_HOST[urlsplit(link.url).scheme],
        username=path.rpartition("/")[2] if network else "",
        url=link.url,
        label=link.label,
    )


def _is_site(url: str) -> bool:
    return bool(_host(url)) and not _network(url)


def _network(url: str) -> str:
    return NETWORKS.get(_host(url), "")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _mail_address(url: str) -> str:
    return unquote(urlsplit(url).path)


def _project(group: Group) -> Json:
    return _known(
        name=group.name,
        url=group.url,
        description=group.description,
        roles=[group.role] if group.role else [],
        location=group.place,
        keywords=[group.language] if group.language else [],
        **_dates(group),
        type="open-source",
        **_bullets(group.bullets, "highlights"),
    )


def _post(group: Group, name: str, *, role: str = "position", bullets: str = "highlights") -> Json:
    """Return a post or a course of study, by the names that its part of the schema has."""
    return _known(
        **{name: group.name, role: group.role},
        url=group.url,
        location=group.place,
        **_dates(group),
        summary=group.description,
        keywords=[group.language] if group.language else [],
        **_bullets(group.bullets, bullets),
    )


def _course_of_study(group: Group) -> Json:
    return _post(group, "institution", role="studyType", bullets="courses")


def _publications(group: Group) -> Iterator[Json]:
    """Yield a publication for each bullet, as the schema knows no sections among them."""
    for bullet in group.bullets:
        yield _known(
            name=bullet.text,
            publisher=group.name,
            releaseDate=_iso(bullet.on),
            url=bullet.evidence[0].url if bullet.evidence else "",
            summary=group.description,
            **_contribution(bullet),
        )


def _bullets(bullets: Iterable[Bullet], key: str) -> Json:
    """Return the bullets as readable sentences under `key`, and whole where a sentence is not."""
    told = [_contribution(bullet) for bullet in bullets]
    is_whole = all(len(each) == 1 for each in told)
    return {
        key: [_sentence(bullet) for bullet in bullets],
        "contributions": [] if is_whole else told,
    }


def _sentence(bullet: Bullet) -> str:
    evidence = ", ".join(f"{link.label}: {link.url}" for link in bullet.evidence)
    return f"{bullet.text} ({evidence})" if evidence else bullet.text


def _contribution(bullet: Bullet) -> Json:
    return _known(
        text=bullet.text,
        date=_iso(bullet.on),
        evidence=[_link(link) for link in bullet.evidence],
        proof=_link(bullet.proof) if bullet.proof else {},
        level=bullet.level if bullet.level != "github" else "",
    )


def _link(link: Link) -> Json:
    return {"label": link.label, "url": link.url}


def _dates(group: Group) -> Json:
    return {"startDate": _iso(group.started), "endDate": _iso(group.ended)}


def _iso(day: PartialDate | None) -> str:
    return str(day) if day else ""


def _meta(document: ResumeDocument) -> Json:
    sections = [_known(part=each.part.value, title=each.title) for each in document.sections]
    return _known(
        canonical=document.footer_url or "",
        version=VERSION,
        lastModified=f"{document.made_on.isoformat()}T00:00:00",
        contriblog={"language": document.language, "sections": sections},
    )


def _known(**fields: Any) -> Json:
    """Return the fields that say something: an empty value would be a claim."""
    return {name: value for name, value in fields.items() if value}
