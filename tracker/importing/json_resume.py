"""JSON Resume (https://jsonresume.org/schema), old and new, and what we add to it ourselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import Found
from tracker.importing.notes import Notes
from tracker.importing.order import newest_first
from tracker.resume_content.content import (
    MAX_HIGHLIGHTS,
    MAX_LINKS,
    MAX_POSITIONS,
    MAX_SKILLS,
    Part,
    Position,
    TypedLink,
)

Json = dict[str, Any]

# What each object may say; all else in it is named as left out.
_BASICS = {"name", "label", "summary", "email", "phone", "url", "website", "profiles"}
_PROFILE = {"network", "username", "url", "label", "section"}
_POST = {
    *("name", "company", "organization", "position", "location", "url", "website"),
    *("startDate", "endDate", "summary", "highlights", "contributions"),
}
_STUDY = {
    *("institution", "studyType", "area", "url", "location", "startDate", "endDate", "score"),
    *("gpa", "summary", "courses", "contributions"),
}
_CERTIFICATE = {"name", "issuer", "date", "url"}
_SKILL = {"name", "keywords", "evidence"}
_PARTS = {"basics", "work", "volunteer", "education", "certificates", "skills"}
_SILENT = {"$schema", "meta"}

_FROM_LOG = "your log has them, or you can log them by hand"
_NO_PLACE = "a résumé here has no place for it"
_WHY = {
    "projects": _FROM_LOG,
    "publications": _FROM_LOG,
    "basics.location": "your settings hold it",
}


def read_json_resume(text: str) -> Found:
    """What `text`, the JSON of a résumé, holds; raises UnreadableFileError where it is none."""
    data = _parsed(text)
    notes = Notes()
    found = _found(data, notes)
    for part in sorted(data.keys() - _PARTS - _SILENT):
        if data[part]:
            size = len(data[part]) if isinstance(data[part], list) else 1
            notes.add(part, _WHY.get(part, _NO_PLACE), size)
    return Found(**found, source="JSON Resume", left_out=notes.left_out)


def _parsed(text: str) -> Json:
    try:
        data = json.loads(text)
    except RecursionError:
        raise UnreadableFileError("The file is nested too deeply to be a résumé.") from None
    except ValueError as error:
        raise UnreadableFileError(f"The file is not valid JSON: {error}.") from None
    if not isinstance(data, dict) or not data.keys() & (_PARTS | _WHY.keys()):
        raise UnreadableFileError(
            "The file is JSON, but not a résumé: it has no “basics” or “work”."
        )
    return data


def _found(data: Json, notes: Notes) -> Json:
    basics = _object(data, "basics", notes)
    _unknown("basics", basics, _BASICS, notes)
    posts = [_post(each, "work", notes) for each in _objects(data, "work", notes)]
    posts += _volunteering(data, notes)
    studies = [_study(each, notes) for each in _objects(data, "education", notes)]
    certificates = _objects(data, "certificates", notes)
    studies += [_certificate(each, notes) for each in certificates]
    return {
        "name": notes.line("basics.name", basics.get("name")),
        "headline": notes.line("basics.label", basics.get("label")),
        "summary": notes.paragraph("basics.summary", basics.get("summary")),
        "contact_email": notes.mail("basics.email", basics.get("email")),
        "contact_phone": notes.phone("basics.phone", basics.get("phone")),
        "experience": notes.few("work", newest_first(posts), MAX_POSITIONS),
        "education": notes.few("education", newest_first(studies), MAX_POSITIONS),
        "skills": notes.few("skills", dict.fromkeys(_skills(data, notes)), MAX_SKILLS),
        "links": notes.few("links", dict.fromkeys(_links(basics, notes)), MAX_LINKS),
    }


def _volunteering(data: Json, notes: Notes) -> list[Position]:
    """The posts of a volunteer, but where the file is ours: then they were entries of a log."""
    posts = _objects(data, "volunteer", notes)
    meta = data.get("meta")
    if isinstance(meta, dict) and "contriblog" in meta:
        if posts:
            notes.add("volunteer", _FROM_LOG, len(posts))
        return []
    return [_post(each, "volunteer", notes) for each in posts]


def _post(post: Json, where: str, notes: Notes) -> Position:
    _unknown(where, post, _POST, notes)
    employer = post.get("name") or post.get("company") or post.get("organization")
    return Position(
        what=notes.line(f"{where}.position", post.get("position")),
        where=notes.line(f"{where}.name", employer),
        **_common(post, where, notes),
        highlights=_highlights(post, where, "highlights", notes),
    )


def _study(study: Json, notes: Notes) -> Position:
    _unknown("education", study, _STUDY, notes)
    degree = (notes.line(f"education.{key}", study.get(key)) for key in ("studyType", "area"))
    score = notes.line("education.score", study.get("score") or study.get("gpa"))
    courses = _highlights(study, "education", "courses", notes)
    return Position(
        what=notes.line("education.area", ", ".join(filter(None, degree))),
        where=notes.line("education.institution", study.get("institution")),
        **_common(study, "education", notes),
        highlights=((f"Score: {score}",) if score else ())
        + courses[: MAX_HIGHLIGHTS - bool(score)],
    )


def _common(post: Json, where: str, notes: Notes) -> Json:
    return {
        "place": notes.line(f"{where}.location", post.get("location")),
        "url": notes.address(f"{where}.url", post.get("url") or post.get("website")),
        "started": notes.date(f"{where}.startDate", post.get("startDate")),
        "ended": notes.date(f"{where}.endDate", post.get("endDate")),
        "text": notes.paragraph(f"{where}.summary", post.get("summary")),
    }


def _certificate(certificate: Json, notes: Notes) -> Position:
    _unknown("certificates", certificate, _CERTIFICATE, notes)
    return Position(
        what=notes.line("certificates.name", certificate.get("name")),
        where=notes.line("certificates.issuer", certificate.get("issuer")),
        url=notes.address("certificates.url", certificate.get("url")),
        ended=notes.date("certificates.date", certificate.get("date")),
    )


def _highlights(post: Json, where: str, key: str, notes: Notes) -> tuple[str, ...]:
    name = f"{where}.{key}"
    lines = (notes.sentence(name, each) for each in _list(post, key, name, notes))
    return notes.few(name, filter(None, lines), MAX_HIGHLIGHTS)


def _skills(data: Json, notes: Notes) -> Iterator[str]:
    """The skills, and instead of a group of them its keywords."""
    for skill in _objects(data, "skills", notes):
        _unknown("skills", skill, _SKILL, notes)
        keywords = _list(skill, "keywords", "skills.keywords", notes) or [skill.get("name")]
        yield from filter(None, (notes.line("skills.name", each) for each in keywords))


def _links(basics: Json, notes: Notes) -> Iterator[TypedLink]:
    site = notes.address("basics.url", basics.get("url") or basics.get("website"))
    if site:
        yield TypedLink(site)
    for profile in _objects(basics, "profiles", notes, "basics.profiles"):
        _unknown("basics.profiles", profile, _PROFILE, notes)
        url = notes.address("basics.profiles.url", profile.get("url"))
        is_ours = profile.get("section") == Part.LINKS
        label = profile.get("label", "" if is_ours else profile.get("network"))
        if url:
            yield TypedLink(url, notes.line("basics.profiles.network", label))


def _object(data: Json, key: str, notes: Notes) -> Json:
    value = data.get(key)
    if value and not isinstance(value, dict):
        notes.add(key, "it is not of the shape that JSON Resume wants")
    return value if isinstance(value, dict) else {}


def _objects(data: Json, key: str, notes: Notes, name: str = "") -> list[Json]:
    every = _list(data, key, name or key, notes)
    odd = sum(not isinstance(each, dict) for each in every)
    if odd:
        notes.add(name or key, "it is not of the shape that JSON Resume wants", odd)
    return [each for each in every if isinstance(each, dict)]


def _list(data: Json, key: str, name: str, notes: Notes) -> list[Any]:
    value = data.get(key)
    if value and not isinstance(value, list):
        notes.add(name, "it is not of the shape that JSON Resume wants")
    return value if isinstance(value, list) else []


def _unknown(where: str, data: Json, known: Iterable[str], notes: Notes) -> None:
    for key in sorted(data.keys() - set(known)):
        if data[key]:
            notes.add(f"{where}.{key}", _WHY.get(f"{where}.{key}", _NO_PLACE))
