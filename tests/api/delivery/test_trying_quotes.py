"""A merchant tries the set-up: what shoppers would be offered, or why nothing."""

import asyncio
from datetime import time

import pytest

from shop.delivery.loading import load_setup
from tests.api.conftest import Api
from tests.api.delivery.bodies import SHOP, ask, euro, home, make_goods, make_zone


async def test_what_is_offered_is_the_cheapest_first_with_its_price_and_days(api: Api) -> None:
    zone = await make_zone(api)
    await api.ok("POST", "/delivery/methods", home(zone, free_from=euro(6000), min_days=1, max_days=3))
    await api.ok("POST", "/delivery/places", SHOP)
    await api.ok("POST", "/delivery/methods", {"kind": "pickup", "name": "Recoger"})
    await make_goods(api)
    found = await ask(api, ("TAZA", 2), to={"country": "ES", "postal_code": "28013"})
    assert found["no_delivery"] is None
    collected, sent = found["quotes"]
    assert (collected["kind"], collected["place"], collected["price"]) == (
        "pickup",
        "La Tienda del Faro",
        euro(0),
    )
    assert (sent["kind"], sent["price"], sent["free_from"]) == ("home", euro(490), euro(6000))
    assert sent["earliest"] <= sent["latest"]
    free = await ask(api, ("TAZA", 5), to={"country": "ES", "postal_code": "28013"})
    assert [each["price"] for each in free["quotes"]] == [euro(0), euro(0)]


@pytest.mark.parametrize(
    ("destination", "count", "reason", "needed", "detail"),
    [
        (
            {"country": "ES", "postal_code": "35001"},
            2,
            "not_there",
            None,
            "No hacemos envíos a 35001, España.",
        ),
        ({"country": "PT"}, 2, "not_there", None, "No hacemos envíos a Portugal."),
        (
            {"country": "ES"},
            1,
            "too_little_ordered",
            2000,
            "Enviamos pedidos a partir de 20,00 €; añade algo al tuyo.",
        ),
        (
            {"country": "ES"},
            6,
            "too_heavy",
            2000,
            "Este pedido pesa demasiado: enviamos hasta 2 kg.",
        ),
        (
            None,
            2,
            "no_destination",
            None,
            "Para decirte cuánto cuesta el envío necesitamos el país y el código postal.",
        ),
    ],
)
async def test_why_nothing_is_offered_is_said(
    api: Api, destination: dict[str, str] | None, count: int, reason: str, needed: int | None, detail: str
) -> None:
    await api.ok(
        "POST", "/delivery/methods", home(await make_zone(api), min_value=euro(2000), max_weight_grams=2000)
    )
    await make_goods(api)
    found = await ask(api, ("TAZA", count), to=destination)
    assert found == {
        "quotes": [],
        "no_delivery": {"reason": reason, "needed": needed, "detail": detail},
    }


async def test_what_was_archived_is_offered_no_more(api: Api) -> None:
    zone = await make_zone(api)
    method = await api.ok("POST", "/delivery/methods", home(zone))
    await make_goods(api)
    await api.call("DELETE", f"/delivery/zones/{zone['id']}")
    assert (await ask(api, ("TAZA", 1), to={"country": "ES"}))["no_delivery"]["reason"] == "not_there"
    await api.ok("PATCH", f"/delivery/zones/{zone['id']}", {"status": "active"})
    assert len((await ask(api, ("TAZA", 1), to={"country": "ES"}))["quotes"]) == 1
    await api.call("DELETE", f"/delivery/methods/{method['id']}")
    assert (await ask(api, ("TAZA", 1), to={"country": "ES"}))["no_delivery"]["reason"] == "not_set_up"


async def test_a_good_without_a_weight_is_said_to_have_none(api: Api) -> None:
    steps = [{"up_to_grams": 2000, "price": euro(590)}]
    zone = await make_zone(api)
    await api.ok("POST", "/delivery/methods", home(zone, pricing="by_weight", weight_steps=steps))
    await api.ok("POST", "/products", {"title": "Vela", "variants": [{"sku": "VELA", "price": euro(900)}]})
    found = await ask(api, ("VELA", 1), to={"country": "ES"}, locale="en")
    assert found["no_delivery"]["reason"] == "no_weight_known"
    assert found["no_delivery"]["detail"].startswith("We do not know yet what this order weighs")


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"lines": [{"sku": "NADA"}]}, "lines[0].sku"),
        ({"lines": []}, "lines"),
        ({"lines": [{"sku": "TAZA", "quantity": 0}]}, "lines[0].quantity"),
        (
            {"lines": [{"sku": "TAZA"}], "destination": {"country": "ES", "postal_code": "99123"}},
            "destination.postal_code",
        ),
        ({"lines": [{"sku": "TAZA"}], "destination": {"country": "QQ"}}, "destination.country"),
    ],
)
async def test_goods_and_places_that_there_are_not_are_refused(api: Api, body: object, path: str) -> None:
    await make_goods(api)
    refused = await api.call("POST", "/delivery/quotes", body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"].startswith(path)


async def test_two_zones_made_at_once_stand_one_after_the_other(api: Api) -> None:
    made = await asyncio.gather(*(make_zone(api, name=f"Z{nth}") for nth in range(5)))
    assert sorted(each["position"] for each in made) == [0, 1, 2, 3, 4]


async def test_a_set_up_is_read_as_it_was_stored(api: Api) -> None:
    zone = await make_zone(api)
    await api.ok("POST", "/delivery/methods", home(zone))
    await api.ok("POST", "/delivery/places", SHOP)
    await api.ok(
        "PATCH",
        "/delivery/settings",
        {"cutoff": "14:30", "closed": [{"first": "2026-08-01", "last": "2026-08-31"}]},
    )
    async with api.database.transaction(api.merchant.id) as session:
        setup = await load_setup(session)
    assert (len(setup.zones), len(setup.methods), len(setup.places), setup.is_used) == (1, 1, 1, True)
    assert (setup.dispatch.cutoff, setup.dispatch.seat.country) == (time(14, 30), "ES")
    assert setup.zones[0].excluded[0].regions == ("CN",)


async def test_what_is_carried_nowhere_needs_no_set_up_and_counts_for_no_weight(api: Api) -> None:
    await make_goods(api, "CLASE", requires_delivery=False)
    await make_goods(api)
    (quote,) = (await ask(api, ("CLASE", 1)))["quotes"]
    assert (quote["kind"], quote["method_id"], quote["price"]) == ("digital", None, euro(0))
    steps = [{"up_to_grams": 400, "price": euro(590)}]
    zone = await make_zone(api)
    await api.ok("POST", "/delivery/methods", home(zone, pricing="by_weight", weight_steps=steps))
    (sent,) = (await ask(api, ("CLASE", 5), ("TAZA", 1), to={"country": "ES"}))["quotes"]
    assert (sent["kind"], sent["price"]) == ("home", euro(590))
