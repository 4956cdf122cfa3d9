"""`shop merchant create | update | list | rotate-key`."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from shop.cli.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, MerchantId
from shop.cli.terminal.output import print_done, print_json, print_rows
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.merchants.accounts import this_merchant
from shop.merchants.creation import MerchantFile, create_merchant, read_merchant_file
from shop.merchants.keys import ALL_SCOPES, issue_key, revoke_keys
from shop.merchants.overview import merchants_overview
from shop.merchants.updating import update_merchant

COLUMNS = ("id", "name", "currency", "numbers", "paused", "stripe", "created_at")

FromFile = Annotated[Path, typer.Option("--file", metavar="FILE")]
Grace = Annotated[float, typer.Option(help="hours that the others still count")]

group = command_group("merchants")


@command(group, "create", "from a TOML file; prints one JSON object with the API key")
async def create_from_file(settings: Settings, *, file: FromFile, as_json: AsJson = False) -> int:
    """Store a merchant from a file; print its id and its first API key, shown only here."""
    described = _read(file)
    async with open_database(settings) as database, database.transaction() as session:
        merchant, api_key = await create_merchant(session, described, at=now())
        answer = {"merchant_id": str(merchant.id), "api_key": api_key}
    print_json(answer)
    return 0


@command(group, "update", "make a merchant what a TOML file says")
async def update_from_file(
    settings: Settings, *, merchant_id: MerchantId, file: FromFile, as_json: AsJson = False
) -> int:
    """Make a merchant what the file says."""
    described = _read(file)
    async with (
        open_database(settings, pool_size=1) as database,
        database.transaction(merchant_id) as session,
    ):
        await update_merchant(session, described)
    print_done(f"{described.name} is as the file says.", as_json=as_json, merchant_id=str(merchant_id))
    return 0


@command(group, "list", "all of them")
async def list_merchants(settings: Settings, *, as_json: AsJson = False) -> int:
    """Every merchant of the installation."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        rows = [msgspec.structs.asdict(each) for each in await merchants_overview(session)]
    print_rows(rows, COLUMNS, as_json=as_json, empty="There are no merchants yet.")
    return 0


@command(group, "rotate-key", "issue an API key and let the others end")
async def rotate_api_key(
    settings: Settings,
    *,
    merchant_id: MerchantId,
    grace: Grace = 24.0,
    name: Annotated[str, typer.Option(help="what the new key is called")] = "rotated key",
    as_json: AsJson = False,
) -> int:
    """A new API key, shown only here; the merchant's other keys end after the grace, in hours."""
    at = now()
    ends_at = at + timedelta(hours=grace)
    async with (
        open_database(settings, pool_size=1) as database,
        database.transaction(merchant_id) as session,
    ):
        await this_merchant(session)
        ending = await revoke_keys(session, at=ends_at)
        api_key = await issue_key(session, name, ALL_SCOPES, at=at)
        ends = [{"name": key.name, "ends_in": key.hint, "at": ends_at} for key in ending]
    print_json({"merchant_id": merchant_id, "api_key": api_key, "ending": ends})
    return 0


def _read(file: Path) -> MerchantFile:
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise NotFound(f"{file}: {error.strerror}.") from error
    return read_merchant_file(raw)
