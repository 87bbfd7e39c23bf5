"""No container runs in the tests; its files are held to the settings and commands they name."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from celery.bin.worker import worker as celery_worker
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string
from gunicorn.config import Config  # type: ignore[import-untyped]  # gunicorn has no types

from contriblog.health import HealthMiddleware
from contriblog.local.paths import ROOT

Service = dict[str, Any]

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Service] = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "keeper")
DATA = ("postgres", "redis")
DOCKERFILE = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
LAST_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
# https://www.postgresql.org/docs/18/libpq-envars.html and gunicorn's setting `workers`
READ_BY_LIBRARIES = {"PGOPTIONS", "WEB_CONCURRENCY"}


def variables_read_by(path: Path) -> set[str]:
    """The names that a module asks `contriblog.env` or `os.environ` for."""
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if re.fullmatch(r"env\.\w+|os\.environ\.get", ast.unparse(call.func))
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    }


def variables_of_settings() -> set[str]:
    return variables_read_by(ROOT / "contriblog" / "settings.py")


def variables_of_everything() -> list[str]:
    """What the application, a checkout's services and the compose file read, in order."""
    modules = (ROOT / "contriblog").rglob("*.py")
    return sorted(variables_compose_fills_in().union(*map(variables_read_by, modules)))


def variables_compose_fills_in() -> set[str]:
    return set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))


def named_in(path: str, pattern: str) -> list[str]:
    """The variables that a file names in the places that `pattern` captures, in order."""
    return sorted(re.findall(pattern, (ROOT / path).read_text(), re.MULTILINE))


def instructions(name: str, text: str = DOCKERFILE) -> list[str]:
    """The arguments of each instruction of a name in a Dockerfile, in order."""
    return re.findall(rf"^{name} +(.+)$", text, re.MULTILINE)


def copied_from_the_tree() -> Iterator[str]:
    for arguments in instructions("COPY"):
        if not arguments.startswith("--from="):
            yield from arguments.split()[:-1]


def command_of(name: str) -> list[str]:
    """A service's command line, the image's where compose gives none."""
    (of_the_image,) = instructions("CMD")
    command: list[str] = SERVICES[name].get("command") or ast.literal_eval(of_the_image)
    return command


def workers_by_default() -> str:
    (number,) = re.findall(r"\$\{WEB_CONCURRENCY:-(\d+)\}", str(SERVICES["web"]["environment"]))
    return str(number)


def hold_management_command(arguments: list[str]) -> None:
    """Fail unless `manage.py` knows the command and takes its arguments."""
    assert arguments[0] in get_commands()
    command = load_command_class(get_commands()[arguments[0]], arguments[0])
    command.create_parser("manage.py", arguments[0]).parse_args(arguments[1:])


def test_each_variable_stands_once_in_the_example() -> None:
    assert named_in(".env.example", r"^#?([A-Z]\w+)=") == variables_of_everything()


def test_each_variable_stands_once_in_the_configuration_tables() -> None:
    assert named_in("docs/configuration.md", r"^\| `(\w+)` \|") == variables_of_everything()


