"""How a résumé looks in Word: sheet, fonts, and Word's own styles, which its owner can change."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from tracker.present.document import ResumeDocument
from tracker.records import Paper
from tracker.render.formats.word_text import LINK
from tracker.render.payload import is_right_to_left

SMALL_PRINT = "Small print"
DATES = "Dates"

_SHEETS = {Paper.A4: (Mm(210), Mm(297)), Paper.US_LETTER: (Mm(215.9), Mm(279.4))}
_SIDE, _END = Mm(19), Mm(17)
_INK, _QUIET = RGBColor(0x16, 0x18, 0x1D), RGBColor(0x4D, 0x55, 0x63)
_ACCENT = RGBColor(0x0B, 0x4F, 0x8A)
_SMALL = Pt(9.5)
_LATIN, _RIGHT_TO_LEFT = "Calibri", "Arial"
_HAN = {"ja": "Yu Gothic", "ko": "Malgun Gothic", "zh": "Microsoft YaHei"}


def dress(word: Document, document: ResumeDocument) -> None:
    """Give an empty Word document the sheet, the language and the styles of `document`."""
    width = _set_sheet(word, document.paper)
    _set_language(word, document)
    styles = word.styles
    for name, points, before, after in (
        ("Normal", 10.5, 0, 3),
        ("Title", 24, 0, 0),
        ("Subtitle", 13, 0, 3),
        ("Heading 1", 13, 14, 4),
        ("Heading 2", 11, 8, 0),
        ("List Bullet", 10.5, 0, 2),
    ):
        _shape(styles[name], Pt(points), Pt(before), Pt(after))
    _colour(word)
    _add_small_print(word)
    styles["Heading 2"].paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)


def _set_sheet(word: Document, paper: Paper) -> Length:
    """Return the width that is left between the margins."""
    (page,) = word.sections
    page.page_width, page.page_height = _SHEETS[paper]
    page.left_margin = page.right_margin = _SIDE
    page.top_margin = page.bottom_margin = _END
    return Length(page.page_width - 2 * _SIDE)


def _set_language(word: Document, document: ResumeDocument) -> None:
    """Set what Word spells by, and the fonts that it asks for each kind of script."""
    (defaults,) = word.styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    language = document.language
    primary = language.partition("-")[0].lower()
    tongue = defaults.find(qn("w:lang"))
    tongue.set(qn("w:val"), language)
    tongue.set(qn("w:eastAsia"), language if primary in _HAN else "ja-JP")
    tongue.set(qn("w:bidi"), language if is_right_to_left(document) else "ar-SA")
    defaults.remove(defaults.find(qn("w:rFonts")))
    fonts = OxmlElement("w:rFonts")
    for script, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _RIGHT_TO_LEFT)):
        fonts.set(qn(f"w:{script}"), font)
    fonts.set(qn("w:eastAsia"), _HAN.get(primary, _HAN["ja"]))
    defaults.insert(0, fonts)


def _shape(style: ParagraphStyle, size: Length, before: Length, after: Length) -> None:
    for theme in style.element.xpath("w:rPr/w:rFonts | w:pPr/w:pBdr | w:rPr/w:spacing"):
        theme.getparent().remove(theme)
    _resize(style, size)
    room = style.paragraph_format
    room.space_before, room.space_after, room.line_spacing = before, after, 1.1


def _resize(style: CharacterStyle, size: Length) -> None:
    """Set the size for every script: the API leaves out those that are read from the right."""
    style.font.size = size
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(qn("w:szCs")):
        properties.remove(old)
    complex_size = OxmlElement("w:szCs", attrs={qn("w:val"): str(round(size.pt * 2))})
    properties.find(qn("w:sz")).addnext(complex_size)


def _colour(word: Document) -> None:
    for name, colour in (
        ("Title", _INK),
        ("Subtitle", _QUIET),
        ("Heading 1", _ACCENT),
        ("Heading 2", _INK),
    ):
        word.styles[name].font.color.rgb = colour
    word.styles["Title"].font.bold = word.styles["Title"].font.cs_bold = True
    word.styles["Subtitle"].font.italic = False
    link = word.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = _ACCENT, True


def _add_small_print(word: Document) -> None:
    lines = word.styles.add_style(SMALL_PRINT, WD_STYLE_TYPE.PARAGRAPH)
    lines.base_style = word.styles["Normal"]
    lines.paragraph_format.keep_with_next = True
    dates = word.styles.add_style(DATES, WD_STYLE_TYPE.CHARACTER)
    dates.font.bold = dates.font.cs_bold = False
    for style in (lines, dates):
        _resize(style, _SMALL)
        style.font.color.rgb = _QUIET
