"""What somebody did, before it becomes an object with ids: the plan of a history."""

from dataclasses import dataclass
from random import Random

from contriblog.demo.clock import DAY
from contriblog.demo.world import calendar
from contriblog.demo.world.catalogue import (
    PersonSpec,
    ProjectSpec,
    hard_titles,
    written_entries,
)
from contriblog.demo.world.titles import Titler

YEAR_DAYS = 365
RECENT = 75 * DAY
UNUSUAL, OPEN_WHEN_YOUNG, OPEN_FOR_EVER = 0.15, 0.3, 0.02  # how often out of one
REVIEW_WORDS = {
    "approved": "APPROVED",
    "changes": "CHANGES_REQUESTED",
    "commented": "COMMENTED",
    "dismissed": "DISMISSED",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One contribution to be: `form` is pull, issue or review; `kind` what it is about.

    `outcome` is merged, open, closed, stale, claimed, bot, bors or picked for a pull request,
    open or a state reason for an issue, and the state of a review. `size` is additions and
    deletions; `number` is set only where the history is written by hand.
    """

    form: str
    kind: str
    project: ProjectSpec
    instant: int
    title: str
    outcome: str
    size: tuple[int, int] = (0, 0)
    number: int | None = None


def planned(
    spec: PersonSpec, projects: dict[str, ProjectSpec], anchor: int, rng: Random
) -> list[Draft]:
    """Return a person's contributions, oldest first. `anchor` is midnight, UTC."""
    if spec.written:
        return sorted(_written(projects, anchor, rng), key=_instant)
    if not spec.projects:
        return []
    if spec.hard:
        return _hard(spec, projects, anchor, rng)
    return _Planner(spec, projects, anchor, rng).plan()


def _instant(draft: Draft) -> int:
    return draft.instant


def _written(projects: dict[str, ProjectSpec], anchor: int, rng: Random) -> list[Draft]:
    drafts = []
    for days, kind, name, number, outcome, title in written_entries():
        form = kind if kind in ("issue", "review") else "pull"
        state, *size = outcome.split()
        drafts.append(
            Draft(
                form=form,
                kind="fix" if form == "review" else kind,
                project=projects[name],
                instant=anchor - int(days) * DAY + calendar.waking_hour(rng),
                title=title,
                outcome=REVIEW_WORDS.get(state, state),
                size=(int(size[0]), -int(size[1])) if size else _size(rng, "fix"),
                number=int(number),
            )
        )
    return drafts


def _hard(
    spec: PersonSpec, projects: dict[str, ProjectSpec], anchor: int, rng: Random
) -> list[Draft]:
    titles = hard_titles()
    start = anchor - int(spec.years * YEAR_DAYS) * DAY
    instants = calendar.spread(rng, len(titles), start, anchor - DAY)
    cycle = (
        ("pull", "fix", "merged"),
        ("issue", "issue", "completed"),
        ("review", "fix", "APPROVED"),
    )
    return [
        Draft(
            *cycle[place % len(cycle)][:2],
            project=projects[spec.projects[place % len(spec.projects)]],
            instant=instant,
            title=title,
            outcome=cycle[place % len(cycle)][2],
            size=_size(rng, "fix"),
        )
        for place, (instant, title) in enumerate(zip(instants, titles, strict=True))
    ]


class _Planner:
    """Spreads one person's counts over their years and projects."""

    def __init__(
        self, spec: PersonSpec, projects: dict[str, ProjectSpec], anchor: int, rng: Random
    ) -> None:
        self._spec, self._anchor, self._rng = spec, anchor, rng
        self._start = anchor - int(spec.years * YEAR_DAYS) * DAY
        self._projects = [projects[name] for name in spec.projects]
        self._centres = [(place * 0.37) % 1 for place in range(len(self._projects))]
        self._titler = Titler(rng)

    def plan(self) -> list[Draft]:
        counts = {
            "pull": self._spec.pull_requests,
            "issue": self._spec.issues,
            "review": self._spec.reviews,
        }
        forms = [form for form, count in counts.items() for _ in range(count)]
        self._rng.shuffle(forms)
        end = self._anchor - DAY // 8
        instants = calendar.spread(self._rng, len(forms), self._start, self._anchor)
        return [
            self._draft(form, min(instant, end))
            for form, instant in zip(forms, instants, strict=True)
        ]

    def _draft(self, form: str, instant: int) -> Draft:
        project = self._project(instant)
        kind = "issue" if form == "issue" else self._titler.kind()
        return Draft(
            form=form,
            kind=kind,
            project=project,
            instant=instant,
            title=self._titler.title(project, kind),
            outcome=self._outcome(form, project, instant),
            size=_size(self._rng, kind),
        )

    def _project(self, instant: int) -> ProjectSpec:
        progress = (instant - self._start) / max(1, self._anchor - self._start)
        weights = [
            (0.04 + max(0.0, 1 - 2.2 * abs(progress - centre))) / (1 + place) ** 0.5
            for place, centre in enumerate(self._centres)
        ]
        return self._rng.choices(self._projects, weights)[0]

    def _outcome(self, form: str, project: ProjectSpec, instant: int) -> str:
        young = instant > self._anchor - RECENT
        if form == "review":
            weights = (62, 14, 22, 2)
            return self._rng.choices(list(REVIEW_WORDS.values()), weights)[0]
        if self._rng.random() < (OPEN_WHEN_YOUNG if young else OPEN_FOR_EVER):
            return "open"
        if form == "issue":
            reasons = ("completed", "not_planned", "duplicate")
            return self._rng.choices(reasons, (82, 14, 4))[0]
        return self._landing(project)

    def _landing(self, project: ProjectSpec) -> str:
        usual, otherwise = {
            "merge": ("merged", ("closed",)),
            "bot": ("bot", ("stale", "closed", "claimed")),
            "bors": ("bors", ("closed", "claimed")),
            "picked": ("merged", ("picked", "picked", "picked", "closed")),
        }[project.landing]
        return self._rng.choice(otherwise) if self._rng.random() < UNUSUAL else usual


def _size(rng: Random, kind: str) -> tuple[int, int]:
    scale = {"docs": 12, "test": 40, "ci": 8, "error": 14, "i18n": 60, "feat": 90}.get(kind, 22)
    added = 1 + int(rng.paretovariate(1.3) * scale * rng.uniform(0.3, 1.1)) % 2400
    return added, int(added * rng.uniform(0, 0.7))
