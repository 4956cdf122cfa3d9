"""The products of a bulk call, and a key for the API."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shop.kit.db.database import Database
from shop.merchants.keys import ALL_SCOPES, issue_key

ITEMS = 10_000


NOUNS = ("Taza", "Camisa", "Vela", "Farol", "Gorro", "Bolsa", "Manta", "Cuenco", "Libro", "Lámpara")


WORDS = (
    "azul",
    "marina",
    "de lino",
    "del norte",
    "pequeña",
    "grande",
    "de sal",
    "con asa",
    "roja",
    "antigua",
)


Figures = dict[str, float]


def items(start: int) -> Iterator[dict[str, Any]]:
    """A bulk call's products, one variant each."""
    for number in range(start, start + ITEMS):
        chance = random.Random(number)
        title = f"{chance.choice(NOUNS)} {chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        price = {"amount_minor": chance.randrange(500, 9_000), "currency": "EUR"}
        variant = {"sku": f"G-{number}", "price": price, "stock": chance.randrange(50)}
        yield {"title": title, "description": f"{title}, hecha a mano.", "variants": [variant]}


async def api_headers(database: Database, merchant: UUID) -> dict[str, str]:
    async with database.transaction(merchant) as session:
        secret = await issue_key(session, "bench", ALL_SCOPES, at=datetime.now(UTC))
    return {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
