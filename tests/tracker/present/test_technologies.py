"""Which technologies a text names, and which a file shows."""

import pytest

from tracker.present.technologies import mentions, shown_by, technologies, technology_named


def named(text: str) -> list[str]:
    return [mention.technology.name for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ported it from python to Rust", ["Python", "Rust"]),
        ("Moved to Node.js and Postgres", ["Node.js", "PostgreSQL"]),
        ("C++, C# and C bindings", ["C++", "C#", "C"]),
        ("Runs on GitHub Actions", ["GitHub Actions"]),
        ("Python 3.12でDockerを使う", ["Python", "Docker"]),
    ],
)
def test_a_technology_is_found_by_any_of_its_names(text: str, expected: list[str]) -> None:
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Let users go on where they left off, and react to a spark of rust in the flask",
        "See acme/react and user.go for the swift way",
        "Cached the pythonic dockerfiles",
    ],
)
def test_ordinary_words_and_parts_of_names_are_none(text: str) -> None:
    assert named(text) == []


def test_where_a_text_names_one_is_known() -> None:
    text = "Moved to Redis"

    (mention,) = mentions(text)

    assert text[mention.start : mention.end] == "Redis"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/lock.py", {"Python"}),
        ("web/App.tsx", {"TypeScript", "React"}),
        ("Dockerfile", {"Docker"}),
        ("deploy/api/Dockerfile.prod", {"Docker"}),
        (".github/workflows/ci.yml", {"GitHub Actions", "YAML"}),
        ("deploy/k8s/web.yaml", {"Kubernetes", "YAML"}),
        ("infra/main.tf", {"Terraform"}),
        ("pyproject.toml", {"Python", "TOML"}),
        ("LICENSE", set()),
        ("", set()),
    ],
)
def test_a_file_shows_what_it_is_written_in_or_for(path: str, expected: set[str]) -> None:
    assert shown_by(path) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("node-js", "Node.js"), ("golang", "Go"), ("c-plus-plus", None), ("k8s", "Kubernetes")],
)
def test_topics_name_technologies_in_their_own_spelling(name: str, expected: str | None) -> None:
    found = technology_named(name)

    assert (found.name if found else None) == expected


def test_no_two_technologies_share_a_name() -> None:
    spellings = [each.lower() for known in technologies() for each in known.spellings]

    assert len(spellings) == len(set(spellings))
