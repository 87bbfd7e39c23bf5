import pytest

from accounts.models import User
from tests import make
from tests.tracker.render.documents import resume
from tracker.models import RenderedFile
from tracker.models.rendered import KEPT_PER_PERSON
from tracker.present.document import ResumeDocument
from tracker.render.kept import offered_pdf
from tracker.render.pool import renderer
from tracker.render.resume import RenderedPdf, prepared, resume_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return make.user("ada")


def kept_pdf(document: ResumeDocument, owner: User) -> RenderedPdf:
    pdf, keep = offered_pdf(prepared(document), owner)
    if keep:
        keep()
    return pdf


def test_a_repeated_export_asks_nothing_of_the_typesetter(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept_pdf(resume(name="Ada \U00013000"), ada)
    monkeypatch.setattr(renderer, "render", None)

    assert kept_pdf(resume(name="Ada \U00013000"), ada) == first
    assert first.replaced == ("\U00013000",)


def test_a_file_is_found_by_what_it_holds_and_for_its_owner_alone(ada: User) -> None:
    bob = make.user("bob")
    key = kept_pdf(resume(), ada).key

    assert RenderedFile.objects.find(ada.pk, key)
    assert not RenderedFile.objects.find(bob.pk, key)
    assert not RenderedFile.objects.find(ada.pk, resume_pdf(resume(headline="Another")).key)


def test_what_a_kept_file_lacks_is_said_again(ada: User) -> None:
    document = resume()
    key = resume_pdf(document).key
    lacking = RenderedFile(user=ada, key=key, content=b"%PDF-", pages=1, lost=["the headline"])
    RenderedFile.objects.keep(lacking)

    assert kept_pdf(document, ada).missing == ("the headline",)


def test_a_person_has_a_bounded_number_of_files_and_the_newest_stay(ada: User) -> None:
    for number in range(KEPT_PER_PERSON + 2):
        file = RenderedFile(user=ada, key=f"{number}", content=b"", pages=1)
        RenderedFile.objects.keep(file)

    keys = RenderedFile.objects.order_by("pk").values_list("key", flat=True)
    assert list(keys) == [str(number) for number in range(2, KEPT_PER_PERSON + 2)]


def test_files_go_with_their_owner(ada: User) -> None:
    kept_pdf(resume(), ada)

    ada.delete()

    assert not RenderedFile.objects.exists()
