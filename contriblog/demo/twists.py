"""Faults that need the truth: an answer with a part withheld, or with a cursor that leads nowhere.

Each takes the true body and the rule, and returns the twisted body and further headers.
"""

from collections.abc import Callable, Iterator
from typing import Any

from contriblog.demo.faults import Rule

Json = dict[str, Any]
Twisted = tuple[Json, dict[str, str]]
Path = list[str | int]
DOCS = "https://docs.github.com/articles/restricting-access-to-your-organization-s-data/"
SAML_WORDS = (
    "Resource protected by organization SAML enforcement. "
    "You must grant your OAuth token access to this organization."
)
RESTRICTED_WORDS = (
    "Although you appear to have the correct authorization credentials,\nthe `{owner}` "
    "organization has enabled OAuth App access restrictions, meaning that data\naccess to "
    "third-parties is limited. For more information on these restrictions, including\nhow to "
    f"enable this app, visit\n{DOCS}\n"
)
POLICY_WORDS = (
    "The '{owner}' organization forbids access via a fine-grained personal access tokens if the "
    "token's lifetime is greater than 366 days. Please adjust your token's lifetime at the "
    "following URL: https://github.com/settings/personal-access-tokens/13409736"
)


def saml(truth: Json, rule: Rule) -> Twisted:
    """Withhold what lies in an organisation with single sign-on; GitHub names it by number."""
    errors = _withheld(truth, rule, SAML_WORDS, is_saml=True)
    header = {"x-github-sso": "partial-results; organizations=21955855"} if errors else {}
    return _with_errors(truth, errors), header


def oauth_restricted(truth: Json, rule: Rule) -> Twisted:
    """Withhold what lies in an organisation that restricts OAuth apps."""
    return _with_errors(truth, _withheld(truth, rule, RESTRICTED_WORDS)), {}


def token_policy(truth: Json, rule: Rule) -> Twisted:
    """Withhold what lies in an organisation that refuses tokens which live too long."""
    return _with_errors(truth, _withheld(truth, rule, POLICY_WORDS)), {}


def gone(truth: Json, _rule: Rule) -> Twisted:
    """Say of the first thing asked for by id that there is none."""
    truth["data"]["nodes"][0] = None
    message = "Could not resolve to a node with the global id of 'PR_1'"
    error = {"type": "NOT_FOUND", "path": ["nodes", 0], "message": message}
    return _with_errors(truth, [error]), {}


def dead_end(truth: Json, _rule: Rule) -> Twisted:
    """Promise another page, and give no cursor for it."""
    for info in _page_infos(truth):
        info |= {"hasNextPage": True, "endCursor": None}
    return truth, {}


def stuck_cursor(truth: Json, rule: Rule) -> Twisted:
    """Promise another page behind the cursor that was just used."""
    for info in _page_infos(truth):
        info |= {"hasNextPage": True, "endCursor": rule.variables.get("after")}
    return truth, {}


def last_cursor_null(truth: Json, _rule: Rule) -> Twisted:
    """Give no cursor with a last page."""
    for info in _page_infos(truth):
        info["endCursor"] = info["endCursor"] if info["hasNextPage"] else None
    return truth, {}


def old_id_warning(truth: Json, _rule: Rule) -> Twisted:
    """Warn that an id is of the old format."""
    warning = {"type": "DEPRECATION", "message": "The id MDQ6VXNlcjE= is deprecated.", "data": {}}
    return truth | {"extensions": {"warnings": [warning]}}, {}


TWISTS: dict[str, Callable[[Json, Rule], Twisted]] = {
    "saml": saml,
    "oauth_restricted": oauth_restricted,
    "token_policy": token_policy,
    "gone": gone,
    "dead_end": dead_end,
    "stuck_cursor": stuck_cursor,
    "last_cursor_null": last_cursor_null,
    "old_id_warning": old_id_warning,
}


def _withheld(truth: Json, rule: Rule, words: str, *, is_saml: bool = False) -> list[Json]:
    """Empty every list item of the owner's repositories, and return the errors about them."""
    found = list(_items_of(truth["data"], [], rule.owner or ""))
    for items, index, _path in found:
        items[index] = None
    extensions = {"saml_failure": is_saml}
    message = words.format(owner=rule.owner)
    return [
        {"type": "FORBIDDEN", "path": path, "extensions": extensions, "message": message}
        for _items, _index, path in found
    ]


def _items_of(value: Any, path: Path, owner: str) -> Iterator[tuple[list[Any], int, Path]]:
    """The outermost list items that lie in a repository of the owner."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _items_of(inner, [*path, key], owner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            here = [*path, index]
            if _owner_of(inner) == owner:
                yield value, index, here
            else:
                yield from _items_of(inner, here, owner)


def _owner_of(item: Any) -> str | None:
    if not isinstance(item, dict):
        return None
    place = item.get("repository") or item.get("pullRequest") or item
    name = place.get("nameWithOwner") or (place.get("repository") or {}).get("nameWithOwner")
    return str(name).partition("/")[0] if name else None


def _page_infos(value: Any) -> Iterator[Json]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from _page_infos(part)
    if isinstance(value, dict) and isinstance(value.get("pageInfo"), dict):
        yield value["pageInfo"]


def _with_errors(truth: Json, errors: list[Json]) -> Json:
    known = [*truth.get("errors", ()), *errors]
    return truth | {"errors": known} if known else truth
