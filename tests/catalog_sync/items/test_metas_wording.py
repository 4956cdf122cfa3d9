"""Prices as Meta may show them, and reasons as it may word them."""

from decimal import Decimal

import msgspec
import pytest

from catalog_sync.drift import DriftKind, differences, price_agrees
from catalog_sync.items.reasons import is_passing, reason_kind, reasons_for, review_reasons
from catalog_sync.meta.responses import RemoteItem
from shop.catalog.prices.shown import ShownPrices
from tests.catalog_sync.items.source_items import MERCHANT, variant


@pytest.mark.parametrize(
    ("shown", "minor", "currency"),
    [
        ("€9.99", 999, "EUR"),
        ("9,99 €", 999, "EUR"),
        ("€1,234.50", 123450, "EUR"),
        ("1.234,50 €", 123450, "EUR"),
        ("1\u202f234,50 €", 123450, "EUR"),
        ("€10", 1000, "EUR"),
        ("€1,250", 125000, "EUR"),
        ("€12.5", 1250, "EUR"),
        ("¥500", 500, "JPY"),
        ("¥12,500", 12500, "JPY"),
        ("KWD1.250", 1250, "KWD"),
        ("KWD1,250", 1250000, "KWD"),
        ("KWD1,250.000", 1250000, "KWD"),
        ("", 1, "EUR"),
        ("from €1 to €2", 1, "EUR"),
    ],
)
def test_a_price_is_recognised_in_any_format(shown: str, minor: int, currency: str) -> None:
    assert price_agrees(shown, minor, currency)


@pytest.mark.parametrize(
    ("shown", "minor", "currency"),
    [("€9.98", 999, "EUR"), ("€12.50", 125000, "EUR"), ("€1,250", 1250, "EUR"), ("¥500", 50000, "JPY")],
)
def test_another_price_is_seen(shown: str, minor: int, currency: str) -> None:
    assert not price_agrees(shown, minor, currency)


def test_an_item_as_it_should_be_has_no_differences() -> None:
    shown = RemoteItem("TAZA/1", title="TAZA", price="€12.50", availability="in stock")
    assert differences(variant(), MERCHANT, shown) == []


@pytest.mark.parametrize(("price", "sale"), [("€15.13", "€12.10"), ("€12.50", "€10.00")])
def test_prices_are_compared_with_the_tax_that_meta_shows(price: str, sale: str) -> None:
    shown = RemoteItem("TAZA/1", title="Taza", price=price, sale_price=sale, availability="in stock")
    net = msgspec.structs.replace(MERCHANT, prices=ShownPrices({"standard": Decimal(21)}))
    found = [drift.kind for drift in differences(variant(sale_price_minor=1000), net, shown)]
    assert found == ([] if price == "€15.13" else [DriftKind.PRICE, DriftKind.SALE_PRICE])


def test_each_difference_is_named() -> None:
    shown = RemoteItem("TAZA/1", title="Vaso", price="€12.00", availability="out of stock")
    assert [drift.kind for drift in differences(variant(), MERCHANT, shown)] == [
        DriftKind.PRICE,
        DriftKind.AVAILABILITY,
        DriftKind.TITLE,
    ]


def test_an_archived_product_that_is_still_there_was_not_deleted() -> None:
    (drift,) = differences(variant(archived=True), MERCHANT, RemoteItem("TAZA/1", title="Taza"))
    assert drift.kind is DriftKind.NOT_DELETED


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("A required field is missing: image_link", "no_image"),
        ("Missing image link", "no_image"),
        ("Image too small: must be at least 500 x 500 pixels", "image_small"),
        ("We couldn't download the image", "image_unreachable"),
        ("A required field is missing: brand", "missing"),
        ("The field price must be an amount", "price"),
        ("The field title is longer than 200 characters", "title"),
        ("Product violates our Commerce Policies", "policy"),
        ("An unknown error occurred. Please try again later.", "passing"),
        ("Xyzzy", "other"),
    ],
)
def test_metas_messages_are_recognised_by_their_words(message: str, kind: str) -> None:
    assert reason_kind(message) == kind


def test_reasons_are_in_the_merchants_language_and_quote_what_is_unknown() -> None:
    assert reasons_for(["Xyzzy", "Xyzzy"], "pt") == [
        {"kind": "other", "text": "A Meta não aceitou o produto: Xyzzy", "meta": "Xyzzy"}
    ]
    assert reasons_for([], "es")[0]["kind"] == "unexplained"
    assert review_reasons(["Xyzzy"], "en")[0]["text"] == "The review for WhatsApp refused it: Xyzzy"


def test_only_failures_that_all_pass_are_tried_again() -> None:
    assert is_passing(["please try again"])
    assert not is_passing(["please try again", "price"])
    assert not is_passing([])
