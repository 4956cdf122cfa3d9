"""`shop merchant create | update | list | rotate-key`"""

import argparse
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import text

from shop.cli.databases import open_database
from shop.cli.output import print_done, print_rows
from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import NotFound
from shop.merchants.accounts import this_merchant
from shop.merchants.creation import MerchantFile, create_merchant, read_merchant_file
from shop.merchants.keys import ALL_SCOPES, issue_key, revoke_keys
from shop.merchants.updating import update_merchant

COLUMNS = ("id", "name", "currency", "numbers", "paused", "stripe", "created_at")

_LIST = text("""
    SELECT merchant.id, merchant.name, merchant.currency, merchant.created_at,
           count(number.id) AS numbers, count(number.paused_reason) AS paused,
           CASE account.livemode WHEN true THEN 'live' WHEN false THEN 'test' ELSE 'none' END AS stripe
    FROM merchant
    LEFT JOIN whatsapp_number AS number ON number.merchant_id = merchant.id
    LEFT JOIN stripe_account AS account ON account.merchant_id = merchant.id
    GROUP BY merchant.id, account.livemode ORDER BY merchant.id
""")


async def create(options: argparse.Namespace) -> int:
    """Store a merchant from a file; print its id and its first API key, shown only here."""
    file = _read(options)
    async with open_database() as database, database.transaction() as session:
        merchant, api_key = await create_merchant(session, file, at=now())
        answer = {"merchant_id": str(merchant.id), "api_key": api_key}
    print(msgspec.json.encode(answer).decode())
    return 0


async def update(options: argparse.Namespace) -> int:
    """Make a merchant what the file says."""
    file = _read(options)
    async with open_database(pool_size=1) as database, database.transaction(options.id) as session:
        merchant = await update_merchant(session, file)
        facts = {"merchant_id": str(merchant.id)}
    print_done(f"{file.name} is as the file says.", as_json=options.json, **facts)
    return 0


async def list_(options: argparse.Namespace) -> int:
    """Every merchant of the installation."""
    async with open_database(pool_size=1) as database, database.transaction() as session, sweeping(session):
        rows: list[dict[str, Any]] = [dict(row._mapping) for row in await execute_core(session, _LIST)]
    print_rows(rows, COLUMNS, as_json=options.json, empty="There are no merchants yet.")
    return 0


async def rotate_key(options: argparse.Namespace) -> int:
    """A new API key, shown only here; the merchant's other keys end after the grace, 24 hours by default."""
    at = now()
    async with open_database(pool_size=1) as database, database.transaction(options.id) as session:
        await this_merchant(session)
        ends_at = at + timedelta(hours=options.grace)
        ending = await revoke_keys(session, at=ends_at)
        api_key = await issue_key(session, options.name, ALL_SCOPES, at=at)
    answer = {
        "merchant_id": options.id,
        "api_key": api_key,
        "ending": [{"name": key.name, "ends_in": key.hint, "at": ends_at} for key in ending],
    }
    print(msgspec.json.encode(answer).decode())
    return 0


def _read(options: argparse.Namespace) -> MerchantFile:
    try:
        raw = options.file.read_bytes()
    except OSError as error:
        raise NotFound(f"{options.file}: {error.strerror}.") from error
    return read_merchant_file(raw)
