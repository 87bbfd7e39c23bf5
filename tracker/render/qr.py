"""An address as a QR code, drawn as data that the template places."""

import io

import segno

QUIET_ZONE = 0  # modules; the page around the code is white
CORRECTION = "m"  # 15 % of a printed code may be lost


def qr_code(address: str) -> str:
    """Return a code that leads to `address`, as SVG in black."""
    drawing = io.BytesIO()
    code = segno.make_qr(address, error=CORRECTION)
    code.save(drawing, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True)
    return drawing.getvalue().decode()