@pytest.mark.parametrize("name", OURS)
def test_compose_sets_nothing_that_is_not_read(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= variables_of_settings() | READ_BY_LIBRARIES


@pytest.mark.parametrize("name", OURS)
def test_compose_never_runs_in_debug_mode(name: str) -> None:
    assert SERVICES[name]["environment"]["DEBUG"] == "false"


def test_web_server_takes_its_options_and_finds_the_application() -> None:
    program, *arguments = command_of("web")

    options = Config().parser().parse_args(arguments)

    assert program == "gunicorn"
    assert callable(import_string(options.args[0].replace(":", ".")))
    assert (options.timeout, options.limit_request_line) == (30, 4094)


def test_web_server_has_threads_so_that_idle_connections_hold_nobody_up() -> None:
    options = Config().parser().parse_args(command_of("web")[1:])

    assert (options.worker_class, options.threads) == ("gthread", 8)


def test_unit_for_ones_own_server_starts_the_web_server_as_the_image_does() -> None:
    text = (ROOT / "docs" / "self-hosting.md").read_text().replace("\\\n", " ")
    (arguments,) = re.findall(r"^ *ExecStart=\S+/gunicorn (.+)$", text, re.MULTILINE)
    in_the_unit = Config().parser().parse_args(arguments.split())
    in_the_image = Config().parser().parse_args(command_of("web")[1:])

    in_the_image.bind = in_the_unit.bind  # loopback there, the container's own network here
    in_the_image.workers = int(workers_by_default())  # the image is told by WEB_CONCURRENCY
    assert in_the_unit == in_the_image


def test_documents_name_the_number_of_web_processes() -> None:
    named = named_in(".env.example", r"^#WEB_CONCURRENCY=(\d+)$")
    named += named_in("docs/configuration.md", r"^\| `WEB_CONCURRENCY` \| `(\d+)`")

    assert named == [workers_by_default()] * 2


def test_worker_takes_its_options() -> None:
    program, *arguments = command_of("worker")

    assert (program, arguments[:3]) == ("celery", ["-A", "contriblog", "worker"])
    taken = {name for option in celery_worker.params for name in (*option.opts,)}
    assert {word for word in arguments[3:] if word.startswith("--")} <= taken


@pytest.mark.parametrize("name", ["migrate", "keeper"])
def test_management_commands_exist_and_take_their_arguments(name: str) -> None:
    assert command_of(name)[:2] == ["python", "manage.py"]

    hold_management_command(command_of(name)[2:])


@pytest.mark.parametrize("name", ["worker", "keeper"])
def test_background_processes_are_healthy_by_their_heartbeat(name: str) -> None:
    probe = SERVICES[name]["healthcheck"]["test"]

    assert probe[:3] == ["CMD", "python", "manage.py"]
    assert probe[-1] == name
    hold_management_command(probe[3:])


@pytest.mark.django_db
def test_web_is_healthy_where_the_health_check_answers() -> None:
    def elsewhere(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=404)

    (path,) = re.findall(r"127\.0\.0\.1:8000(/\w+)", SERVICES["web"]["healthcheck"]["test"][-1])
    response = HealthMiddleware(elsewhere)(RequestFactory().get(path))

    assert response.status_code == 200


@pytest.mark.parametrize("name", SERVICES)
def test_services_wait_for_what_they_need(name: str) -> None:
    for needed, how in SERVICES[name].get("depends_on", {}).items():
        is_checked = "healthcheck" in SERVICES[needed]
        is_one_shot = "restart" not in SERVICES[needed]
        met = {"service_healthy": is_checked, "service_completed_successfully": is_one_shot}
        assert met[how["condition"]]


@pytest.mark.parametrize("name", DATA)
def test_data_is_kept_and_reached_from_inside_only(name: str) -> None:
    service = SERVICES[name]

    assert "ports" not in service
    assert all(COMPOSE["networks"][network]["internal"] for network in service["networks"])
    assert [volume.partition(":")[0] for volume in service["volumes"]] == [name]
    assert name in COMPOSE["volumes"]


def test_redis_forgets_nothing() -> None:
    line = " ".join(SERVICES["redis"]["command"])

    assert "--maxmemory-policy noeviction" in line
    assert "--appendonly yes" in line


@pytest.mark.parametrize("name", OURS)
def test_our_containers_hold_no_rights(name: str) -> None:
    service = SERVICES[name]

    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]


def test_web_is_published_on_loopback_only() -> None:
    assert all(port.startswith("127.0.0.1:") for port in SERVICES["web"]["ports"])


def test_images_are_pinned() -> None:
    images = [image.split()[0] for image in instructions("FROM")]
    images += [service["image"] for service in SERVICES.values()]

    assert [image for image in images if not re.search(r":\d+\.\d+[\w.-]*$", image)] == []


def test_our_image_carries_our_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]

    assert {SERVICES[name]["image"] for name in OURS} == {f"contriblog:{version}"}


def test_image_holds_the_whole_application() -> None:
    copied = set(copied_from_the_tree())
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    ours = {app.split(".")[0] for app in settings.INSTALLED_APPS} & {"accounts", "tracker"}

    assert all((ROOT / source).exists() for source in copied)
    assert copied == allowed
    assert ours | {"manage.py", "contriblog", "templates", "static"} <= copied


def test_image_runs_as_nobody_in_particular() -> None:
    assert instructions("USER", LAST_STAGE)[-1] not in {"root", "0"}


def test_image_leaves_what_it_was_built_with_behind() -> None:
    assert not re.search(r"apt-get|pip install|SECRET_KEY", LAST_STAGE)


def test_requirements_are_installed_by_hash() -> None:
    (locked,) = re.findall(r"--require-hashes .*-r (\S+)", DOCKERFILE)
    requirements = re.split(r"\n(?=\w)", (ROOT / locked).read_text())[1:]

    assert len(requirements) > 10
    assert [each.split()[0] for each in requirements if "--hash=sha256:" not in each] == []
