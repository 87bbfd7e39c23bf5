"""Texts that RenderCV prints as they are.

RenderCV reads each text as Markdown and runs the Typst commands that it finds in it, by design and
escaped or not: `#read("secrets")` prints a file of whoever renders it. So what people wrote is
broken where that would begin, by a word joiner, which is not seen.
"""

import re

from tracker.present.document import Link

JOINER = "\u2060"

_MARKDOWN = re.compile(r"[\\*_\[\]]")
# A Typst command, mathematics, HTML, an entity, a nested bullet, and what Typst draws otherwise.
_BEGINNINGS = re.compile(r"#(?=\S)|\$(?=\$)|<|&| (?=- )|-(?=[-?\d])|\.(?=\.)")
_OPENING = re.compile(r"^(?=\W|\d+[.)])")  # of a list, a heading, a rule, a block
# A name goes into a Typst string and into the names of files as it is.
_IN_NAMES = str.maketrans('"\\*_[]/', "”|+ ()|")
_IN_ADDRESSES = re.compile(r"[()\[\]'*]")


def escaped(text: str) -> str:
    """Return `text` as RenderCV prints it and no more; a backtick, which it cannot, as "'"."""
    broken = _BEGINNINGS.sub(rf"\g<0>{JOINER}", text.replace("`", "'"))
    return _OPENING.sub(JOINER, _MARKDOWN.sub(r"\\\g<0>", broken)) if text else ""


def escaped_name(name: str) -> str:
    """Return `name` with others in place of marks that end a string or the name of a file."""
    return escaped(name.translate(_IN_NAMES).strip())


def linked(link: Link) -> str:
    """Return the label of `link` as a Markdown link where it leads somewhere."""
    if not link.url:
        return escaped(link.label)
    address = _IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", link.url)
    return f"[{escaped(link.label)}]({address})"
