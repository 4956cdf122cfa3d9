"""`shop numbers list | pause | resume`."""

import argparse

import msgspec

from shop.cli.databases import open_database
from shop.cli.output import print_done, print_rows
from shop.inbox.sending.deliver import resume_number
from shop.kit.db.database import Database
from shop.kit.errors import Conflict
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id
from shop.merchants.numbers import AlreadySo, NumberFound, find_numbers, pause_number

log = logger()

COLUMNS = ("phone_number_id", "display_phone_number", "merchant", "merchant_id", "paused_reason")


class Ambiguous(Conflict):
    """Several merchants have this number."""


async def list_(options: argparse.Namespace) -> int:
    """Every number, and why it is paused if it is."""
    async with open_database(pool_size=1) as database, database.transaction() as session:
        found = await find_numbers(session, merchant_id=options.merchant)
    rows = [msgspec.structs.asdict(number) for number in found]
    print_rows(rows, COLUMNS, as_json=options.json, empty="There are no numbers.")
    return 0


async def pause(options: argparse.Namespace) -> int:
    """Park a number's queue."""
    async with open_database(pool_size=1) as database:
        found = await _one(database, options)
        async with database.transaction(found.merchant_id) as session:
            pause_number(await number_by_id(session, found.id), options.reason)
    log.info("number.paused", number_id=str(found.id), by="operator")
    _tell(options, found, "is paused; what is queued waits")
    return 0


async def resume(options: argparse.Namespace) -> int:
    """Send again, beginning with what waited."""
    async with open_database(pool_size=1) as database:
        found = await _one(database, options)
        async with database.transaction(found.merchant_id) as session:
            number = await number_by_id(session, found.id)
            if number.paused_reason is None:
                raise AlreadySo(f"{number.display_phone_number} is not paused.")
            await resume_number(session, number)
    log.info("number.resumed", number_id=str(found.id), by="operator")
    _tell(options, found, "sends again")
    return 0


async def _one(database: Database, options: argparse.Namespace) -> NumberFound:
    async with database.transaction() as session:
        found = await find_numbers(session, options.number, merchant_id=options.merchant)
    if len(found) > 1:
        owners = ", ".join(str(each.merchant_id) for each in found)
        raise Ambiguous(f"Several merchants have number {options.number}: add --merchant, one of {owners}.")
    return found[0]


def _tell(options: argparse.Namespace, number: NumberFound, what: str) -> None:
    facts = {"number_id": str(number.id), "merchant_id": str(number.merchant_id)}
    print_done(f"{number.display_phone_number} of {number.merchant} {what}.", as_json=options.json, **facts)
