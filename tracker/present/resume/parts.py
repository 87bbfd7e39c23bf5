"""Where an entry stands on a résumé, unless its owner says otherwise.

Code, documentation, reports and all else that belongs to a project stands under that project. What
stands for itself is a list of its own: talks, posts and papers; and what one does for other
people's work: reviews, triage, answers, discussions, support, sponsorships.
"""

from tracker.models import Entry
from tracker.present.line import effective_kind
from tracker.records import Form, Kind
from tracker.resume_content.content import ENTRY_PARTS, Item, Part

_WRITING_FORMS = {Form.TALK, Form.POST}
_WRITING_KINDS = {Kind.TALK, Kind.WRITING, Kind.PAPER}
_COMMUNITY_FORMS = {
    *(Form.REVIEW, Form.COMMENT, Form.DISCUSSION, Form.ANSWER),
    *(Form.SUPPORT, Form.SPONSORSHIP),
}
_COMMUNITY_KINDS = {Kind.REVIEW, Kind.TRIAGE, Kind.SUPPORT, Kind.SPONSORSHIP}


def part_for(item: Item, entry: Entry) -> Part:
    """The section in which `item` stands: its owner's word, else where its kind belongs."""
    return item.part if item.part in ENTRY_PARTS and item.part else part_of(entry)


def part_of(entry: Entry) -> Part:
    """The section to which the kind of `entry`, and what it is, belong."""
    form, kind = Form(entry.form), effective_kind(entry)
    if form in _WRITING_FORMS or kind in _WRITING_KINDS:
        return Part.WRITING
    if form in _COMMUNITY_FORMS or kind in _COMMUNITY_KINDS:
        return Part.COMMUNITY
    return Part.PROJECTS
