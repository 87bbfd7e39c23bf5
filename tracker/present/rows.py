"""The rows of the log: one line each, or several that are told as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.present.line import Line
from tracker.present.triage import did, shared_words
from tracker.records import Form

_FEWEST_TO_FOLD = 2
_REFS_SHOWN = 4
_FOLDED = {Form.REVIEW: "reviews", Form.COMMIT: "commits"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line, or several of one project folded into one. Newest first."""

    lines: tuple[Line, ...]
    is_first_landing: bool = False

    @property
    def is_fold(self) -> bool:
        """Whether it stands for several."""
        return len(self.lines) > 1

    @property
    def newest(self) -> Line:
        """The line itself; of a fold, its newest."""
        return self.lines[0]

    @property
    def first_day(self) -> date:
        """The day of the oldest line."""
        return self.lines[-1].on

    @property
    def last_day(self) -> date:
        """The day of the newest line."""
        return self.lines[0].on

    @property
    def title(self) -> str:
        """What a fold stands for: "6 reviews in o/r", "Triaged 3 issues in o/r"."""
        if self.newest.form in _FOLDED:
            noun = _FOLDED[self.newest.form]
            return f"{len(self.lines)} {noun} in {self.newest.project}"
        return f"{did(self.newest.kind)} {self._threads} in {self.newest.project}"

    @property
    def summary(self) -> str:
        """What is said of a fold beside its title: the numbers, or what was done."""
        if self.newest.form == Form.COMMENT:
            return shared_words((act for line in self.lines for act in line.acts), len(self.lines))
        refs = ", ".join(line.ref for line in self.lines[:_REFS_SHOWN])
        more = len(self.lines) - _REFS_SHOWN
        return f"{refs} and {more} more" if more > 0 else refs

    @property
    def _threads(self) -> str:
        """What was commented on, each once: "3 issues and 1 pull request"."""
        about = {line.thread: line.is_about_pull_request for line in self.lines}
        pulls = sum(about.values())
        counts = ((len(about) - pulls, "issue"), (pulls, "pull request"))
        said = (f"{number} {thing}{'s' * (number != 1)}" for number, thing in counts if number)
        return " and ".join(said)


def rows_of(
    lines: Iterable[Line], firsts: frozenset[int], *, folds: bool, by_the_day: bool
) -> tuple[Row, ...]:
    """The rows of some lines, newest first.

    With `by_the_day`, a sitting of comments is one row at its newest, whatever lies between; with
    `folds`, neighbouring reviews of one project are one, and so are a day's commits.
    """
    groups: list[list[Line]] = []
    sittings: dict[str, list[Line]] = {}
    last_key = ""
    for each in lines:
        sitting = sitting_of(each) if by_the_day else ""
        if sitting in sittings:
            sittings[sitting].append(each)
            continue
        key = sitting or (_fold_key(each) if folds else "")
        if key and key == last_key:
            groups[-1].append(each)
        else:
            groups.append([each])
        if sitting:
            sittings[sitting] = groups[-1]
        last_key = key
    return tuple(row for group in groups for row in _rows(group, firsts))


def sitting_of(each: Line) -> str:
    """What comments of one sitting share: day, project and kind; "" for what its owner marked."""
    is_plain = each.form == Form.COMMENT and _is_unmarked(each)
    return f"{each.on} {each.kind} {each.project}" if is_plain else ""


def _fold_key(each: Line) -> str:
    """What neighbours share when they fold, where nobody has marked them: a project, or its day."""
    if each.form not in _FOLDED or not _is_unmarked(each):
        return ""
    day = each.on if each.form == Form.COMMIT else ""
    return f"{each.form} {each.project} {day}"


def _is_unmarked(each: Line) -> bool:
    return not each.is_highlighted and bool(each.question)


def _rows(group: list[Line], firsts: frozenset[int]) -> Iterator[Row]:
    if len(group) >= _FEWEST_TO_FOLD:
        yield Row(tuple(group))
    else:
        yield from (Row((each,), each.entry_id in firsts) for each in group)
