"""English verbs as bullets and titles open with them: "Fix", "Fixed", "Fixes"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REGULAR = """
    exit cope abort accelerate accept achieve acknowledge activate adapt add address adjust
    adopt advise advocate align allocate allow analyse analyze annotate answer apply approve
    archive arrange ask assemble assert assess assign assist attach audit augment author
    authenticate authorise authorize automate avoid backport bake balance batch benchmark block
    boost bootstrap broaden buffer bump cache calculate call cancel capture carry catalogue
    centralise centralize certify change check chair clarify classify clean clear close coach
    collaborate collapse collect combine comment compare compile complete compose compress
    compute conduct configure confirm connect consider consolidate construct consume contain
    contribute control convert convince coordinate copy correct co-author count cover create
    curate customise customize deactivate debug declare decode decorate decouple decrease
    deduplicate defer define delegate delete deliver demonstrate deploy deprecate describe
    deserialise deserialize design detect determine develop devise diagnose direct disable
    disallow discard discover discuss dispatch display distribute divide dockerize document
    double download downgrade draft drop dump ease edit educate eliminate embed emit enable
    encapsulate encode encourage encrypt enforce engineer enhance ensure enter escape establish
    estimate evaluate examine exclude execute exercise expand expect experiment explain explore
    export expose express extend extract facilitate fetch file fill filter finalise finalize
    finish fix flag flatten flush focus follow force format formalise formalize forward free
    fulfil gather generate group guard guide halve handle harden harmonise harmonize help
    highlight host identify ignore illustrate implement import improve include incorporate
    increase index inform initialise initialize initiate inject inline insert inspect install
    instrument integrate introduce invent invert investigate invite invoke isolate iterate join
    judge jump justify label land launch lengthen leverage lift limit link lint list listen
    load localise localize locate lock log loosen lower maintain manage map mark match maximise
    maximize measure memoise memoize mention mentor merge migrate mimic minimise minimize
    mirror mock model modernise modernize modify modularise modularize monitor mount move mute
    name narrow negotiate nest normalise normalize note notify number observe obtain offer omit
    open operate optimise optimize orchestrate order organise organize outline overhaul own
    pack package page paginate parallelise parallelize parameterise parameterize parse
    partition pass patch permit pick pin pioneer place plan plug point polish poll populate
    port prefer prefix prepare present preserve prevent print prioritise prioritize process
    produce profile program prohibit promote prompt propagate propose protect prototype prove
    provide provision prune publish pull purge push qualify query queue quote raise rank reach
    re-add re-enable reclaim recommend reconcile record recover recreate recruit redesign
    redirect reduce refactor refine reflect reformat refresh refuse register regenerate
    reimplement reinstate reject relax release reload relocate remember remind remove rename
    render reopen reorder reorganise reorganize repair repeat rephrase replace replicate reply
    report represent reproduce request require rescue reserve reset resize resolve respect
    respond restart restore restrict restructure resume retain retire retrieve retry return
    reuse revamp revert review revise revive reword roll rotate round route sanitise sanitize
    save scale scan schedule scope score search secure select separate serialise serialize
    serve share sharpen ship shorten show shrink sign signal silence simplify simulate skip
    smooth solve sort specify sponsor stabilise stabilize stage standardise standardize start
    state stop store streamline strengthen stress strip structure study style submit subscribe
    suggest summarise summarize supervise supply support suppress surface survey suspend swap
    switch sync synchronise synchronize tag target test thank throttle tidy tighten time toggle
    tolerate trace track train transfer transform transition translate transmit transport
    traverse treat triage trigger trim triple truncate try tune tweak type unblock uncover
    unify uninstall unlock unpin update upgrade upload use utilise utilize validate vectorise
    vectorize vendor verify version view visit visualise visualize volunteer wait warn watch
    widen work wrap yank yield
"""
# Each with its past tense, and its past participle where that differs.
_IRREGULAR = """
    be:was beat:beat become:became begin:began bind:bound break:broke:broken bring:brought
    build:built buy:bought catch:caught choose:chose:chosen co-lead:co-led co-write:co-wrote
    come:came cut:cut deal:dealt do:did draw:drew:drawn drive:drove:driven feed:fed find:found
    forbid:forbade get:got give:gave:given go:went grow:grew:grown hide:hid:hidden hold:held
    keep:kept know:knew lay:laid lead:led learn:learned leave:left let:let make:made mean:meant
    meet:met overcome:overcame override:overrode pay:paid put:put read:read rebuild:rebuilt
    re-run:re-ran rerun:reran rethink:rethought rewrite:rewrote:rewritten ride:rode rise:rose
    run:ran say:said see:saw send:sent set:set shoot:shot speak:spoke:spoken speed:sped
    spend:spent split:split spread:spread stand:stood stick:stuck take:took:taken teach:taught
    tell:told think:thought undo:undid understand:understood win:won withdraw:withdrew
    write:wrote:written
"""
# Of the regular ones, those that double their last letter.
_DOUBLING = """
    bootstrap cancel clip control debug drop embed flag format label log map model omit permit
    pin plan plug prefer program scan ship skip stop strip submit swap tag transfer trim unpin
    wrap
"""
_BASE = frozenset(_REGULAR.split())
_PAST = {base: forms[0] for base, *forms in (each.split(":") for each in _IRREGULAR.split())}
_FIRST_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?(?![\w./:-])")


def opens_with_verb(text: str) -> bool:
    """Whether `text` opens with an English verb that we know.

    Forms in "-ing" are as often nouns, so they do not count: "Missing label", "Leading spaces".
    """
    opening = _FIRST_WORD.match(text)
    return opening is not None and opening[0].lower() in _VERBS


def opens_in_past(text: str) -> bool:
    """Whether `text` opens with a verb that is nothing but past: "Ran a club", not "Set theory"."""
    opening = _FIRST_WORD.match(text)
    return opening is not None and opening[0].lower() in _PASTS


def in_past(text: str) -> str:
    """`text` with the base form that it opens with in the past tense, "" where it opens otherwise.

    "Fix the crash" becomes "Fixed the crash".
    """
    opening = _FIRST_WORD.match(text)
    past = _past(opening[0].lower()) if opening else ""
    if not opening or not past or past == opening[0].lower():
        return ""
    return past.capitalize() + text[opening.end() :]


def _past(base: str) -> str:
    return _PAST.get(base) or (_regular_past(base) if base in _BASE else "")


def _regular_past(base: str) -> str:
    if base in _DOUBLING.split():
        return f"{base}{base[-1]}ed"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}d" if base.endswith("e") else f"{base}ed"


def _forms() -> Iterator[str]:
    for base in _BASE | set(_PAST):
        yield from (base, _past(base), f"{base}s", f"{base}es")
        yield from (f"{base}{base[-1]}ed", f"{base.removesuffix('e')}ed")
        if base.endswith("y"):
            yield f"{base[:-1]}ies"
    for each in _IRREGULAR.split():
        yield from each.split(":")


_VERBS = frozenset(_forms())
_PASTS = frozenset(filter(None, map(_past, _BASE | set(_PAST)))) - _BASE - set(_PAST)
