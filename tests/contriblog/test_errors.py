"""What is not there looks the same, whatever the reason."""

import pytest
from django.test import Client, override_settings

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("debug", [False, True])
def test_unknown_and_private_are_the_same_page_of_ours(client: Client, *, debug: bool) -> None:
    private = make.user()

    with override_settings(DEBUG=debug):
        paths = ["/@nobody/", f"/@{private.handle}/", "/s/no-such-token/", "/no/such/page"]
        pages = [client.get(path) for path in paths]

    assert {page.status_code for page in pages} == {404}
    assert {template.name for page in pages for template in page.templates} >= {"404.html"}
    assert not any(b"URLconf" in page.content for page in pages)
