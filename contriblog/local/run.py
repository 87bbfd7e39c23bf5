"""`make run`: the whole product in a checkout, in the foreground, behind one address."""

import os
import subprocess
import sys

from contriblog import env
from contriblog.local import commands, embedded, environment, place
from contriblog.local.console import complain, say
from contriblog.local.demo import Demo
from contriblog.local.embedded import Service
from contriblog.local.errors import SetupError
from contriblog.local.paths import ROOT, data_dir
from contriblog.local.ports import LOOPBACK, require_free
from contriblog.local.processes import Process
from contriblog.local.supervisor import StoppedError, Supervisor


def main() -> int:
    """Run until a signal; the exit code is 0 after a wish to stop, 1 after a failure."""
    supervisor = Supervisor()
    supervisor.listen()
    try:
        os.chdir(ROOT)
        env.read_dotenv(ROOT / ".env")
        _run(supervisor)
    except StoppedError:
        say("Stopped.")
        return 0
    except SetupError as error:
        complain(str(error))
        return 1
    return 0


def _run(supervisor: Supervisor) -> None:
    directory = data_dir()
    with place.taken(directory):
        require_free(environment.host(), environment.port())
        environment.fill_in(directory)
        services = embedded.missing_services(directory, environment.port())
        with embedded.running(services, directory) as found:
            os.environ.update(found)
            supervisor.check()
            complaints = _prepare()
            supervisor.check()  # first, for Ctrl-C ends the preparations too
            if complaints:
                raise SetupError(complaints)
            _serve(supervisor, services)


def _serve(supervisor: Supervisor, services: list[Service]) -> None:
    port = environment.port()
    try:
        supervisor.add(_process("web", commands.web(environment.host(), port)))
        supervisor.add(_process("worker", commands.worker()))
        supervisor.add(_process("keeper", commands.keeper()))
        supervisor.wait_until_ready(_own_address(), port)
        say(f"Contriblog is ready at {env.text('CONTRIBLOG_SITE_URL')} ({_source(services)})")
        supervisor.watch(services)
    finally:
        supervisor.stop()


def _process(name: str, command: list[str]) -> Process:
    return Process(name, command, os.environ)


def _prepare() -> str:
    """Check the settings and migrate the database, side by side; what failed, if anything did."""
    running = [
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        for command in (commands.check(), commands.migrate())
    ]
    said = [process.communicate()[0].decode(errors="replace") for process in running]
    failed = [text for text, process in zip(said, running, strict=True) if process.returncode]
    return "\n".join(failed).strip()


def _own_address() -> str:
    host = environment.host()
    every = {"0.0.0.0": LOOPBACK, "::": "::1"}  # noqa: S104 - these mean every address
    return every.get(host, host)


def _source(services: list[Service]) -> str:
    github = env.text("GITHUB_URL", "https://github.com")
    if any(isinstance(service, Demo) for service in services):
        return "demo GitHub: the people in it are invented"
    if env.text("GITHUB_CLIENT_ID"):
        return f"sign-in through {github}"
    if env.text("GITHUB_TOKEN"):
        return f"your own log, read from {github} with GITHUB_TOKEN"
    return "nobody can sign in until GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET are set"


if __name__ == "__main__":
    sys.exit(main())
