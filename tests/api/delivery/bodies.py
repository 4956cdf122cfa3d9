"""Bodies of a set-up as a merchant sends them."""

from typing import Any

from sqlmodel import col, select

from shop.events.models import Event
from tests.api.conftest import Api, mug


def euro(minor: int) -> dict[str, Any]:
    return {"amount_minor": minor, "currency": "EUR"}


MAINLAND = {
    "name": "Península",
    "areas": [{"country": "ES"}],
    "excluded": [{"country": "ES", "regions": ["Canarias"], "postal_codes": ["51*", "52*"]}],
}
ADDRESS = {
    "name": "La Tienda del Faro",
    "street": "Calle del Faro 1",
    "city": "Santander",
    "postal_code": "39001",
    "country": "ES",
}
SHOP: dict[str, Any] = {
    "name": "La Tienda del Faro",
    "address": ADDRESS,
    "hours": {"sat": ["10:00-14:00"]},
    "preparation_days": 1,
}


def home(zone: dict[str, Any], **more: object) -> dict[str, Any]:
    return {"kind": "home", "name": "Envío", "zone_id": zone["id"], "price": euro(490), **more}


async def make_zone(api: Api, **more: object) -> dict[str, Any]:
    return dict(await api.ok("POST", "/delivery/zones", {**MAINLAND, **more}))


async def make_goods(api: Api, sku: str = "TAZA", **more: object) -> None:
    """A mug of 12.50 that weighs 400 g."""
    body = mug(sku, **more)
    body["variants"][0]["weight_grams"] = 400
    await api.ok("POST", "/products", body)


async def ask(api: Api, *lines: tuple[str, int], to: dict[str, str] | None = None, **more: str) -> Any:
    """What a shopper would be offered."""
    body: dict[str, Any] = {"lines": [{"sku": sku, "quantity": count} for sku, count in lines], **more}
    return await api.ok("POST", "/delivery/quotes", body if to is None else {**body, "destination": to})


async def events(api: Api) -> list[tuple[str, str, str, list[str]]]:
    """What the log says of the set-up: the subject, who, what, which fields."""
    async with api.database.transaction(api.merchant.id) as session:
        found = await session.exec(
            select(Event).where(col(Event.kind) == "delivery.changed").order_by(col(Event.id))
        )
        return [
            (each.subject_kind.value, each.actor[:8], each.data["change"], each.data["fields"])
            for each in found.all()
        ]
