"""Files as people have them."""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

PROFILE = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers\r\n"
    'Ada,Lindqvist,,1 Secret Street,"Jan 1, 1990",Keeps queues honest,"I repair services.\n'
    'Mostly at night.",Software,9000,"Ghent, Belgium",[ada],'
    '"[PERSONAL:https://ada.example,PORTFOLIO:https://work.ada.example/all]",\r\n'
)
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\r\n"
    'Nimbus AB,Staff Engineer,"Keeps the broker up.\n• Cut lost jobs from 12 to 0\n'
    '• Wrote the runbook","Ghent, Belgium",Mar 2021,\r\n'
    "Old Mill,Engineer,Ran the payroll,Malmö,Aug 2016,Feb 2021\r\n"
)
EDUCATION = (
    "School Name,Start Date,End Date,Notes,Degree Name,Activities\r\n"
    "Lund University,2011,2016,With distinction,MSc Computer Science,Chess club\r\n"
)
SKILLS = "Name\r\nPython\r\nPostgreSQL\r\n"
EXPORT = {
    "Profile.csv": PROFILE,
    "Positions.csv": POSITIONS,
    "Education.csv": EDUCATION,
    "Skills.csv": SKILLS,
}

WITHOUT_WORDS = {name: table for name, table in EXPORT.items() if name != "Profile.csv"}


def zipped(files: Mapping[str, str | bytes], *, folder: str = "") -> bytes:
    """A ZIP of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return buffer.getvalue()


def json_file(**parts: Any) -> bytes:
    """A JSON Resume of these parts."""
    return json.dumps(parts, ensure_ascii=False).encode()
