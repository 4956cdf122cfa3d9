"""Zones, methods, places and settings over the API: made, read, changed, archived, each change in the log."""

from typing import Any
from uuid import uuid4

import pytest

from shop.delivery.models import DeliveryZone
from tests.api.conftest import Api
from tests.api.delivery.bodies import ADDRESS, MAINLAND, SHOP, events, make_zone


async def test_a_zone_is_made_read_changed_archived_and_restored(api: Api) -> None:
    answer = await api.call("POST", "/delivery/zones", MAINLAND)
    assert answer.status_code == 201
    made = answer.json()
    assert made["areas"] == [{"country": "ES", "regions": [], "postal_codes": []}]
    assert made["excluded"] == [{"country": "ES", "regions": ["CN"], "postal_codes": ["51*", "52*"]}]
    assert (await api.http.get(answer.headers["location"])).json() == made
    place, tag = f"/delivery/zones/{made['id']}", {"If-Match": answer.headers["etag"]}
    changed = await api.call("PATCH", place, {"name": "España"}, headers=tag)
    assert (changed.json()["name"], changed.json()["areas"]) == ("España", made["areas"])
    assert (await api.call("PATCH", place, {"name": "Otra"}, headers=tag)).status_code == 412
    assert (await api.call("DELETE", place, headers=tag)).status_code == 412
    for _ in range(2):
        assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.ok("GET", "/delivery/zones"))["data"] == []
    archived = await api.ok("GET", "/delivery/zones", params={"status": "archived"})
    assert [each["id"] for each in archived["data"]] == [made["id"]]
    assert (await api.ok("PATCH", place, {"status": "active"}))["status"] == "active"
    assert await events(api) == [
        ("delivery_zone", "api_key:", "created", []),
        ("delivery_zone", "api_key:", "changed", ["name"]),
        ("delivery_zone", "api_key:", "archived", []),
        ("delivery_zone", "api_key:", "restored", []),
    ]


async def test_zones_stand_in_the_merchants_order_page_by_page(api: Api) -> None:
    ids = [(await make_zone(api, name=f"Zona {nth}"))["id"] for nth in range(3)]
    assert [each["position"] for each in (await api.ok("GET", "/delivery/zones"))["data"]] == [0, 1, 2]
    await api.ok("PATCH", f"/delivery/zones/{ids[2]}", {"position": 0})
    found: list[str] = []
    cursor = None
    while True:
        page = await api.ok(
            "GET", "/delivery/zones", params={"limit": 2} | ({"cursor": cursor} if cursor else {})
        )
        found += [each["id"] for each in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert found == [ids[0], ids[2], ids[1]]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({**MAINLAND, "name": " "}, "name"),
        ({**MAINLAND, "areas": []}, "areas"),
        ({**MAINLAND, "areas": [{"country": "QQ"}]}, "areas[0].country"),
        ({**MAINLAND, "areas": [{"country": "es"}]}, "areas[0].country"),
        ({**MAINLAND, "areas": [{"country": "ES", "regions": ["M", "Bayern"]}]}, "areas[0].regions[1]"),
        (
            {**MAINLAND, "excluded": [{"country": "ES", "postal_codes": ["2801"]}]},
            "excluded[0].postal_codes[0]",
        ),
        (
            {**MAINLAND, "areas": [{"country": "ES", "postal_codes": ["28*"] * 400}] * 2},
            "areas",
        ),
        ({**MAINLAND, "areas": [{"country": "ES"}] * 51}, "areas"),
    ],
)
async def test_a_zone_that_cannot_be_is_refused_at_its_place(
    api: Api, body: dict[str, Any], path: str
) -> None:
    refused = await api.call("POST", "/delivery/zones", body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"].startswith(path)


async def test_a_shop_has_a_hundred_zones_and_no_more(api: Api) -> None:
    async with api.database.transaction(api.merchant.id) as session:
        session.add_all(
            DeliveryZone(
                merchant_id=api.merchant.id,
                name=str(nth),
                areas=[],
                created_at=api.merchant.created_at,
                updated_at=api.merchant.created_at,
            )
            for nth in range(99)
        )
    last = await make_zone(api)
    refused = await api.call("POST", "/delivery/zones", MAINLAND)
    assert refused.status_code == 409
    assert "at most 100" in refused.json()["detail"]
    await api.call("DELETE", f"/delivery/zones/{last['id']}")
    await make_zone(api)
    assert (await api.call("PATCH", f"/delivery/zones/{last['id']}", {"status": "active"})).status_code == 409


async def test_a_place_is_stored_as_its_country_writes_it(api: Api) -> None:
    made = await api.ok(
        "POST", "/delivery/places", {**SHOP, "address": {**ADDRESS, "postal_code": "E-39001"}}
    )
    assert (made["address"]["postal_code"], made["address"]["region"]) == ("39001", "S")
    place = f"/delivery/places/{made['id']}"
    assert (await api.ok("PATCH", place, {"preparation_days": None}))["preparation_days"] is None
    method = {"kind": "pickup", "name": "Recoger", "place_ids": [made["id"]]}
    assert (await api.ok("POST", "/delivery/methods", method))["place_ids"] == [made["id"]]
    assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.ok("GET", "/delivery/places"))["data"] == []
    assert (await api.ok("GET", place))["status"] == "archived"


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"address": {**ADDRESS, "postal_code": "99001"}}, "address.postal_code"),
        ({"address": {**ADDRESS, "city": ""}}, "address.city"),
        ({"hours": {"sat": ["14:00-10:00"]}}, "hours"),
        ({"hours": {"caturday": ["10:00-14:00"]}}, "hours"),
        ({"preparation_days": -1}, "preparation_days"),
    ],
)
async def test_a_place_that_cannot_be_is_refused_at_its_place(
    api: Api, more: dict[str, Any], path: str
) -> None:
    refused = await api.call("POST", "/delivery/places", {**SHOP, **more})
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["path"].startswith(path)


