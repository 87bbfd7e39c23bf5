"""The skills that some work shows, each with the work that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC

from tracker.models import Entry
from tracker.present.technologies import Technology, shown_by, technologies, technology_named
from tracker.present.words import Words, dated
from tracker.records import Form
from tracker.resume_content.dates import PartialDate

_CHANGES = frozenset({Form.PULL_REQUEST, Form.COMMIT})
_OF_CODE = _CHANGES | {Form.REVIEW, Form.RELEASE}


@dataclass(frozen=True, slots=True)
class ShownSkill:
    """A skill by name, the entries that show it, newest first, and when the first of them was."""

    name: str
    entries: tuple[Entry, ...]
    since: PartialDate

    @property
    def count(self) -> int:
        """How many contributions show it."""
        return len(self.entries)

    def evidence(self, words: Words) -> str:
        """What shows it, in the language of `words`: "12 contributions since Mar 2021"."""
        since = dated(self.since, words)
        if self.count == 1:
            return words.skill_shown_once.format(since=since)
        return words.skill_shown.format(number=words.drafts.number(self.count), since=since)


def skills_of(entries: Iterable[Entry]) -> tuple[ShownSkill, ...]:
    """Return the skills that `entries`, loaded with their repositories, show, the most shown first.

    A change shows what its files are written in or for; where GitHub has not named its files, and
    for a review, it is the main language of the repository. Changes and reviews also show what the
    repository is about by its name and topics, and anything what its labels name. Work that was
    added by hand shows nothing: only its owner says so. One query, where the paths are not loaded.
    """
    known = [entry for entry in entries if not entry.is_by_hand]
    paths = _paths_of(known)
    shown: dict[str, list[Entry]] = {}
    for entry in known:
        for name in dict.fromkeys(_names(entry, paths[entry.pk])):
            shown.setdefault(name, []).append(entry)
    skills = [_skill(name, found) for name, found in shown.items() if name not in _plain()]
    return tuple(sorted(skills, key=lambda skill: (-skill.count, skill.name.lower())))


def _skill(name: str, shown_in: list[Entry]) -> ShownSkill:
    found = sorted(shown_in, key=lambda entry: entry.occurred_at, reverse=True)
    first = found[-1].occurred_at.astimezone(UTC).date()
    return ShownSkill(name, tuple(found), PartialDate.of(first))


def _paths_of(entries: list[Entry]) -> Mapping[int, list[str]]:
    """The changed files of each entry."""
    unread = [entry.pk for entry in entries if "paths" in entry.get_deferred_fields()]
    read = dict(Entry.objects.filter(pk__in=unread).values_list("pk", "paths")) if unread else {}
    return read | {each.pk: each.paths for each in entries if each.pk not in read}


def _names(entry: Entry, paths: list[str]) -> Iterator[str]:
    repository = entry.repository
    for path in paths:
        yield from shown_by(path)
    if repository and entry.form in _OF_CODE:
        if repository.language and not paths:
            known = technology_named(repository.language)
            yield known.name if known else repository.language
        yield from _called(repository.topics, also_words=True)
        yield from _called([repository.full_name.rpartition("/")[2]], also_words=False)
    yield from _called(entry.labels, also_words=False)


def _called(names: Iterable[object], *, also_words: bool) -> Iterator[str]:
    """The technologies among `names`; `also_words` those too that could be ordinary words."""
    for name in names:
        found = technology_named(str(name))
        if found and (also_words or not _is_word(str(name), found)):
            yield found.name


def _is_word(name: str, technology: Technology) -> bool:
    return name.lower() in {word.lower() for word in technology.words}


def _plain() -> frozenset[str]:
    return frozenset(each.name for each in technologies() if each.is_plain)
