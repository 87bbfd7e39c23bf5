"""Which words people join with a slash without meaning a project: "read/write", "und/oder"."""

from __future__ import annotations

import re

from tracker.present.technologies import technology_named

# One of the two is enough: "client/server" as well as "client/broker". Halves with one ending, such
# as "reader/writer", "added/removed" or "lesen/schreiben", need not be here.
_ENGLISH = """
    and or not either neither he she his her hers him they them their we you it
    yes no true false on off in out up down left right top bottom before after above below
    read write input output import export load save upload download push pull get set put post
    client server host guest front frontend back backend end side sender receiver
    producer consumer publisher subscriber parent child leader follower primary replica
    source target sink request response question answer query mutation
    key value name title label text body header footer id uuid url uri path file folder directory
    docs doc documentation src lib bin test tests testing spec specs example examples script
    scripts build dist config configuration settings option options flag flags static assets
    dev development prod production stage staging release debug beta alpha stable nightly
    start stop begin open close create update delete add remove insert edit copy paste undo redo
    enable disable enabled disabled allow deny accept reject grant revoke show hide lock unlock
    login logout sign signin signup auth authentication authorization password username user users
    admin owner member team group role permission permissions author editor maintainer contributor
    public private local remote global internal external online offline sync async synchronous
    asynchronous static dynamic manual automatic automated first last next previous old new
    min max minimum maximum low high small large big fast slow hot cold light dark day night
    daily weekly monthly yearly hour hours minute minutes second seconds sec month week year
    bug bugs fix fixes feature features issue issues error errors warning warnings crash log logs
    encode decode encoder decoder encoding encryption decryption compress serialize parse parser
    parsing lexer printer format formatter lint linter type types class function method module
    package packages library framework tool tools app application service services system platform
    web mobile desktop browser console terminal shell cli gui api apis rest rpc http https tcp udp
    html css json xml yaml csv sql js ts py cpu gpu memory disk network cache queue stack heap
    row rows column columns cell table list array map dict tuple string number int float bool
    null nil none undefined empty full single double one two many all any some other others
    x86 arm arm64 amd64 win32 win64 unix linux macos windows ios android
    pros cons cost benefit cause effect design implementation theory practice train training
    accuracy precision recall loss model data dataset analysis performance quality security
    privacy accessibility usability design styling layout theme mouse keyboard touch audio video
    image images media content metadata date time timezone locale language translation
    writing review reviews triage mentoring planning support help guide tutorial talk blog
    opt mac pc email mail phone chat forum family friend friends men women boy girl
    singular plural upper lower uppercase lowercase case odd even horizontal vertical inner outer
    inbound outbound ingress egress incoming outgoing forward backward forwards backwards
    trial error black white supply demand hardware software firmware kernel driver
    cut play pause mute zoom drag drop click tap scroll via per with without versus vs
    major minor patch draft final pass fail success failure done todo work life
    install uninstall installer setup teardown run exec execute call callback event events
    stdin stdout stderr from to of at than less more try except finally catch raise throw if else
    while until unless for each foreach break continue yield return await assert when where how
    thread process task job worker struct union slot node byte char character letter digit symbol
    token keyword whitespace newline space tab comma dot comment color colour width height size
    select poll anchor link position origin master slave branch tag commit merge rebase diff
    syntax semantics lookup index priority iterator generator coroutine callback widget choice
    region country city object instance exception result status state existing missing fallback
    default transport protocol channel connection handshake connect redirect retry timeout
    hard soft reserved active inactive free used total limit gray grey red green blue png gif jpg
    jpeg svg pdf exe dll am pm lat lon seek tell math markup emphasis footnote citation reference
    attribute argument parameter variable constant field property invalid unknown plugin suite
    holder disk partition array tuple buffer scope duration range boundary floats interval item
    line block register index operator original raw copy dirty clean closed opened busy idle
    prepare transform validate verify normalize simplify convert extract separate define infer use
    introduce adapt mirror hold join part meet abort warn port db binary hex ascii bit bits enum
    literal stub sub main len pos bound abstract concrete implicit explicit parallel concurrent
    may will should safe unsafe tmp temp topic broken missing common standard useful
    short long accessor countdown robots boolean alternate pattern
    foo bar baz libraries countries queries entries properties repositories categories directories
    component components page pages view views controller template templates route router
"""
_OTHERS = """
    und oder ja nein an aus ein auf zu mit ohne vor nach innen ihr sein der die das lesen
    et ou oui non avec sans avant lui elle il son sa le la les un une client serveur lecture
    y o e si con sin antes cliente servidor lectura entrada salida el los las es as os ellas ellos
    sim com sem leitura escrita saida ele ela eles elas
"""
ORDINARY = frozenset((_ENGLISH + _OTHERS).split())
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]")
_DIGITS = re.compile(r"\d+")
# How English makes words of words, which names seldom do.
_DERIVED = re.compile(
    r"..(?:ing|tion|sion|ment|ness|ity|able|ible|ance|ence|ism|ized|ised|ally)s?$"
)
_SPELLED_AS_A_FILE = re.compile(r"[A-Za-z0-9][._][A-Za-z]")


def is_ordinary(one: str, other: str) -> bool:
    """Whether `one`/`other` (ASCII) may be two words rather than an owner and a name."""
    halves = one, other
    if not _OWNER.fullmatch(one) or not all(map(_LETTER.search, halves)):
        return not _SPELLED_AS_A_FILE.search(f"{one}/{other}")
    if _SPELLED_AS_A_FILE.search(other) or one.lower() == other.lower():
        return False
    if all(half[0].isupper() for half in halves) or technology_named(one):
        return True
    if all(half.endswith("s") for half in halves):
        halves = one[:-1], other[:-1]
    return any(map(_is_of_words, halves)) or _is_alike(one.lower(), other.lower())


def _is_of_words(half: str) -> bool:
    return all(map(_is_word, half.lower().split("-")))


def _is_word(part: str) -> bool:
    return part in ORDINARY or _DERIVED.search(part) is not None


def _is_alike(one: str, other: str) -> bool:
    """Whether they end alike, or are the same but for a number or the plural."""
    is_numbered = _DIGITS.sub("", one) == _DIGITS.sub("", other)
    return is_numbered or one[-2:] == other[-2:] or f"{one}s" == other or f"{other}s" == one
