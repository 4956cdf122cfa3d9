"""Discounts tried on a cart over the API."""

from typing import Any

from tests.api.conftest import Api, mug

TEN: dict[str, Any] = {"name": "Rebajas", "kind": "percentage", "percent": "10"}


async def tried(api: Api, *codes: str, **more: Any) -> dict[str, Any]:
    body = {"lines": [{"sku": "TAZA", "quantity": 2}], "codes": codes, **more}
    return dict(await api.ok("POST", "/discounts/evaluations", body))


async def with_code(api: Api, code: str, **terms: Any) -> str:
    made = await api.ok("POST", "/discounts", {**TEN, **terms})
    await api.ok("POST", f"/discounts/{made['id']}/codes", {"code": code})
    return str(made["id"])


async def test_what_would_be_given_is_told_in_amounts_and_words(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    discount_id = await with_code(api, "VERANO10", translations={"es": "Rebajas de verano"})
    found = await tried(api, " verano10 ")
    (line,) = found["lines"]
    assert (line["unit_price"]["amount_minor"], line["discount"]["amount_minor"]) == (1250, 250)
    assert found["discount"] == {"amount_minor": 250, "currency": "EUR"}
    (applied,) = found["applied"]
    assert (applied["discount_id"], applied["name"]) == (discount_id, "Rebajas de verano")
    assert applied["sentence"] == "VERANO10: 2,50 € menos"
    assert found["refused"] == []


async def test_why_a_code_does_nothing_is_told(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    money = {"amount_minor": 3000, "currency": "EUR"}
    await with_code(api, "MUCHO", min_value=money)
    found = await tried(api, "MUCHO", "nada")
    assert [(each["code"], each["reason"]) for each in found["refused"]] == [
        ("MUCHO", "too_little"),
        ("nada", "unknown"),
    ]
    assert found["refused"][0]["needed"] == {"amount_minor": 500, "currency": "EUR"}
    assert found["refused"][0]["sentence"] == "MUCHO: con 5,00 € más ya vale."


async def test_collections_history_delivery_and_time_are_considered(api: Api) -> None:
    product = (await api.ok("POST", "/products", mug()))["id"]
    collection = await api.ok("POST", "/collections", {"title": "Tazas", "product_ids": [product]})
    scope = {"collection_ids": [collection["id"]]}
    await with_code(api, "TAZAS", applies_to=scope, first_order_only=True, ends_at="2027-01-01T00:00:00Z")
    assert len((await tried(api, "TAZAS"))["applied"]) == 1
    assert (await tried(api, "TAZAS", is_first_order=False))["refused"][0]["reason"] == "first_order_only"
    assert (await tried(api, "TAZAS", at="2027-01-01T00:00:00Z"))["refused"][0]["reason"] == "over"
    free = {"name": "Envío gratis", "kind": "free_delivery", "is_automatic": True}
    await api.ok("POST", "/discounts", free)
    dear = {"amount_minor": 900, "currency": "EUR"}
    found = await tried(api, "TAZAS", delivery=dear)
    assert found["frees_delivery"]
    assert found["refused"][0]["reason"] == "better_one"


async def test_what_is_not_sold_is_refused_by_place(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    body = {"lines": [{"sku": "TAZA"}, {"sku": "NADA"}]}
    answer = await api.call("POST", "/discounts/evaluations", body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "lines[1].sku"
    never = await api.call(
        "POST", "/discounts/evaluations", {"lines": [{"sku": "TAZA"}], "at": "0001-01-01T00:00:00+14:00"}
    )
    assert never.json()["errors"][0]["path"] == "at"


async def test_another_merchants_code_is_unknown(api: Api, stranger: Api) -> None:
    await api.ok("POST", "/products", mug())
    await with_code(stranger, "VERANO10")
    assert (await tried(api, "VERANO10"))["refused"][0]["reason"] == "unknown"
    await with_code(api, "VERANO10")  # a code is the merchant's own
    assert len((await tried(api, "VERANO10"))["applied"]) == 1
