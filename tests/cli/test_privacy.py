"""`shop privacy register`: the register as it stands, without a database."""

from shop.privacy.register.tables import EVERY_TABLE
from tests.cli.conftest import Typed


async def test_the_register_says_of_every_table_what_ends_and_what_stays(typed: Typed) -> None:
    found = await typed("privacy", "register")
    assert {row["table"] for row in found} == {each.name for each in EVERY_TABLE}
    bodies = [row for row in found if row["table"] == "stripe_event"]
    assert [(row["ends"], row["days"], row["which"]) for row in bodies] == [
        ("body", 14, "read"),
        ("row", 45, "read"),
        ("row", 14, "used by nothing here"),
        ("row", 400, "set aside"),
        (None, None, "whatever else"),
    ]
    assert bodies[-1]["reason"] == "What waits is kept until it was read."


async def test_the_register_says_of_every_column_what_it_holds(typed: Typed) -> None:
    found = await typed("privacy", "register", "--columns")
    assert len(found) == sum(len(each.columns) for each in EVERY_TABLE)
    assert {"table": "customer", "column": "phone", "holds": "identifies"} in found


async def test_the_register_is_read_by_people_too(typed: Typed) -> None:
    said = await typed("privacy", "register", json=False)
    assert "TABLE" in said
    assert "What waits is kept until it was read." in said
    assert await typed("privacy", "register", json=False, database_url=None) == said