async def test_settings_are_there_before_anybody_set_them_and_change_by_their_tag(api: Api) -> None:
    answer = await api.call("GET", "/delivery/settings")
    assert answer.json() == {
        "handling_days": 0,
        "cutoff": None,
        "weekdays": ["mon", "tue", "wed", "thu", "fri"],
        "closed": [],
    }
    await make_zone(api)  # makes the row
    tag = {"If-Match": answer.headers["etag"]}
    given = {
        "cutoff": "14:00",
        "weekdays": ["mon", "sat"],
        "closed": [{"first": "2026-08-01", "last": "2026-08-31"}],
    }
    changed = await api.call("PATCH", "/delivery/settings", given, headers=tag)
    assert changed.json() == {"handling_days": 0, **given}
    assert (await api.call("PATCH", "/delivery/settings", given, headers=tag)).status_code == 412
    assert await api.ok("GET", "/delivery/settings") == {"handling_days": 0, **given}
    assert (await events(api))[-1] == (
        "delivery_settings",
        "api_key:",
        "changed",
        ["closed", "cutoff", "weekdays"],
    )


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": ["mon", "mon"]}, "weekdays"),
        ({"cutoff": "25:00"}, "cutoff"),
        ({"closed": [{"first": "2026-08-31", "last": "2026-08-01"}]}, "closed[0]"),
        ({"closed": [{"first": "2026-01-01", "last": "2027-01-02"}]}, "closed[0]"),
        ({"handling_days": 366}, "handling_days"),
    ],
)
async def test_settings_that_cannot_be_are_refused_at_their_place(
    api: Api, body: dict[str, Any], path: str
) -> None:
    refused = await api.call("PATCH", "/delivery/settings", body)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["path"].startswith(path)


@pytest.mark.parametrize("noun", ["zones", "methods", "places"])
async def test_what_is_not_there_is_not_found(api: Api, noun: str) -> None:
    for method, body in (("GET", None), ("PATCH", {"name": "x"}), ("DELETE", None)):
        assert (await api.call(method, f"/delivery/{noun}/{uuid4()}", body)).status_code == 404


async def test_who_may_only_read_changes_nothing(api: Api) -> None:
    reader, other = await api.with_scopes("delivery:read"), await api.with_scopes("orders:read")
    for noun in ("zones", "methods", "places", "settings"):
        assert (await reader.call("GET", f"/delivery/{noun}")).status_code == 200
        assert (await other.call("GET", f"/delivery/{noun}")).status_code == 403
    assert (await reader.call("POST", "/delivery/zones", MAINLAND)).status_code == 403
    assert (await reader.call("PATCH", "/delivery/settings", {})).status_code == 403
    await reader.http.aclose()
    await other.http.aclose()
