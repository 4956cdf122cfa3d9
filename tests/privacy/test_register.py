"""The register is complete and true: every column of the migrated database, every statement, every number."""

import re
from collections.abc import AsyncGenerator, Iterable
from datetime import timedelta

import asyncpg
import pytest

import shop.handlers
import shop.timetable
from shop.kit import idempotency
from shop.kit.db.tenancy import UNPOLICED
from shop.kit.jobs import log, registry
from shop.kit.vendors.webhook_events import WebhookState
from shop.privacy.forgetting import ending, finding, policed_retentions
from shop.privacy.register.notation import DataClass, RegisteredTable, Retention, delete_after, table
from shop.privacy.register.tables import EVERY_TABLE, REGISTER
from tests.support.postgres.connecting import connect_as
from tests.support.repository import ROOT

assert shop.handlers
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
BLANKABLE = """
SELECT table_name, column_name FROM information_schema.columns
WHERE table_schema = 'public' AND data_type IN ('text', 'bytea') AND is_generated = 'NEVER'
"""
OTHER_INDEXES = """
SELECT i.relname AS index, EXISTS (SELECT FROM pg_constraint WHERE conindid = i.oid AND contype IN ('p', 'u')) AS is_key
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
WHERE t.relname = $1 AND NOT EXISTS (
    SELECT FROM pg_attribute WHERE attrelid = t.oid AND attnum = ANY (x.indkey) AND attname = $2)
"""
ENDED = [(each.name, retention) for each in EVERY_TABLE for retention in each.retentions]
ENDED_HERE = [(each.name, retention) for each in EVERY_TABLE for retention in each.ended_here]
NAMES = [f"{name}.{retention.what}.{retention.days}" for name, retention in ENDED]
NAMES_HERE = [f"{name}.{retention.what}.{retention.days}" for name, retention in ENDED_HERE]


@pytest.fixture
async def owner(register_url: str) -> AsyncGenerator[asyncpg.Connection]:
    """The owner inside a transaction that is undone."""
    connection = await connect_as(register_url)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


async def differences(owner: asyncpg.Connection) -> tuple[set[str], set[str]]:
    """Columns that the register does not name, and those it names that do not exist."""
    stored = {f"{row['table_name']}.{row['column_name']}" for row in await owner.fetch(COLUMNS)}
    named = {f"{each.name}.{column}" for each in EVERY_TABLE for column in each.columns}
    return stored - named, named - stored


async def test_every_column_of_every_table_has_a_class_and_nothing_else_has(
    owner: asyncpg.Connection,
) -> None:
    assert len(await owner.fetch(COLUMNS)) > 400
    assert await differences(owner) == (set(), set())


async def test_a_column_without_a_class_and_one_that_is_gone_are_noticed(owner: asyncpg.Connection) -> None:
    await owner.execute("ALTER TABLE customer RENAME COLUMN name TO nickname")
    await owner.execute("CREATE TABLE diary (page text)")
    assert await differences(owner) == ({"customer.nickname", "diary.page"}, {"customer.name"})


def test_every_table_says_once_why_it_is_kept() -> None:
    assert len(REGISTER) == len(EVERY_TABLE)
    assert [each.name for each in EVERY_TABLE if not each.stays.endswith(".")] == []


@pytest.mark.parametrize(("name", "retention"), ENDED, ids=NAMES)
def test_a_retention_has_a_time_and_a_reason(name: str, retention: Retention) -> None:
    assert timedelta() < retention.after <= timedelta(days=400)
    assert retention.reason.endswith(".")
    assert bool(retention.where) == bool(retention.which)
    assert retention.since in REGISTER[name].columns
    assert retention.since.endswith("_at") or retention.since in {"at", "slot", "created"}


