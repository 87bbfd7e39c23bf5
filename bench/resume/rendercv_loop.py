"""RenderCV, from its YAML to the PDF; runs in an environment of its own, which holds it.

Each person has a folder of their own, as RenderCV is called: it keeps its compiler for one of them.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from rendercv.renderer.pdf_png import generate_pdf, get_package_path  # type: ignore[import-not-found]
from rendercv.renderer.typst import generate_typst  # type: ignore[import-not-found]
from rendercv.schema.rendercv_model_builder import build_rendercv_dictionary_and_model  # type: ignore[import-not-found]

ICONS = get_package_path() / "preview" / "fontawesome" / "0.6.0"
ICONS.mkdir(parents=True)
(ICONS / "typst.toml").write_text(
    '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n'
)
(ICONS / "lib.typ").write_text("#let fa-icon(name, ..rest) = none\n")

print("ready", flush=True)  # noqa: T201 - its answer
with tempfile.TemporaryDirectory() as place:
    for number, line in enumerate(sys.stdin):
        yaml, folder = json.loads(line), Path(place) / str(number)
        folder.mkdir()
        start = time.perf_counter()
        _, model = build_rendercv_dictionary_and_model(yaml, input_file_path=folder / "cv.yaml")
        generate_pdf(model, generate_typst(model))
        print((time.perf_counter() - start) * 1_000, flush=True)  # noqa: T201
