"""Make the résumé's font folder again from the published font packages.

Run as `.venv/bin/python scripts/make_fonts.py SOURCE`, where SOURCE holds the unpacked packages
that `tracker/render/fonts/README.md` lists. Faces with every character are copied; the large ones
are cut to a repertoire, lose their hinting (PDF readers do not use it) and, as the Open Font
License asks of a changed font, get a family name of ours. Last, the characters that the faces can
show are written to `coverage.json` beside them, so that no request has to open a font to know them.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[1] / "tracker" / "render" / "fonts"
COVERAGE = FONTS / "coverage.json"

SOURCE_SANS = "rendercv_fonts/Source Sans 3"
REGULAR, BOLD, ITALIC = "400Regular", "700Bold", "400Regular_Italic"
# The faces of the themes besides Source Sans 3, by package.
THEME_FACES = {
    "source-serif-4": "SourceSerif4",
    "libertinus-serif": "LibertinusSerif",
    "ibm-plex-sans": "IBMPlexSans",
}

WHOLE_FACES = (
    *(
        f"{SOURCE_SANS}/SourceSans3-{face}.ttf"
        for face in ("Regular", "Bold", "Italic", "BoldItalic")
    ),
    *(
        f"{package}/package/{weight}/{face}_{weight}.ttf"
        for package, face in THEME_FACES.items()
        for weight in (REGULAR, BOLD, ITALIC)
    ),
    f"noto-sans/package/{REGULAR}/NotoSans_{REGULAR}.ttf",
    *(
        f"noto-sans-{script.lower()}/package/{weight}/NotoSans{script}_{weight}.ttf"
        for script in ("Arabic", "Hebrew", "Devanagari", "Thai")
        for weight in (REGULAR, BOLD)
    ),
    f"noto-emoji/package/{REGULAR}/NotoEmoji_{REGULAR}.ttf",
)

LICENCES = {
    "OFL-Source-Sans-3.txt": f"{SOURCE_SANS}/OFL.txt",
    "OFL-Source-Serif-4.txt": "source-serif-4/package/LICENSE_FONT",
    "OFL-Libertinus-Serif.txt": "libertinus-serif/package/LICENSE_FONT",
    "OFL-IBM-Plex-Sans.txt": "ibm-plex-sans/package/LICENSE_FONT",
    "OFL-Noto-CJK.txt": "noto-sans-jp/package/LICENSE_FONT",
    "OFL-Noto-Sans.txt": "noto-sans/package/LICENSE_FONT",
    "OFL-Noto-Arabic.txt": "noto-sans-arabic/package/LICENSE_FONT",
    "OFL-Noto-Hebrew.txt": "noto-sans-hebrew/package/LICENSE_FONT",
    "OFL-Noto-Devanagari.txt": "noto-sans-devanagari/package/LICENSE_FONT",
    "OFL-Noto-Thai.txt": "noto-sans-thai/package/LICENSE_FONT",
    "OFL-Noto-Emoji.txt": "noto-emoji/package/LICENSE_FONT",
    "OFL-Noto-Math.txt": "noto-sans-math/package/LICENSE_FONT",
    "OFL-Noto-Symbols.txt": "noto-sans-symbols-2/package/LICENSE_FONT",
}


class CutFace(NamedTuple):
    """A face to be cut: where it comes from, its new family, and what it keeps (None: all)."""

    source: str
    family: str
    characters: frozenset[int] | None


def charset_rows(codec: str, first: int, last: int) -> frozenset[int]:
    """Return the code points in rows `first` to `last` of a 94 by 94 East Asian character set."""
    cells = (
        bytes((row + 0xA0, cell + 0xA0)) for row in range(first, last + 1) for cell in range(1, 95)
    )
    return frozenset(_decoded(codec, cells))


def big5_common() -> frozenset[int]:
    """Return the frequently used characters of Big5: traditional Chinese."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    cells = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    return frozenset(_decoded("big5", cells))


def _decoded(codec: str, cells: Iterable[bytes]) -> Iterator[int]:
    for cell in cells:
        text = cell.decode(codec, errors="ignore")
        if text:
            yield ord(text)


def cut_faces() -> tuple[CutFace, ...]:
    """Return the faces to cut.

    Japanese keeps JIS X 0208, Chinese GB 2312 and what Big5 adds, Korean KS X 1001.
    """
    punctuation = frozenset(
        (*range(0x3000, 0x3100), *range(0x31F0, 0x3200), *range(0xFF01, 0xFFE7))
    )
    kanji = charset_rows("euc_jp", 16, 84)
    japanese = kanji | punctuation | charset_rows("euc_jp", 1, 8)
    chinese = charset_rows("gb2312", 16, 87) | punctuation | (big5_common() - kanji)
    korean = charset_rows("euc_kr", 16, 40) | frozenset(range(0x3131, 0x318F))
    noto = "noto-sans-{0}/package/400Regular/NotoSans{1}_400Regular.ttf"
    return (
        CutFace(noto.format("jp", "JP"), "Contriblog Japanese", japanese),
        CutFace(noto.format("sc", "SC"), "Contriblog Chinese", chinese),
        CutFace(noto.format("kr", "KR"), "Contriblog Korean", korean),
        CutFace(noto.format("math", "Math"), "Contriblog Math", None),
        CutFace(noto.format("symbols-2", "Symbols2"), "Contriblog Symbols", None),
    )


def cut(face: CutFace, source: Path) -> None:
    """Write `face`, cut and renamed, into the font folder."""
    font = TTFont(source / face.source, recalcTimestamp=False)
    options = subset.Options(hinting=False, glyph_names=False, name_IDs=["*"])
    options.layout_features = ["ccmp", "kern", "locl", "mark", "mkmk"]
    options.drop_tables += ["MATH"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=face.characters or font.getBestCmap())
    cutter.subset(font)
    _rename(font["name"], face.family)
    font.save(FONTS / f"{face.family.replace(' ', '')}-Regular.ttf")


def _rename(names: Any, family: str) -> None:
    postscript = family.replace(" ", "") + "-Regular"
    new = {1: family, 3: postscript, 4: f"{family} Regular", 6: postscript}
    names.names = [record for record in names.names if record.nameID in {0, 2, 5, 13, 14, *new}]
    for record in names.names:
        record.string = new.get(record.nameID, record.string)


def shown_characters() -> list[list[int]]:
    """Return the code points that the shipped faces can show, as [first, last] ranges in order."""
    shown: set[int] = set()
    for face in sorted(FONTS.glob("*.ttf")):
        with TTFont(face, lazy=True) as font:
            shown |= set(font.getBestCmap())
    ranges: list[list[int]] = []
    for code_point in sorted(shown):
        if ranges and ranges[-1][1] == code_point - 1:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    return ranges


def main(source: Path) -> None:
    """Fill the font folder from `source`."""
    for face in WHOLE_FACES:
        shutil.copyfile(source / face, FONTS / Path(face).name)
    for name, licence in LICENCES.items():
        shutil.copyfile(source / licence, FONTS / name)
    for cut_face in cut_faces():
        cut(cut_face, source)
    COVERAGE.write_text(json.dumps(shown_characters(), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
