"""A file to be imported into a résumé, and what was chosen of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import Found
from tracker.importing.reading import MAX_BYTES, read
from tracker.models import Resume

MAX_AGE = 3_600  # seconds from the preview to the choice
_SALT = "tracker.importing"
_SIZE = f"Choose a file of at most {MAX_BYTES // 1024**2} MB. A larger one is not taken in."


class ImportFileForm(forms.Form):
    """The file; its valid `found` is what was read from it."""

    file = forms.FileField(
        label="File",
        max_length=255,
        error_messages={"required": _SIZE, "empty": "The file is empty."},
        widget=forms.FileInput(attrs={"accept": ".json,.zip,.csv,application/json"}),
        help_text="A résumé as JSON Resume, LinkedIn’s ZIP, or one of the tables in that ZIP.",
    )

    def clean_file(self) -> Found:
        """What the file holds."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(_SIZE)
        try:
            return read(file.read())
        except UnreadableFileError as error:
            raise forms.ValidationError(str(error)) from error


@dataclass(frozen=True, slots=True)
class _HandedOn:
    """What goes with a preview to its choice: of which résumé it is, and what was found."""

    resume: int
    found: Found


class TakeForm(forms.Form):
    """What of a preview shall be taken; the preview itself comes back signed.

    So nothing of the file is stored before its owner has chosen, and what they chose is what they
    saw. It holds for an hour and for one résumé.
    """

    preview = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "Choose the file again: its preview did not come along."},
    )

    def __init__(self, resume: Resume, data: Any = None, *, found: Found | None = None) -> None:
        self._resume = resume
        initial = {"preview": _handed_on(resume, found)} if found else {}
        super().__init__(data, initial=initial, label_suffix="")

    def clean_preview(self) -> Found:
        """What was found, as it was shown."""
        try:
            said = signing.loads(self.cleaned_data["preview"], salt=_SALT, max_age=MAX_AGE)
            handed_on = msgspec.convert(said, _HandedOn)
        except (signing.BadSignature, msgspec.ValidationError):
            handed_on = None
        if handed_on is None or handed_on.resume != self._resume.pk:
            raise forms.ValidationError("Choose the file again: its preview is too old.")
        return handed_on.found


def _handed_on(resume: Resume, found: Found) -> str:
    said = msgspec.to_builtins(_HandedOn(resume.pk, found))
    return signing.dumps(said, salt=_SALT, compress=True)
