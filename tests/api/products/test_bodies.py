"""Bodies that do not fit are refused with the place of the first wrong field."""

from typing import Any

import pytest

from tests.api.conftest import Api, mug

EUR = {"amount_minor": 1, "currency": "EUR"}


def with_variant(**changes: object) -> dict[str, Any]:
    return mug(variants=[{"sku": "A", "price": EUR}, {"sku": "B", "price": EUR, **changes}])


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({}, ""),
        ([], ""),
        (mug(titel="x"), ""),
        (mug(title=""), "title"),
        (mug(title=" "), "title"),
        (mug(title=7), "title"),
        (mug(title="x" * 201), "title"),
        (mug(description="x" * 5001), "description"),
        (mug(tax_class="luxury"), "tax_class"),
        (mug(images=["https://shop.example/a.jpg", "ftp://shop.example/a.jpg"]), "images[1]"),
        (mug(images=["https://shop.example/a.jpg"] * 22), "images"),
        (mug(translations={"en": {"title": "x" * 201}}), "translations[...].title"),
        (mug(translations={"ENGLISH!": {}}), "translations"),
        (mug(variants=[]), "variants"),
        (with_variant(price="1.25"), "variants[1].price"),
        (with_variant(price={"amount_minor": "125", "currency": "EUR"}), "variants[1].price.amount_minor"),
        (with_variant(price={"amount_minor": 1.25, "currency": "EUR"}), "variants[1].price.amount_minor"),
        (with_variant(price={"amount_minor": -1, "currency": "EUR"}), "variants[1].price.amount_minor"),
        (with_variant(price={"amount_minor": 2**63, "currency": "EUR"}), "variants[1].price.amount_minor"),
        (with_variant(price={"amount_minor": 2**80, "currency": "EUR"}), "variants[1].price.amount_minor"),
        (with_variant(price={"amount_minor": 1, "currency": "euro"}), "variants[1].price.currency"),
        (with_variant(sku=" B"), "variants[1].sku"),
        (with_variant(sku="B" * 101), "variants[1].sku"),
        (with_variant(stock=-1), "variants[1].stock"),
        (with_variant(stock=2**63), "variants[1].stock"),
        (with_variant(options={"": "x"}), "variants[1].options"),
        (with_variant(weight=3), "variants[1]"),
    ],
)
async def test_the_first_wrong_field_is_named(api: Api, body: object, path: str) -> None:
    answer = await api.call("POST", "/products", body)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    (wrong,) = answer.json()["errors"]
    assert wrong["path"] == path
    assert wrong["message"] in answer.json()["detail"]
    assert (await api.ok("GET", "/products"))["data"] == []


async def test_a_price_in_another_currency_is_refused(api: Api) -> None:
    answer = await api.call("POST", "/products", with_variant(price={"amount_minor": 1, "currency": "USD"}))
    assert answer.status_code == 422
    assert "USD" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 422),
        (b"{", 400),
        (b'\xff{"title":1}', 400),
        (b'{"title": "\xff"}', 400),
        (b'{"title": "\\ud800"}', 400),
        (b"[" * 100_000, 422),
        (b'{"title": NaN}', 400),
        (b'\xef\xbb\xbf{"title": "x"}', 400),
    ],
)
async def test_what_is_no_json_is_refused(api: Api, raw: bytes, status: int) -> None:
    answer = await api.call("POST", "/products", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("where", ["title", "description", "brand"])
async def test_a_nul_character_is_refused_with_a_sentence(api: Api, where: str) -> None:
    answer = await api.call("POST", "/products", mug(**{where: "a\x00b"}))
    assert answer.status_code == 422
    assert "NUL" in answer.json()["detail"]


async def test_a_backslash_before_u0000_is_text(api: Api) -> None:
    product = await api.ok("POST", "/products", mug(title="\\u0000"))
    assert product["title"] == "\\u0000"


async def test_a_nul_in_a_parameter_finds_nothing(api: Api) -> None:
    answer = await api.call("GET", "/products?sku=%00")
    assert answer.status_code == 422
    product = await api.ok("POST", "/products", mug())
    answer = await api.call("GET", f"/products/{product['id']}/variants/%00/stock-adjustments")
    assert answer.status_code == 404


async def test_a_form_is_not_json(api: Api) -> None:
    answer = await api.call("POST", "/products", data={"title": "x"})
    assert answer.status_code == 415
