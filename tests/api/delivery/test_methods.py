"""Delivery methods over the API: made, changed, archived; what cannot be is refused at its place."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import Api
from tests.api.delivery.bodies import euro, events, home, make_zone


async def test_a_method_is_made_changed_and_archived(api: Api) -> None:
    zone = await make_zone(api)
    made = await api.ok(
        "POST",
        "/delivery/methods",
        home(zone, translations={"en": "Standard"}, free_from=euro(6000), min_days=2, max_days=4),
    )
    assert (made["price"], made["free_from"], made["status"], made["zone_id"]) == (
        euro(490),
        euro(6000),
        "active",
        zone["id"],
    )
    place = f"/delivery/methods/{made['id']}"
    steps = [{"up_to_grams": 2000, "price": euro(590)}, {"up_to_grams": 10_000, "price": euro(990)}]
    heavier = await api.ok("PATCH", place, {"pricing": "by_weight", "weight_steps": steps, "free_from": None})
    assert (heavier["pricing"], heavier["weight_steps"], heavier["free_from"]) == ("by_weight", steps, None)
    values = [{"from_value": euro(0), "price": euro(590)}, {"from_value": euro(5000), "price": euro(0)}]
    by_value = {"pricing": "by_value", "weight_steps": [], "value_steps": values}
    assert (await api.ok("PATCH", place, by_value))["value_steps"] == values
    assert await api.ok("GET", place) == (await api.ok("GET", "/delivery/methods"))["data"][0]
    assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.ok("GET", place))["status"] == "archived"
    assert [each[2:] for each in await events(api)][1:] == [
        ("created", []),
        ("changed", ["free_from_minor", "pricing_kind", "weight_steps"]),
        ("changed", ["pricing_kind", "value_steps", "weight_steps"]),
        ("archived", []),
    ]


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"kind": "digital"}, "kind"),
        ({"zone_id": None}, "zone_id"),
        ({"zone_id": str(uuid4())}, "zone_id"),
        ({"kind": "pickup"}, "zone_id"),
        ({"kind": "pickup", "zone_id": None, "place_ids": [str(uuid4())]}, "place_ids"),
        ({"place_ids": [str(uuid4())]}, "zone_id"),
        ({"price": {"amount_minor": 490, "currency": "USD"}}, "price"),
        ({"price": euro(-1)}, "price.amount_minor"),
        ({"pricing": "by_weight"}, "weight_steps"),
        ({"pricing": "by_value"}, "value_steps"),
        ({"weight_steps": [{"up_to_grams": 1, "price": euro(1)}]}, "weight_steps"),
        (
            {"pricing": "by_weight", "weight_steps": [{"up_to_grams": 5, "price": euro(1)}] * 2},
            "weight_steps[1]",
        ),
        (
            {"pricing": "by_value", "value_steps": [{"from_value": euro(1), "price": euro(1)}]},
            "value_steps[0]",
        ),
        ({"min_value": euro(2), "max_value": euro(1)}, "max_value"),
        ({"min_days": 2}, "max_days"),
        ({"min_days": 3, "max_days": 2}, "max_days"),
        ({"max_weight_grams": 0}, "max_weight_grams"),
        ({"translations": {"en": " "}}, "translations"),
        ({"name": "x" * 101}, "name"),
    ],
)
async def test_a_method_that_cannot_be_is_refused_at_its_place(
    api: Api, more: dict[str, Any], path: str
) -> None:
    refused = await api.call("POST", "/delivery/methods", home(await make_zone(api), **more))
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["path"].startswith(path)
