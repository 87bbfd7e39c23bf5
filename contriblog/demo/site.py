"""Everything one running demo consists of; each request handler is given it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from contriblog.demo.budget import Budgets
from contriblog.demo.clock import DAY, Clock
from contriblog.demo.faults import Faults
from contriblog.demo.requestlog import RequestLog
from contriblog.demo.state import StateFile
from contriblog.demo.tokens import Tokens
from contriblog.demo.world.model import Actor
from contriblog.demo.world.world import World


@dataclass(frozen=True, slots=True)
class Options:
    """How the demo is started; `client` is the one registered OAuth app."""

    client_id: str = "contriblog-demo"
    client_secret: str = "contriblog-demo-secret"  # noqa: S105 of a site without secrets
    state_file: Path | None = None
    latency_ms: int = 0
    control: bool = False


@dataclass(slots=True)
class Code:
    """An authorization code on its way to the client: single use, ten minutes."""

    user: Actor
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str
    expires_at: int


@dataclass(slots=True)
class Site:
    """The parts of the demo that requests share."""

    options: Options
    clock: Clock
    states: StateFile
    world: World
    tokens: Tokens
    budgets: Budgets
    faults: Faults = field(default_factory=Faults)
    log: RequestLog = field(default_factory=RequestLog)
    codes: dict[str, Code] = field(default_factory=dict)
    expiring_tokens: bool = False
    latency_ms: int = 0

    @property
    def now(self) -> Callable[[], int]:
        """The demo's clock as a function."""
        return self.clock.now


def open_site(options: Options) -> Site:
    """Build the world and read the state; histories are written later, when first read."""
    clock, states = Clock(), StateFile(options.state_file)
    if not states.state.anchor:
        states.state.anchor = clock.now() // DAY * DAY
        states.save()
    return Site(
        options=options,
        clock=clock,
        states=states,
        world=World(states.state.anchor),
        tokens=Tokens(states, clock.now),
        budgets=Budgets(clock.now),
        latency_ms=options.latency_ms,
    )
