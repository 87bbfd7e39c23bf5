"""What a bullet claims, held against the facts of its entry."""

from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tracker.models import Annotation, Entry, Repository
from tracker.present.drafts import draft
from tracker.present.evidence import Basis, What, checked, unsupported
from tracker.present.words import words_in
from tracker.records import Act, Form, Kind, Landing, Source, State
from tracker.resume_content.content import Language

HOME = "octo/engine-core"
OWN = frozenset({HOME, "acme/needle", "acme/loom-cli", "acme/urllib3", "acme/Vessel", "acme/go"})


def built(**fields: Any) -> Entry:
    """A merged pull request of some size, not stored: the lint reads what is loaded."""
    repository = Repository(
        full_name=HOME,
        url=f"https://github.com/{HOME}",
        description="A resolver for Python packages that caches plans in Redis",
        language="Python",
        topics=["packaging", "resolver", "node-js"],
        stars=12_345,
    )
    defaults: dict[str, Any] = {
        "source": Source.GITHUB,
        "form": Form.PULL_REQUEST,
        "repository": repository,
        "number": 4812,
        "title": "fix(export): name the layer when an export fails",
        "body": "Parsing went from 300 ms to 12 ms, 96% less. Thanks to Grace Hopper of Stripe!",
        "url": f"https://github.com/{HOME}/pull/4812",
        "state": State.MERGED,
        "landing": Landing.MERGED,
        "landed_at": make.SOME_DAY,
        "occurred_at": make.SOME_DAY,
        "opened_at": make.SOME_DAY - timedelta(days=90),
        "updated_at": make.SOME_DAY,
        "additions": 1_104,
        "deletions": 130,
        "changed_files": 14,
        "comment_count": 31,
        "labels": ["bug", "area/docker"],
        "paths": ["src/export/layer.py", "web/export.ts", ".github/workflows/ci.yml"],
        "closing_issues": [
            {"number": 77, "title": "ExportError says nothing", "repository": HOME, "labels": []},
            {"number": 91, "title": "Which layer?", "repository": "acme/other", "labels": []},
        ],
        "milestone": "v2.1",
        "kind": Kind.BUG_FIX,
    }
    return Entry(**defaults | fields)


def marked(text: str, entry: Entry | None = None) -> list[str]:
    return [each.words for each in unsupported(text, entry or built())]


