"""`shop merchant create | update | show | list | rotate-key`."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, MerchantId
from shop.cli.terminal.output import print_done, print_json, print_one, print_rows
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.kit.stdout import say
from shop.merchants.accounts import this_merchant
from shop.merchants.creation import create_merchant, parse_merchant_file, read_merchant_file
from shop.merchants.keys import ALL_SCOPES, issue_key, revoke_keys
from shop.merchants.overview import describe_merchant, merchants_overview
from shop.merchants.updating import update_merchant

NUMBER_COLUMNS = (
    "phone_number_id",
    "display_phone_number",
    "app_id",
    "waba_id",
    "catalog_id",
    "paused_reason",
)
KEY_COLUMNS = ("name", "ends_in", "created_at", "last_used_at", "revoked_at")
COLUMNS = ("id", "name", "currency", "numbers", "paused", "stripe", "created_at")

FromFile = Annotated[Path, typer.Option("--file", metavar="FILE")]
Grace = Annotated[float, typer.Option(help="hours that the others still count")]

group = command_group("merchants")


@command(group, "create", "from a TOML file; prints one JSON object with the API key")
async def create_from_file(settings: Settings, *, file: FromFile, as_json: AsJson = False) -> int:
    """Store a merchant from a file; print its id and its first API key, shown only here."""
    described = read_merchant_file(_bytes_of(file))
    async with open_database(settings) as database, database.transaction() as session:
        merchant, api_key = await create_merchant(session, described, at=now())
        answer = {"merchant_id": str(merchant.id), "api_key": api_key}
    print_json(answer)
    return 0


@command(group, "update", "change what a TOML file says; the rest stays")
async def update_from_file(
    settings: Settings, *, merchant_id: MerchantId, file: FromFile, as_json: AsJson = False
) -> int:
    """Make a merchant what the file says; what it does not say stays."""
    written = parse_merchant_file(_bytes_of(file))
    async with (
        open_database(settings, pool_size=1) as database,
        database.transaction(merchant_id) as session,
    ):
        name = (await update_merchant(session, written)).name
    print_done(f"{name} is as the file says.", as_json=as_json, merchant_id=str(merchant_id))
    return 0


@command(group, "show", "one of them as it stands, without secrets")
async def show_merchant(settings: Settings, *, merchant_id: MerchantId, as_json: AsJson = False) -> int:
    """All that a file can say of a merchant, as it stands; its numbers and API keys. No secret is shown."""
    async with (
        open_database(settings, pool_size=1) as database,
        database.transaction(merchant_id) as session,
    ):
        shown = msgspec.structs.asdict(await describe_merchant(session))
    if as_json:
        print_json(shown)
        return 0
    whatsapp, keys = shown.pop("whatsapp"), shown.pop("keys")
    print_one(_in_lines(shown), as_json=False)
    say()
    print_rows(whatsapp, NUMBER_COLUMNS, as_json=False, empty="It has no number.")
    say()
    print_rows(keys, KEY_COLUMNS, as_json=False, empty="It has no API key.")
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


def _in_lines(shown: dict[str, Any]) -> dict[str, Any]:
    """A table of the file becomes a line for each of its members: `hours.mon`."""
    lines: dict[str, Any] = {}
    for name, value in shown.items():
        if isinstance(value, dict) and value:
            for member, inner in value.items():
                lines[f"{name}.{member}"] = ", ".join(inner) if isinstance(inner, list) else inner
        else:
            lines[name] = None if value == {} else value
    return lines


def _bytes_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise NotFound(f"{file}: {error.strerror}.") from error
