"""The migration that turns categories from words into rows, with goods there before."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from shop.kit.db.roles import ensure_roles
from shop.kit.db.schema import downgrade, upgrade
from shop.kit.embedded.server import EmbeddedServer
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

GOODS = {
    "A": "Ropa > Camisetas",
    "B": "  Ropa>Camisetas ",
    "C": "Ropa",
    "D": "",
    "E": " > ",
    "F": 'Niña\'s \\ "x" > 100%',
    "G": "\U0001f600" * 800,
}


def ask(url: str, *statements: str) -> list[Any]:
    """The last one's rows."""

    async def asking() -> list[Any]:
        connection = await connect_as(url)
        try:
            for statement in statements:
                rows = await connection.fetch(statement)
            return [tuple(row) for row in rows]
        finally:
            await connection.close()

    return asyncio.run(asking())


@pytest.fixture
def before(server: EmbeddedServer) -> str:
    """A database of the version before, with goods of two merchants."""
    name = named("categories")
    asyncio.run(ensure_roles(server.admin_dsn, database=name))
    url = server.dsn("shop_migrate", name)
    upgrade(url, "0005")
    for merchant in (uuid4(), uuid4()):
        for title, category in GOODS.items():
            quoted = category.replace("'", "''")
            ask(
                url,
                "INSERT INTO product (merchant_id, id, title, description, brand, category, tax_class, translations, "  # noqa: S608
                f"images, link, status, created_at, updated_at) VALUES ('{merchant}', '{uuid4()}', '{title}', '', '', "
                f"'{quoted}', 'standard', '{{}}', '[]', '', 'active', now(), now())",
            )
    return url


def test_words_become_rows_and_words_again(before: str) -> None:
    upgrade(before, "0006")
    pointed = ask(
        before,
        "SELECT title, coalesce(path, '') FROM product LEFT JOIN category ON category.id = category_id",
    )
    long = GOODS["G"][:600]
    assert sorted(pointed) == sorted(
        2
        * [
            ("A", "Ropa > Camisetas"),
            ("B", "Ropa > Camisetas"),
            ("C", "Ropa"),
            ("D", ""),
            ("E", ""),
            ("F", GOODS["F"]),
            ("G", long),
        ]
    )
    assert ask(
        before, "SELECT path, count(*) FROM category WHERE path LIKE 'Niña%' GROUP BY path ORDER BY 1"
    ) == [
        ('Niña\'s \\ "x"', 2),
        (GOODS["F"], 2),
    ]
    kept = ask(before, "SELECT words FROM product_search ORDER BY product_id")
    fresh = ask(
        before,
        "SELECT product_words(product) FROM product ORDER BY id",
    )
    assert kept == fresh
    downgrade(before, "0005")
    again = ask(before, "SELECT DISTINCT title, category FROM product ORDER BY 1")
    assert dict(again) == GOODS | {"B": "Ropa > Camisetas", "E": "", "G": long}
    assert ask(before, "SELECT words FROM product_search ORDER BY product_id") == ask(
        before, "SELECT product_words(product) FROM product ORDER BY id"
    )
