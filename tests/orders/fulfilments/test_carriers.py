"""Carriers, numbers and links that can be shown to a shopper."""

from urllib.parse import urlsplit

import pytest

from shop.orders.fulfilments.carriers import (
    CARRIERS,
    BadShipment,
    Shipment,
    carrier_name,
    shipment_of,
)

NUMBER = "PQ4F9A0123456789"


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_carrier_we_know_leads_to_its_page_for_the_number(carrier: str) -> None:
    made = shipment_of(carrier, NUMBER, None)
    assert made.url is not None
    address = urlsplit(made.url)
    assert (address.scheme, NUMBER in made.url, bool(address.hostname)) == ("https", True, True)
    assert shipment_of(carrier, None, None) == Shipment(carrier)


def test_a_carrier_is_known_however_it_is_written() -> None:
    assert shipment_of("Correos Express", "1", None).carrier == "correos_express"
    assert shipment_of("DHL", "1", None).carrier == "dhl"
    assert (carrier_name("ups"), carrier_name("Tipsa")) == ("UPS", "Tipsa")


def test_a_number_is_one_piece_of_the_address_and_no_more() -> None:
    assert shipment_of("loggi", "AB/12 3", None).url == "https://www.loggi.com/rastreador/AB%2F12%203"


def test_a_carrier_we_do_not_know_needs_its_link() -> None:
    with pytest.raises(BadShipment, match="give its tracking link"):
        shipment_of("Tipsa", "1", None)
    made = shipment_of("Tipsa", "1", "https://tipsa.example/1")
    assert made == Shipment("Tipsa", "1", "https://tipsa.example/1")


def test_a_link_that_is_given_counts_more_than_the_pattern() -> None:
    assert shipment_of("seur", "1", "https://seur.example/x").url == "https://seur.example/x"


@pytest.mark.parametrize(
    "url",
    [
        "http://tipsa.example/1",
        "javascript:alert(1)",
        "https://correos.es@evil.example/1",
        "https://",
        "https://tipsa.example/a b",
        "https://[",
        "https://tipsa.example/" + "x" * 2000,
        "",
    ],
)
def test_only_a_whole_https_address_is_a_link(url: str) -> None:
    with pytest.raises(BadShipment):
        shipment_of("Tipsa", "1", url)


@pytest.mark.parametrize("number", ["x" * 61, "1?a=b", "<script>", "1&2"])
def test_a_number_is_letters_and_digits(number: str) -> None:
    with pytest.raises(BadShipment, match="tracking number"):
        shipment_of("seur", number, None)


def test_what_is_carried_by_nobody_has_no_number() -> None:
    assert shipment_of(None, None, None) == shipment_of(" ", "", None) == Shipment()
    with pytest.raises(BadShipment, match="who carries it"):
        shipment_of(None, "1", None)
    with pytest.raises(BadShipment, match="60 characters"):
        shipment_of("x" * 61, None, "https://tipsa.example/1")
