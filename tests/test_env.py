"""How variables are read."""

from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from contriblog import env

NAME = "CONTRIBLOG_OF_A_TEST"


@pytest.mark.parametrize(
    ("given", "seconds"),
    [("90", 90), ("30s", 30), ("15m", 900), ("6h", 21_600), ("2d", 172_800), (" 6h\n", 21_600)],
)
def test_a_duration_is_read_as_seconds(
    monkeypatch: pytest.MonkeyPatch, given: str, seconds: int
) -> None:
    monkeypatch.setenv(NAME, given)

    assert env.seconds(NAME, "1h") == seconds


@pytest.mark.parametrize("given", ["0", "0h", "-5m", "1.5h", "6 h", "h", "6w", "often"])
def test_what_is_no_duration_is_refused_with_the_name_of_the_variable(
    monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv(NAME, given)

    with pytest.raises(ImproperlyConfigured, match=f"{NAME} is '{given}'; write a duration"):
        env.seconds(NAME, "1h")


@pytest.mark.parametrize("given", ["", "  "])
def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(NAME, given)

    assert env.text(NAME, "as ever") == "as ever"
    assert env.seconds(NAME, "6h") == 21_600
    assert env.words(NAME) == []


def test_a_list_is_cut_at_commas_and_holds_nothing_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(NAME, " a.example, b.example,, ")

    assert env.words(NAME) == ["a.example", "b.example"]


@pytest.mark.parametrize(("given", "is_on"), [("true", True), ("1", True), ("off", False)])
def test_a_flag_is_read_as_a_truth_value(
    monkeypatch: pytest.MonkeyPatch, *, given: str, is_on: bool
) -> None:
    monkeypatch.setenv(NAME, given)

    assert env.flag(NAME, default=not is_on) is is_on
    assert env.flag(f"{NAME}_ELSEWHERE", default=not is_on) is not is_on


def test_a_secret_may_be_the_content_of_a_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    monkeypatch.setenv("CONTRIBLOG_SESAME_FILE", str(secret))

    assert env.text("CONTRIBLOG_SESAME") == "sesame"


def test_a_secret_whose_file_is_not_there_is_an_error_and_not_an_empty_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONTRIBLOG_LOST_FILE", str(tmp_path / "missing"))

    with pytest.raises(FileNotFoundError):
        env.text("CONTRIBLOG_LOST")


def test_a_database_url_names_a_socket_and_passes_its_options_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(NAME, "postgresql://ada:pass@/log?host=/run/postgresql&connect_timeout=3")

    read = env.database(NAME, "postgresql:///contriblog")

    assert (read["NAME"], read["USER"], read["PASSWORD"]) == ("log", "ada", "pass")
    assert read["OPTIONS"] == {"host": "/run/postgresql", "connect_timeout": 3}


def test_a_dotenv_sets_what_is_not_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    variables = {"HERE": "from the shell"}
    monkeypatch.setattr(environ.Env, "ENVIRON", variables)
    (tmp_path / ".env").write_text("HERE=from the file\nTHERE=from the file\n")

    env.read_dotenv(tmp_path / ".env")
    env.read_dotenv(tmp_path / "missing")

    assert variables == {"HERE": "from the shell", "THERE": "from the file"}
