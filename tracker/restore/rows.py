"""From plain data to rows that are not yet stored, each checked by its own model."""

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from accounts.models import User
from tracker.log_format import (
    FACT_FIELDS,
    IDENTITY_FIELDS,
    INSTANT_FIELDS,
    PROFILE_FIELDS,
    REPOSITORY_FIELDS,
    RESUME_FIELDS,
    STORY_FIELDS,
    ZONE_FIELDS,
)
from tracker.models import Annotation, Entry, Repository, Resume
from tracker.records import Form
from tracker.restore.errors import UnreadableLogError
from tracker.restore.values import LISTS, MAPPINGS, evidence, instant, items, mapping, taken, texts
from tracker.resume_content.portable import entry_names_in, from_portable
from tracker.resume_content.stored import BadContentError

_CHECKED_BEFORE = LISTS | MAPPINGS | {"landing_evidence"}
_OURS = {"search", "content_hash", "handle", "password"}  # made here, so not to be read
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class LoggedEntry:
    """One entry of a file; `annotation` is None where its owner said nothing."""

    entry: Entry
    repository: Repository | None
    annotation: Annotation | None

    @property
    def key(self) -> tuple[str, str]:
        """What tells one entry of a person from another."""
        return self.entry.form, self.entry.node_id


def logged_entries(log: Mapping[str, Any]) -> list[LoggedEntry]:
    """Return the entries of a log. Raises UnreadableLogError, naming the first that is not one."""
    return [
        _logged_entry(item, f"entry {number}")
        for number, item in enumerate(items(log, "entries"), start=1)
    ]


def logged_resumes(log: Mapping[str, Any]) -> list[Resume]:
    """Return the résumés of a log, without their person, their entries still named as it does."""
    return [
        _logged_resume(item, f"résumé {number}")
        for number, item in enumerate(items(log, "resumes"), start=1)
    ]


def logged_profile(log: Mapping[str, Any]) -> User:
    """Return the person of a log, with the fields that an import may fill and no others."""
    words = texts(log.get("user"), PROFILE_FIELDS, "the profile")
    zone = taken(log.get("user"), ZONE_FIELDS, "the profile")
    if zone["time_zone"] not in zoneinfo.available_timezones():
        raise UnreadableLogError("The time_zone in the profile is not one that we know.")
    told = {name: text.strip() for name, text in words.items()}
    return _checked(User(**told, **zone), "the profile")


def _logged_entry(item: object, where: str) -> LoggedEntry:
    data = mapping(item, where)
    fields = taken(data, (*IDENTITY_FIELDS, "place", *INSTANT_FIELDS), where)
    fields |= taken(data.get("facts"), FACT_FIELDS, f"the facts of {where}")
    fields["claim_evidence"] = evidence(fields["claim_evidence"], f"the claim of {where}")
    fields |= taken(data, ("kind", "kind_rule"), where)
    if data.get("landing") is not None:
        fields |= _landing(data["landing"], f"the landing of {where}")
    entry = _checked(Entry(**fields), where)
    repository = _repository(data.get("repository"), where)
    if not entry.is_by_hand and repository is None and entry.form != Form.SPONSORSHIP:
        raise UnreadableLogError(f"In {where}, the repository is missing.")
    return LoggedEntry(entry, repository, _annotation(data, where))


def _logged_resume(item: object, where: str) -> Resume:
    """Check it as it will be stored; which ids its entries have here is not known yet."""
    resume = Resume(**taken(item, RESUME_FIELDS, where))
    portable = mapping(resume.stored, f"what is stored of {where}")
    try:
        names = entry_names_in(portable)
    except BadContentError as error:
        raise UnreadableLogError(f"In {where}, {error}.") from None
    resume.stored = from_portable(portable, {name: pk for pk, name in enumerate(names, start=1)})
    _checked(resume, where).stored = dict(portable)
    return resume


def _landing(item: object, where: str) -> dict[str, Any]:
    landing = taken(item, ("how", "evidence"), where)
    return {"landing": landing["how"], "landing_evidence": evidence(landing["evidence"], where)}


def _repository(item: object, where: str) -> Repository | None:
    if item is None:
        return None
    place = f"the repository of {where}"
    return _checked(Repository(**taken(item, REPOSITORY_FIELDS, place)), place)


def _annotation(data: Mapping[str, Any], where: str) -> Annotation | None:
    if data.get("words_changed_at") is None:
        return None
    place = f"the story of {where}"
    fields = taken(data.get("story"), STORY_FIELDS, place)
    fields |= taken(data, ("kind_override", "is_highlighted", "is_hidden"), where)
    fields["updated_at"] = instant(data["words_changed_at"], place)
    annotation = _checked(Annotation(**fields), place)
    if annotation.is_highlighted and annotation.is_hidden:
        raise UnreadableLogError(f"In {where}, something is both highlighted and hidden.")
    return annotation


def _checked(row: Row, where: str) -> Row:
    """Return `row` once its own model finds each value of the right type, length and choice."""
    relations = {field.name for field in row._meta.fields if field.is_relation}
    try:
        row.clean_fields(exclude=relations | _CHECKED_BEFORE | _OURS)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise UnreadableLogError(f"In {where}, {name}: {messages[0]}") from None
    return row
