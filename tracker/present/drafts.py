"""The sentence that a résumé makes of an entry by itself, for its owner to keep or to rewrite."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC
from itertools import islice

from tracker.models import Entry
from tracker.present.line import effective_kind
from tracker.present.requests import as_done, is_request
from tracker.present.sentences import without_stop
from tracker.present.story import told
from tracker.present.titles import clean_title
from tracker.present.verbs import opens_in_past, opens_with_verb
from tracker.present.words import Did, DraftWords, Remark, Words, dated
from tracker.records import Act, Credit, Form, Kind, Landing, State, StateReason
from tracker.resume_content.content import MAX_SENTENCE, Language
from tracker.resume_content.dates import PartialDate

MOST_REMARKS = 2
NAMED_ISSUES = 3  # that a change closes; of more, their number is told
MANY_COMMENTS = 20
MANY_LINES = 500
# Their size says nothing of the work: lock files, version numbers.
_SIZELESS = frozenset({Kind.INFRASTRUCTURE, Kind.RELEASE})


def draft(entry: Entry, words: Words) -> str:
    """Return what a résumé in the language of `words` says of `entry`, at most `MAX_SENTENCE` long.

    The owner's story comes first: its fix and its impact, or either alone, in the language they
    told it in. Without one, the facts: what was done, the cleaned title as it stands on GitHub (an
    English task told as done: "Fix" as "Fixed"), and at most `MOST_REMARKS` that say something of
    how it went. The title of a review is that of somebody's pull request, that of an answer
    somebody's question, and a pull request that has not landed is a proposal: none reads as work of
    one's own that is in the code. A single sentence ends without a full stop.
    """
    said = told(entry) or words.drafts.with_remarks(
        _said(entry, words), list(islice(remarks(entry, words), MOST_REMARKS))
    )
    return said if len(said) <= MAX_SENTENCE else f"{said[: MAX_SENTENCE - 1].rstrip()}…"


def _said(entry: Entry, words: Words) -> str:
    title, did = clean_title(entry.title), _did(entry)
    if entry.is_by_hand and opens_in_past(title):
        return title
    if did is None:
        return _changed_what(entry, words)
    since = PartialDate.of(entry.occurred_at.astimezone(UTC).date())
    return words.drafts.did[did].format(
        title=_named(title, words),
        quoted=words.drafts.quoted(title),
        place=entry.place,
        since=dated(since, words),
    )


def _changed_what(entry: Entry, words: Words) -> str:
    """The title of a change, told as done where that is sure; else behind the lead of its kind.

    In another language than English it stands in quotation marks, as whose words it has.
    """
    title, lead = clean_title(entry.title), words.drafts.leads[effective_kind(entry)]
    if words.language is not Language.ENGLISH:
        return lead.format(title=words.drafts.quoted(title))
    done = as_done(title if entry.is_by_hand else without_stop(title))
    is_told = opens_with_verb(done) and not is_request(done)
    return done if is_told else lead.format(title=done)


def _named(title: str, words: Words) -> str:
    """The name of a release: its number as it is, English words in quotation marks elsewhere."""
    is_plain = words.language is Language.ENGLISH or " " not in title
    return title if is_plain else words.drafts.quoted(title)


def _did(entry: Entry) -> Did | None:
    """What was done; None where the title says it, as that of a change does."""
    of_form = _DID.get(Form(entry.form))
    return of_form(entry) if of_form else None


def _reviewed(entry: Entry) -> Did:
    given = {State.APPROVED: Did.APPROVED, State.CHANGES_REQUESTED: Did.ASKED_FOR_CHANGES}
    return given.get(State(entry.state), Did.REVIEWED)


def _reported(entry: Entry) -> Did:
    return Did.SUGGESTED if effective_kind(entry) == Kind.IDEA else Did.REPORTED


def _commented(entry: Entry) -> Did:
    of_kind = {Kind.TRIAGE: Did.TRIAGED, Kind.SUPPORT: Did.REPLIED}
    return of_kind.get(effective_kind(entry), Did.COMMENTED)


def _answered(entry: Entry) -> Did:
    return Did.ANSWERED if entry.state == State.ACCEPTED else Did.REPLIED


def _changed(entry: Entry) -> Did | None:
    if entry.form == Form.PULL_REQUEST and not entry.is_landed and not entry.is_by_hand:
        return Did.PROPOSED
    if entry.claim == Credit.COMMIT_AUTHOR:
        return Did.WROTE_PART
    is_shared = entry.claim in {Credit.CO_AUTHOR, Credit.TRAILER} or bool(entry.co_authors)
    return Did.CO_WROTE if is_shared else None


def _sponsored(entry: Entry) -> Did:
    return Did.SPONSORS if entry.state == State.ACTIVE else Did.SPONSORED


def _spoke(entry: Entry) -> Did:
    return Did.SPOKE_AT if _is_elsewhere(entry) else Did.SPOKE


def _wrote(entry: Entry) -> Did:
    return Did.WROTE_FOR if _is_elsewhere(entry) else Did.WROTE


def _is_elsewhere(entry: Entry) -> bool:
    """Whether the place tells more than the title has."""
    return bool(entry.place) and entry.place.casefold() not in entry.title.casefold()


_DID: Mapping[Form, Callable[[Entry], Did | None]] = {
    Form.REVIEW: _reviewed,
    Form.ISSUE: _reported,
    Form.COMMENT: _commented,
    Form.DISCUSSION: lambda _: Did.STARTED,
    Form.ANSWER: _answered,
    Form.RELEASE: lambda _: Did.RELEASED,
    Form.SPONSORSHIP: _sponsored,
    Form.TALK: _spoke,
    Form.POST: _wrote,
    Form.PULL_REQUEST: _changed,
    Form.COMMIT: _changed,
}


def remarks(entry: Entry, words: Words) -> Iterator[str]:
    """What the facts say of how it went, in the language of `words`, the weightiest first."""
    if entry.is_by_hand:
        return
    for tell in (_outcome, _deeds, _closings, _size):
        yield from tell(entry, words.drafts)


def _outcome(entry: Entry, words: DraftWords) -> Iterator[str]:
    if entry.form == Form.ANSWER and entry.state == State.ACCEPTED:
        yield words.remarks[Remark.ACCEPTED]
    if entry.form == Form.ISSUE and entry.state_reason == StateReason.COMPLETED:
        yield words.remarks[Remark.RESOLVED]
    if entry.form == Form.RELEASE and entry.head_ref.lstrip("v") not in entry.title:
        yield entry.head_ref
    by = str(entry.landing_evidence.get("by") or "")
    if entry.landing == Landing.COMMIT:
        yield words.remarks[Remark.AS_COMMIT]
    elif entry.landing in {Landing.BOT_LABEL, Landing.BORS} and by:
        yield words.remarks[Remark.BY_BOT].format(name=by)


def _deeds(entry: Entry, words: DraftWords) -> Iterator[str]:
    """What the owner did in the thread of a comment, beside talking."""
    done = [(Act(each["what"]), str(each["detail"])) for each in entry.actions]
    labels = dict.fromkeys(detail for act, detail in done if act == Act.LABEL)
    if labels:
        listed = words.comma.join(map(words.quoted, labels))
        yield words.remarks[Remark.LABELLED].format(labels=listed)
    for act, detail in done:
        if act == Act.DUPLICATE:
            remark = Remark.DUPLICATE_OF if detail else Remark.DUPLICATE
            yield words.remarks[remark].format(issue=detail)
        elif act == Act.CLOSE:
            is_refused = detail == StateReason.NOT_PLANNED
            yield words.remarks[Remark.NOT_PLANNED if is_refused else Remark.CLOSED]


def _closings(entry: Entry, words: DraftWords) -> Iterator[str]:
    """The issues of the same project that a change closed; others may since be private."""
    if not entry.is_landed:
        return
    home = entry.project
    found = [
        f"#{each['number']}" for each in entry.closing_issues if each.get("repository") == home
    ]
    if len(found) > NAMED_ISSUES:
        yield words.remarks[Remark.CLOSES_MANY].format(number=words.number(len(found)))
    elif found:
        yield words.remarks[Remark.CLOSES].format(issues=words.comma.join(found))


def _size(entry: Entry, words: DraftWords) -> Iterator[str]:
    if (entry.comment_count or 0) >= MANY_COMMENTS:
        yield words.remarks[Remark.DISCUSSED].format(number=words.number(entry.comment_count or 0))
    lines = (entry.additions or 0) + (entry.deletions or 0)
    if lines >= MANY_LINES and effective_kind(entry) not in _SIZELESS:
        yield words.remarks[Remark.LINES].format(number=words.number(lines))
