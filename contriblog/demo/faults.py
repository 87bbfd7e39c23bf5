"""Faults to inject: the recorded shapes of GitHub's refusals, and broken connections.

A rule says which fault, for which requests (by operation, by page size, from the nth on) and how
often. `faults.json` holds the shapes; `twists.py` changes the truth; `wire.py` breaks what carries
it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

SHAPES_FILE = Path(__file__).with_name("faults.json")
PAGE_VARIABLES = ("first", "last")


@dataclass(slots=True)
class Rule:
    """When to answer with a fault instead of the truth.

    `operation`: only requests of that name. `after`: let so many matching requests pass first.
    `times`: inject so often, then retire; None for always. `page_larger_than`: only when `first`,
    `last` or the number of `ids` exceeds it. `node`: only when a page would hold this node id.
    `is_paging`: only where a cursor is given. `owner`: whose repositories a twist is about.
    `retry_after`: any text, GitHub's header takes it as it is.
    """

    fault: str
    operation: str | None = None
    after: int = 0
    times: int | None = 1
    page_larger_than: int | None = None
    node: str | None = None
    reset_in: int = 3600
    retry_after: int | str | None = None
    is_paging: bool = False
    owner: str | None = None
    variables: dict[str, Any] = field(default_factory=dict)  # of the request that met it

    def concerns(self, operation: str | None, variables: dict[str, Any]) -> bool:
        """Say whether the rule speaks of this request."""
        if self.operation is not None and self.operation != operation:
            return False
        if self.is_paging and not variables.get("after"):
            return False
        if self.page_larger_than is None:
            return True
        return asked_rows(variables) > self.page_larger_than


@dataclass(slots=True)
class Faults:
    """The rules in force, in the order they were added."""

    rules: list[Rule] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def next(
        self, operation: str | None, variables: dict[str, Any], holds: Callable[[str], bool]
    ) -> Rule | None:
        """Return the rule to obey for this request; `holds(node id)` tells what it would answer."""
        with self._lock:
            for rule in self.rules:
                if not rule.concerns(operation, variables) or (rule.node and not holds(rule.node)):
                    continue
                if rule.after > 0:
                    rule.after -= 1
                    continue
                self._spend(rule)
                return replace(rule, variables=variables)
        return None

    def add(self, rule: Rule) -> None:
        """Put a rule in force."""
        with self._lock:
            self.rules.append(rule)

    def clear(self) -> None:
        """Retire every rule."""
        with self._lock:
            self.rules.clear()

    def _spend(self, rule: Rule) -> None:
        if rule.times is None:
            return
        rule.times -= 1
        if rule.times <= 0:
            self.rules.remove(rule)


@lru_cache(maxsize=1)
def shapes() -> dict[str, dict[str, Any]]:
    """Return the known faults: status, headers, body."""
    known: dict[str, dict[str, Any]] = json.loads(SHAPES_FILE.read_text(encoding="utf-8"))
    return known


def asked_rows(variables: dict[str, Any]) -> int:
    """Return the page size that the variables ask for, by `first`, `last` or `ids`."""
    sizes = [variables.get(name) or 0 for name in PAGE_VARIABLES]
    return max(*sizes, len(variables.get("ids") or ()))
