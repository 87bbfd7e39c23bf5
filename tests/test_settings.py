"""What an installation is refused for, and what it tells browsers: the settings in a process."""

import json
import subprocess
import sys

import pytest

from contriblog.local.paths import ROOT

SECRET_KEY = "k" * 50
TOKEN_KEYS = "k1:" + "A" * 43 + "="
# Set to nothing, for a `.env` of the checkout must not decide what the tests see.
UNSET = (
    *("ALLOWED_HOSTS", "CONTRIBLOG_BIND", "CONTRIBLOG_SIGNUPS", "CONTRIBLOG_SITE_URL"),
    *("CONTRIBLOG_DOCUMENTS_AT_ONCE",),
    *("CONTRIBLOG_SYNC_INTERVAL", "CONTRIBLOG_SYNCS_AT_ONCE", "CONTRIBLOG_TRUSTED_PROXIES"),
    *("CSRF_TRUSTED_ORIGINS", "DEBUG"),
    *("GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET", "GITHUB_TOKEN", "GITHUB_URL"),
)


def django(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of Django's on the settings of an installation with good keys."""
    good = {"SECRET_KEY": SECRET_KEY, "CONTRIBLOG_TOKEN_KEYS": TOKEN_KEYS}
    return subprocess.run(  # noqa: S603 our own interpreter
        [sys.executable, "-m", "django", *arguments],
        cwd=ROOT,
        env=dict.fromkeys(UNSET, "")
        | {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "contriblog.settings"}
        | good
        | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def settings(*names: str, **variables: str) -> list[object]:
    """The named settings, as an installation with these variables has them."""
    program = (
        "import json; from django.conf import settings; "
        f"print(json.dumps([getattr(settings, name) for name in {names!r}]))"
    )
    done = django("shell", "--no-imports", "-c", program, **variables)
    assert done.returncode == 0, done.stderr
    read: list[object] = json.loads(done.stdout.splitlines()[-1])
    return read


@pytest.mark.parametrize("key", ["", "x" * 31])
def test_a_missing_or_short_secret_key_is_refused_with_the_line_that_makes_one(key: str) -> None:
    refused = django("check", SECRET_KEY=key)

    assert refused.returncode == 1
    assert "SECRET_KEY is missing or shorter than 32 characters" in refused.stderr
    assert "secrets.token_urlsafe(50)" in refused.stderr


def test_missing_token_keys_are_refused_with_the_line_that_makes_one() -> None:
    refused = django("check", CONTRIBLOG_TOKEN_KEYS="")

    assert refused.returncode == 1
    assert "CONTRIBLOG_TOKEN_KEYS is missing" in refused.stderr
    assert "head -c 32 /dev/urandom | base64" in refused.stderr


@pytest.mark.parametrize(
    "keys", ["k1", "k1:", "k1:c2hvcnQ=", ":" + "A" * 43 + "=", "k1:" + "!" * 44, f"{TOKEN_KEYS},k2"]
)
def test_weak_token_keys_are_refused_with_the_form_of_a_good_one(keys: str) -> None:
    refused = django("check", CONTRIBLOG_TOKEN_KEYS=keys)

    assert refused.returncode == 1
    assert "accounts.E001" in refused.stderr
    assert "32 bytes in the base64" in refused.stderr


def test_a_choice_that_does_not_exist_is_refused() -> None:
    refused = django("check", CONTRIBLOG_SIGNUPS="maybe")

    assert refused.returncode == 1
    assert "CONTRIBLOG_SIGNUPS is 'maybe'; it can be open or closed." in refused.stderr


def test_good_keys_are_enough_to_start() -> None:
    passed = django("check")

    assert passed.returncode == 0, passed.stderr


def test_an_https_site_speaks_for_its_own_name_and_not_for_those_below_it() -> None:
    names = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")

    https = settings(*names, CONTRIBLOG_SITE_URL="https://log.example.org")
    http = settings(*names, CONTRIBLOG_SITE_URL="http://localhost:8000")

    assert https == [365 * 24 * 3600, False, False]
    assert http == [0, False, False]
