"""WeasyPrint as its documentation shows it; runs in an environment of its own, which holds it."""

import json
import sys
import time

from weasyprint import HTML  # type: ignore[import-not-found]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-not-found]

print("ready", flush=True)  # noqa: T201 - its answer
for line in sys.stdin:
    html = json.loads(line)
    start = time.perf_counter()
    fonts = FontConfiguration()  # one that is kept would gather the fonts of every page
    HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    print((time.perf_counter() - start) * 1_000, flush=True)  # noqa: T201
