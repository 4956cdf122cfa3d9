"""`shop numbers list | pause | resume`."""

from typing import Annotated
from uuid import UUID

import msgspec
import typer

from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, OfMerchant
from shop.cli.terminal.output import print_done, print_rows
from shop.config import Settings
from shop.inbox.sending.pausing import resume_number
from shop.kit.db.database import Database
from shop.kit.errors import Conflict
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id
from shop.merchants.numbers import AlreadySo, NumberFound, find_numbers, pause_number

log = logger()

COLUMNS = ("phone_number_id", "display_phone_number", "merchant", "merchant_id", "paused_reason")

Number = Annotated[str, typer.Argument(help="Meta's phone number id, or ours")]

group = command_group("WhatsApp numbers: stop and resume sending")


class Ambiguous(Conflict):
    """Several merchants have this number."""


@command(group, "list", "all of them, with why they are paused")
async def list_numbers(settings: Settings, *, merchant: OfMerchant = None, as_json: AsJson = False) -> int:
    """Every number, and why it is paused if it is."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        found = await find_numbers(session, merchant_id=merchant)
    rows = [msgspec.structs.asdict(number) for number in found]
    print_rows(rows, COLUMNS, as_json=as_json, empty="There are no numbers.")
    return 0


@command(group, "pause", "send nothing more; what is queued waits")
async def pause_sending(
    settings: Settings,
    *,
    number: Number,
    reason: Annotated[str, typer.Option()] = "paused by the operator",
    merchant: OfMerchant = None,
    as_json: AsJson = False,
) -> int:
    """Stop a number; its queue waits."""
    async with open_database(settings, pool_size=1) as database:
        found = await _only_one(database, number, merchant)
        async with database.transaction(found.merchant_id) as session:
            pause_number(await number_by_id(session, found.id), reason)
    log.info("number.paused", number_id=str(found.id), by="operator")
    _print_change(found, "is paused; what is queued waits", as_json=as_json)
    return 0


@command(group, "resume", "send again, beginning with what waited")
async def resume_sending(
    settings: Settings, *, number: Number, merchant: OfMerchant = None, as_json: AsJson = False
) -> int:
    """Send again, beginning with what waited."""
    async with open_database(settings, pool_size=1) as database:
        found = await _only_one(database, number, merchant)
        async with database.transaction(found.merchant_id) as session:
            stored = await number_by_id(session, found.id)
            if stored.paused_reason is None:
                raise AlreadySo(f"{stored.display_phone_number} is not paused.")
            await resume_number(session, stored)
    log.info("number.resumed", number_id=str(found.id), by="operator")
    _print_change(found, "sends again", as_json=as_json)
    return 0


async def _only_one(database: Database, number: str, merchant_id: UUID | None) -> NumberFound:
    async with database.transaction() as session:
        found = await find_numbers(session, number, merchant_id=merchant_id)
    if len(found) > 1:
        owners = ", ".join(str(each.merchant_id) for each in found)
        raise Ambiguous(f"Several merchants have number {number}: add --merchant, one of {owners}.")
    return found[0]


def _print_change(number: NumberFound, change: str, *, as_json: bool) -> None:
    facts = {"number_id": str(number.id), "merchant_id": str(number.merchant_id)}
    print_done(f"{number.display_phone_number} of {number.merchant} {change}.", as_json=as_json, **facts)