@pytest.mark.parametrize(
    "text",
    [
        "Named the layer in every export error, closing #77",
        "Cut parsing from 300 ms to 12 ms",
        "Cut parsing from 300ms to 12ms for large exports",
        "Made parsing take 96% less time",
        "Made parsing take 96 percent less time",
        "Changed 1,104 lines across 14 files",
        "Changed about 1,200 lines in a resolver with 12k stars",
        "Changed 1.104 lines",
        "Rewrote 1234 lines after 31 comments",
        "Wrote more than 1,000 lines",
        "Closed two issues that users had reported",
        "Closed 2 long-standing issues",
        "Shipped in v2.1",
        "Shipped in 2.1",
        "Opened in 2025, landed in March 2026",
        "Fixed `ExportError` so that it names the layer",
        "Fixed ExportError() so that it names the layer",
        "Worked in octo/engine-core on export/layer.py",
        "Wrote it in Python and TypeScript, checked by GitHub Actions",
        "Kept the Docker image small and the Redis cache warm",
        "Fixed the Node.js bindings of the resolver",
        "Helped Grace Hopper at Stripe to debug the export of layers",
        "Contributed to GitHub through Git",
    ],
)  # fmt: skip
def test_what_the_facts_say_is_not_marked(text: str) -> None:
    assert marked(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Made exports 40% quicker", ["40%"]),
        ("Made exports 31% quicker", ["31%"]),
        ("Made exports 3x quicker", ["3x"]),
        ("Made exports 10\N{MULTIPLICATION SIGN} quicker", ["10\N{MULTIPLICATION SIGN}"]),
        ("Made exports quicker by 5 times", ["5 times"]),
        ("Cut start-up to 31 ms", ["31 ms"]),
        ("Changed 5,000 lines in 14 files", ["5,000"]),
        ("Changed 1,300 lines", ["1,300"]),
        ("Fixed 14 bugs in the exporter", ["14"]),
        ("Closed three issues", ["three"]),
        ("Closed 12 issues", ["12"]),
        ("Helped 31 users to export layers", ["31"]),
        ("Saved thousands of users from silent exports", ["thousands"]),
        ("Wrote 31 tests for the exporter", ["31"]),
        ("Closed #78", ["#78"]),
        ("Shipped in v2.2", ["v2.2"]),
        ("Shipped in 2.1.0rc1 and v2.1-beta.2", ["2.1.0rc1", "v2.1-beta.2"]),
        ("Landed in 2019", ["2019"]),
        ("Landed on 2026-03-15", ["2026-03-15"]),
        ("Served 2.5M requests", ["2.5M"]),
        ("Raised coverage to 100%", ["100%"]),
        ("Ported the resolver to Rust", ["Rust"]),
        ("Moved the deploys to Kubernetes and AWS", ["Kubernetes", "AWS"]),
        ("Rewrote it in Go with gRPC", ["Go", "gRPC"]),
        ("Added PostgreSQL storage", ["PostgreSQL"]),
        ("Added Postgres storage", ["Postgres"]),
        ("Ran it on Python 3.13", ["3.13"]),
        ("Helped engineers at Airbnb to export their layers", ["Airbnb"]),
        ("Presented to the board of the Apache Software Foundation",
         ["Apache Software Foundation"]),
        ("Built the HyperExport pipeline", ["HyperExport"]),
        ("Rewrote `parse_lock` from scratch", ["parse_lock"]),
        ("Rewrote parse_lock() from scratch", ["parse_lock()"]),
        ("Added the --dry-run flag", ["--dry-run"]),
        ("Upstreamed patches of acme/big-engine", ["acme/big-engine"]),
        ("日本語の文で性能を40%改善", ["40%"]),
        ("تحسين الأداء بنسبة 40%", ["40%"]),
        ("Ladezeit um 45 Prozent gesenkt", ["45 Prozent"]),
    ],
)  # fmt: skip
def test_what_nothing_bears_out_is_marked(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


ORDINARY = """
Fixed a crash when an export has no layer
Fixed a race between the exporter and its cache, which lost the last page
Rewrote the error messages so that each names its file, its line and what to do
Reviewed pull requests of first-time contributors and helped them to land their work
Added a section on exports to the documentation, with examples for beginners
Kept compatibility with old lock files while the format changed
Simplified the API for plugin authors and removed dead code
Led the discussion on how errors should read, and wrote down what was agreed
Taught the parser to go on after a bad line instead of giving up
Made the build reproducible, so that packagers can verify it byte for byte
Replaced hand-written checks with a schema
Triaged old reports: closed what was fixed, asked for details where they were missing
Mentored a newcomer through their first contribution
Translated the interface into German and Japanese
Wrote the guide that new maintainers read first
Improved keyboard navigation and screen reader support
Speeded up start-up by loading plugins lazily
Let users choose where to go next, and react to their choice
Made it easier to express what should be kept, and swift to undo
Prevented a memory leak in long sessions
Added end-to-end tests for the export of large files
Removed a dependency on an unmaintained package
Designed and wrote the read/write lock that the cache stands on
Supported HTTP/2, UTF-8 and IPv6 in the client
Hardened the 64-bit build against overflows
Handled and/or expressions the way the specification says
Answered questions on the forum and turned the best answers into docs
Ran the weekly triage meeting
Cleaned up the CI configuration
Refactored the CLI into small commands
Fixed off-by-one errors in the pager
Documented how to write a plugin from scratch
Made the tests independent of the order in which they run
Brought the number of flaky tests down
Backported the fix to the stable branch
Coordinated the release and wrote its notes
Proposed a deprecation policy that the project adopted
Found and reported a way around the sandbox
Extended the schema without breaking old clients
Unblocked the release by bisecting a regression
Kept the lights on 24/7 during the move
Reduced noise in the logs
Gave the first version of the talk at a local meetup
Moved the docs to a theme that works in dark mode
Removed I/O from the hot path
Introduced type hints throughout the public interface
Improved accessibility: labels, focus order and contrast
Made error pages helpful. Users now see what to do next.
Reproduced a bug that nobody else could, then fixed it
Split the module so that each part can be tested alone
Standardised the changelog and the way versions are named
Automated releases, so that one command does what took an afternoon
Added retries with backoff to uploads
Validated input at the border rather than deep inside
Improved how pull requests are labelled
Wrote the migration guide in English and French
Fehler behoben: Keep the cursor (31 Kommentare)
„Keep the cursor when it fails“ mit Beispielen und Tests
Zusammenarbeit mit dem Team an der Fehlerbehandlung
Fehlermeldungen verbessert und Tests ergänzt
Correction d’un bogue dans l’export des calques
Mejora de la documentación para principiantes
Melhoria das mensagens de erro do exportador
エクスポートのエラーメッセージを改善
レビューと初心者の支援
إصلاح خلل عند تصدير الطبقات
תיקון באג בייצוא שכבות
Исправлена ошибка при экспорте слоёв
Διορθώθηκε σφάλμα στην εξαγωγή
""".strip().splitlines()


@pytest.mark.parametrize("text", ORDINARY)
def test_an_ordinary_bullet_raises_no_alarm(text: str) -> None:
    assert marked(text) == []


def test_a_mark_says_where_what_and_why() -> None:
    text = "Ported it to Rust, 40% quicker"

    language, number = unsupported(text, built())

    assert (text[language.start : language.end], language.what) == ("Rust", What.TECHNOLOGY)
    assert language.why == "Neither the words nor the files of #4812 show Rust."
    assert (text[number.start : number.end], number.what) == ("40%", What.NUMBER)
    assert number.why == "Nothing that is known of #4812 says “40%”."


def test_the_owners_story_bears_out_a_claim_as_their_word() -> None:
    entry = built()
    entry.annotation = Annotation(entry=entry, impact="Exports at Airbnb run 40% quicker.")
    text = "Made exports at Airbnb 40% quicker in Python"

    assert marked(text, entry) == []
    assert [(each.words, each.basis) for each in checked(text, entry)] == [
        ("Airbnb", Basis.STORY),
        ("40%", Basis.STORY),
        ("Python", Basis.FACTS),
    ]


def test_another_entry_may_bear_out_a_claim() -> None:
    other = built(title="Port the resolver to Rust")

    assert unsupported("Ported the resolver to Rust", built(), also=[other]) == ()


def test_a_technology_that_is_also_a_word_needs_its_own_spelling() -> None:
    assert marked("Rewrote the exporter in Go", built(body="Let us go on")) == ["Go"]
    assert marked("Rewrote the exporter in Go", built(paths=["main.go"])) == []


def test_a_talk_is_held_against_what_its_owner_typed() -> None:
    talk = built(
        source=Source.MANUAL, form=Form.TALK, repository=None, number=None, place="PyCon 2026",
        title="Sets in Rust", body="", paths=[], labels=[], closing_issues=[], milestone="",
    )  # fmt: skip

    assert marked("Spoke about sets in Rust at PyCon 2026 to 300 people", talk) == ["300"]


WILD = st.text(max_size=60) | st.sampled_from(
    [
        'fix: `a "b" c` in Rust 1.200 40% v2.1 #12', "FooBar at Acme Corp for the Go team",
        "Support 1 200 and 1,5x «foo_bar()»", "feat(x): 3-fold “speed” in octo/core.js",
        "日本語3件 Redis", "R", "Use C++", "Dotmap 1.2.0rc1",
        "v1.2.0rc1", "It is 24/7 ١٢ ٤٠٪", "word " * 200, "Rubygems" * 90,
        "Add Foo to the Bar of Baz", "Go", "closes 3 bugs of the Three users", "12…", "A…",
    ]
)  # fmt: skip
COUNTS = st.none() | st.integers(0, 10**7)


@st.composite
def entries(pick: st.DrawFn) -> Entry:
    form = pick(st.sampled_from(Form))
    numbers = pick(st.lists(st.integers(1, 10**6), max_size=6))
    acts = st.builds(make.act, st.sampled_from(Act), WILD)
    return built(
        form=form,
        source=pick(st.sampled_from(Source)),
        title=pick(WILD),
        body="",
        place=pick(WILD),
        state=pick(st.sampled_from(State)),
        kind=pick(st.sampled_from(Kind)),
        landing=pick(st.sampled_from(Landing)),
        landing_evidence={"by": pick(WILD), "detail": "", "url": ""},
        co_authors=pick(st.sampled_from([[], ["grace"]])),
        additions=pick(COUNTS),
        deletions=pick(COUNTS),
        comment_count=pick(COUNTS),
        head_ref=pick(WILD),
        actions=pick(st.lists(acts, max_size=3)) if form == Form.COMMENT else [],
        closing_issues=[{"number": each, "repository": HOME, "labels": []} for each in numbers],
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(entry=entries(), language=st.sampled_from(Language))
def test_a_draft_claims_nothing_that_is_not_a_fact(entry: Entry, language: Language) -> None:
    assert unsupported(draft(entry, words_in(language)), entry, projects=OWN) == ()


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=300) | st.text("aB1/@#.- あé", max_size=60))
def test_any_text_can_be_checked(text: str) -> None:
    for each in checked(text, built(), projects=OWN):
        assert text[each.start : each.end] == each.words


@pytest.mark.parametrize("word", ["2024-01-01 ", "1 bit ", "#1 "])
def test_a_body_full_of_numbers_is_read_in_time_that_grows_with_it(word: str) -> None:
    few, many = (seconds_to_check(word * count) for count in (500, 500 * GROWTH))

    assert many < few * GROWTH * 3  # and not by its square


@pytest.mark.parametrize(("claim", "body"), [("1 ", "1" * 4_000), ("aB ", "aBx" * 1_300)])
def test_a_claim_made_hundreds_of_times_is_looked_for_once(claim: str, body: str) -> None:
    once, often = (seconds_to_check(body, "Cut " + claim * times) for times in (1, 190))

    assert often < once * 30  # and not by how often it is made


GROWTH = 8


def seconds_to_check(body: str, text: str = "Cut 1 bug") -> float:
    """The least processor time of three."""
    entry = built(body=body)

    def timed() -> float:
        began = process_time()
        unsupported(text, entry, projects=OWN)
        return process_time() - began

    return min(timed() for _ in range(3))
