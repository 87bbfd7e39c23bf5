"""The projects that a bullet names, held against that of its entry."""

import pytest

from tests import make
from tests.tracker.present.test_evidence import GROWTH, OWN, built, seconds_to_check
from tracker.models import Entry
from tracker.present.evidence import projects_of, unsupported


def marked(text: str, entry: Entry | None = None) -> list[str]:
    """What is marked in a bullet of somebody who works in each project of `OWN`."""
    return [each.words for each in unsupported(text, entry or built(), projects=OWN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cut errors for all users of acme/rocket.", ["acme/rocket"]),
        ("Upstreamed facebook/react to apache/kafka", ["facebook/react", "apache/kafka"]),
        ("Maintained psf/requests and numpy/numpy", ["psf/requests", "numpy/numpy"]),
        ("Worked on acme/redis and vercel/next.js", ["acme/redis", "vercel/next.js"]),
        ("Fixed acme/rocket#12", ["acme/rocket#12"]),
        ("Fixed octo/engine-core#12", ["octo/engine-core#12"]),
        ("Fixed it (acme/rocket); then left", ["acme/rocket"]),
        ("Globex/rocket installs it", ["Globex/rocket"]),
        ("Thanked by @globex and by @globex/rocket", ["@globex", "@globex/rocket"]),
        ("See https://github.com/acme/rocket/pull/3", ["acme/rocket"]),
        ("See https://github.com/acme/rocket.git", ["acme/rocket"]),
        ("See www.gitlab.com/acme/rocket", ["acme/rocket"]),
        ("See https://www.npmjs.com/package/@acme/rocket", ["@acme/rocket"]),
        ("See npmjs.com/package/rocket, pypi.org/project/sled/", ["rocket", "sled"]),
        ("Fixed the paging in needle", ["needle"]),
        ("Fixed the paging in needle, and the scrolling", ["needle"]),
        ("Fixed the paging in Needle.", ["Needle"]),
        ("Fixed the paging of loom-cli on old screens", ["loom-cli"]),
        ("The urllib3 pool is closed now", ["urllib3"]),
        ("Seiten in acme/rocket repariert", ["acme/rocket"]),
        ("Seiten repariert in needle", ["needle"]),
        ("Correction de la pagination dans needle", ["needle"]),
        ("Se corrigió la paginación en acme/rocket y en needle", ["acme/rocket", "needle"]),
        ("Correção da paginação em acme/rocket e em needle", ["acme/rocket", "needle"]),
        ("acme/rocketの表示を改善", ["acme/rocket"]),
        ("needleの表示を改善", ["needle"]),
        ("إصلاح خلل في acme/rocket", ["acme/rocket"]),
        ("إصلاح خلل في needle", ["needle"]),
        ("תיקון באג של acme/rocket", ["acme/rocket"]),
    ],
)
def test_another_project_is_marked(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


SLASHED = """
and/or he/she s/he his/her either/or y/o e/ou et/ou und/oder oui/non ja/nein w/o
read/write Read/write reader/writer client/server client/broker lexer/parser
request/response import/export upload/download encode/decode push/pull on/off
true/false yes/no input/output key/value producer/consumer dev/prod pass/fail
TCP/IP CI/CD I/O N/A A/B UI/UX PL/SQL OS/2 HTTP/2 IPv4/IPv6 sha1/sha256
03/2021 24/7 1/2 3/4-inch 12/03/2021 2021/22 req/s km/h MB/s requests/sec
front-end/back-end opt-in/opt-out sign-in/sign-up client-side/server-side
reads/writes try/except width/height spaces/tabs prepare/validation png/gif branch/tag
missing/broken churn/exhaustion master/slave select/poll from/to syntax/semantics
file/files key/keys amd64/arm64 x86/arm64 added/removed light/dark
Eingabe/Ausgabe Lesen/Schreiben lesen/schreiben ein-/ausblenden Nutzer/innen
lectura/escritura entrada/salida cliente/servidor todos/as leitura/escrita
lecture/écriture entrée/sortie client/serveur avant/après
読み/書き 入力/出力 قراءة/كتابة קריאה/כתיבה
src/export/layer.py export/layer.py docs/guide tests/export a/b/c
octo/engine-core octo/engine-core#4812 octo/engine-core#77 acme/other#91 @octo
https://github.com/octo/engine-core/pull/4812 github.com/octo/engine-core/issues
me@acme.com @media @property @SUM(A1)
"""


@pytest.mark.parametrize("words", SLASHED.split())
def test_an_ordinary_slash_is_not_taken_for_a_project(words: str) -> None:
    numbers = {"03/2021", "12/03/2021", "2021/22", "1/2", "3/4-inch"}
    claimed = [each for each in marked(f"fixed {words} here") if words not in numbers]

    assert claimed == []


@pytest.mark.parametrize(
    "text",
    [
        "Turned the needle position, and a needle that slips",
        "Kept the state of each vessel in memory",
        "Made a search for needle work",
        "Made it easy to needle, as there was no needle",
        "Sent two emails at 5 @ 3",
        "Learned to let go, and where to go",
    ],
)
def test_a_word_that_a_project_is_called_by_is_a_word(text: str) -> None:
    assert [each for each in marked(text) if not each.isdecimal()] == []


def test_a_project_that_the_facts_name_is_not_another() -> None:
    entry = built(body="Found in acme/rocket, as needle does; thanks @grace.")

    assert marked("Fixed it in needle and acme/rocket with @grace", entry) == []


@pytest.mark.django_db
def test_the_projects_of_a_log_are_those_that_a_stranger_may_see() -> None:
    ada = make.user()
    for name, is_private in (("acme/needle", False), ("acme/secret", True)):
        place = make.repository(name, is_private=is_private)
        make.entry(ada, place=place)
        make.entry(ada, place=place)
    make.entry(make.user("grace"), place=make.repository("acme/other"))

    assert projects_of(ada) == {"acme/needle"}


@pytest.mark.parametrize(
    "word",
    [
        *("a/", "a-", "a.", "ab/cd ", "@a", "@a/", "a/b#1", "in needle ", "needle.", "a-/"),
        *("github.com/a", "github.com/a/", "npmjs.com/package/@a-", "npmjs.com/package/a."),
    ],
)
def test_a_bullet_full_of_names_is_read_in_time_that_grows_with_it(word: str) -> None:
    few, many = (seconds_to_check("", word * count) for count in (100, 100 * GROWTH))

    assert many < few * GROWTH * 3  # and not by its square
