"""The PDFs held to their standards by a checker that knows nothing of their making."""

import page
import pytest
from page import ValidationProfile

from tests.tracker.render.documents import everything
from tracker.render.resume import resume_pdf
from tracker.resume_content.content import Theme

UA, A3 = ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A


def faults(content: bytes, profile: ValidationProfile) -> list[str]:
    """What the checker minds, by rule; nothing where the file conforms."""
    return [fault.rule_id for fault in page.validate_pdf_bytes(content, profile=profile).failures]


@pytest.mark.parametrize("theme", Theme)
def test_each_theme_is_accessible_with_a_code_and_a_file_attached(theme: Theme) -> None:
    content = resume_pdf(everything(theme=theme, has_qr=True)).content

    assert faults(content, UA) == []
    assert faults(content, A3) != []


@pytest.mark.parametrize("language", ["en", "ja", "ar"])
def test_an_archival_file_is_one_and_accessible_too(language: str) -> None:
    content = resume_pdf(everything(language=language, is_archival=True, has_qr=True)).content

    assert faults(content, A3) == faults(content, UA) == []
