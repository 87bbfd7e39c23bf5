"""The story of an entry, as its page asks for it."""

from __future__ import annotations

from typing import Any

from django import forms

from tracker.curate import StoryText
from tracker.models import Entry
from tracker.present.line import effective_kind
from tracker.present.questions import story_help
from tracker.present.story import annotation_of

_PARTS = ("problem", "fix", "impact")
_LONGEST_PART = 4000  # characters


def _part() -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(required=False, max_length=_LONGEST_PART, widget=area)


class StoryForm(forms.Form):
    """The three parts of a story, and the revision that they were written on."""

    problem = _part()
    fix = _part()
    impact = _part()
    revision = forms.IntegerField(min_value=0)
    over = forms.IntegerField(min_value=0, required=False)
    shown = forms.IntegerField(min_value=0, required=False)

    def __init__(self, data: Any = None, *, entry: Entry) -> None:
        """The entry brings what is written, and the questions of its kind."""
        annotation, asks = annotation_of(entry), story_help(effective_kind(entry))
        written = {part: getattr(annotation, part) for part in _PARTS}
        super().__init__(data, initial=written, label_suffix="")
        for part in _PARTS:
            self.fields[part].help_text = getattr(asks, part)

    def text(self) -> StoryText:
        """The story as typed, without white space at its ends."""
        return StoryText(*(self.cleaned_data[part] for part in _PARTS))

    def shown_conflict(self) -> int | None:
        """The revision of the other version, where the page already shows one."""
        shown: int | None = self.cleaned_data["shown"]
        return shown

    def base(self) -> int:
        """The revision that this save knowingly replaces."""
        over: int | None = self.cleaned_data["over"]
        revision: int = self.cleaned_data["revision"]
        return revision if over is None else over