@pytest.mark.parametrize(("name", "retention"), ENDED_HERE, ids=NAMES_HERE)
async def test_what_is_over_is_found_by_an_index(
    name: str, retention: Retention, owner: asyncpg.Connection
) -> None:
    """However much of it is not over yet: merchant first, then since when."""
    await owner.execute("SET LOCAL enable_seqscan = off")
    await owner.execute("SET LOCAL enable_bitmapscan = off")
    await drop_other_indexes(owner, name, retention.since)
    statements = [ending(name, retention)]
    statements += [] if name in UNPOLICED else [finding(name, retention)]
    for statement in statements:
        plan = await plan_of(owner, statement)
        bound = rf"\({retention.since} <= \("
        found = re.findall(rf"Index (?:Only )?Scan using \S+ on {name}\b[^\n]*\n *Index Cond: (.*)", plan)
        assert any(re.search(bound, condition) for condition in found), plan


async def drop_other_indexes(owner: asyncpg.Connection, name: str, since: str) -> None:
    """In an empty table any index is as good as another: the planner has those alone that know since when."""
    for row in await owner.fetch(OTHER_INDEXES, name, since):
        drop = f"ALTER TABLE {name} DROP CONSTRAINT" if row["is_key"] else "DROP INDEX"
        await owner.execute(f"{drop} {row['index']} CASCADE")


async def plan_of(owner: asyncpg.Connection, statement: str) -> str:
    values = {":at_once": "10", ":at": "'2026-01-01'", ":merchant": "'00000000-0000-7000-8000-000000000000'"}
    for name, value in values.items():
        statement = statement.replace(name, value)
    return "\n".join(row[0] for row in await owner.fetch(f"EXPLAIN {statement}"))


async def test_only_words_are_emptied_and_nothing_that_a_key_or_a_state_is(
    owner: asyncpg.Connection,
) -> None:
    words = {(row["table_name"], row["column_name"]) for row in await owner.fetch(BLANKABLE)}
    emptied = [(name, column) for name, each in ENDED for column in each.blanked]
    assert ("inbound_event", "body") in emptied
    assert [each for each in emptied if each not in words] == []
    may_go = {DataClass.CONTENT, DataClass.IDENTIFIES}
    assert [(name, column) for name, column in emptied if REGISTER[name].columns[column] not in may_go] == []


@pytest.mark.parametrize("name", ["inbound_event", "stripe_event"])
def test_what_waits_is_named_by_no_retention_and_every_other_state_by_one(name: str) -> None:
    conditions = [each.where for each in REGISTER[name].retentions if not each.blanked]
    named = {state for condition in conditions for state in re.findall(r"'(\w+)'", condition)}
    assert named == set(WebhookState) - {WebhookState.WAITING}


OWN_NUMBERS = {  # of what is carried out elsewhere
    "idempotency_record": idempotency.KEPT,
    "pgqueuer_log": timedelta(days=log.DAYS),
    "tick": shop.timetable.KEPT,
}


def test_what_is_carried_out_elsewhere_has_the_same_number_there() -> None:
    elsewhere = {name: each for name, each in ENDED if each.kept_by}
    assert {name: each.after for name, each in elsewhere.items()} == OWN_NUMBERS
    for each in elsewhere.values():
        assert each.kept_by in registry.entries or (ROOT / each.kept_by).exists()


def test_the_law_keeps_what_was_sold_and_paid() -> None:
    """No retention ends a table of money: that is decided when the first of it is old enough."""
    ended = {name for name, _ in ENDED}
    assert {each.name for each in holding({DataClass.MONEY, DataClass.CONSENT})} & ended == set()


def holding(classes: set[DataClass]) -> Iterable[RegisteredTable]:
    return (each for each in EVERY_TABLE if classes & set(each.columns.values()))


def test_a_column_has_one_class() -> None:
    with pytest.raises(ValueError, match="one class"):
        table("diary", stays="Always.", content="page", identifies="page")


def test_a_class_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="secret"):
        table("diary", stays="Always.", secret="page")


def test_a_retention_says_what_ends() -> None:
    assert delete_after(30, since="at", reason="Enough.").what == "row"
    assert REGISTER["inbound_event"].retentions[0].what == "body"


def test_what_is_found_is_of_merchants() -> None:
    found = {name for name, _ in policed_retentions()}
    assert {"inbound_event", "gate_decision"} <= found
    assert not {"stray_event", "directory", "tick"} & found
