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
    return any(map(_is_of_words, halves)) or _is_alike(one.lower(), other.lower())


def _is_of_words(half: str) -> bool:
    return ORDINARY.issuperset(half.lower().split("-"))


def _is_alike(one: str, other: str) -> bool:
    """Whether they end alike, or are the same but for a number or the plural."""
    is_numbered = _DIGITS.sub("", one) == _DIGITS.sub("", other)
    return is_numbered or one[-2:] == other[-2:] or f"{one}s" == other or f"{other}s" == one
