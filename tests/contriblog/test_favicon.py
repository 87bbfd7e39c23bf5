"""The address that browsers and readers of feeds try without being told."""

from django.test import Client


def test_the_usual_address_of_the_icon_leads_to_it(client: Client) -> None:
    response = client.get("/favicon.ico")

    assert response.status_code == 302
    assert response["Location"] == "/static/img/favicon.svg"
