"""`shop privacy register`: what the installation keeps of people, in which column, and for how long."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson
from shop.cli.terminal.output import print_rows
from shop.config import Settings
from shop.privacy.register.notation import RegisteredTable
from shop.privacy.register.tables import EVERY_TABLE

RETENTIONS = ("table", "ends", "days", "since", "which", "reason")
CLASSES = ("table", "column", "holds")

group = command_group("what is kept of people")


@command(group, "register", "what each table keeps, for how long, and why", needs=())
async def show_register(
    settings: Settings,
    *,
    columns: Annotated[bool, typer.Option("--columns", help="what each column holds of people")] = False,
    as_json: AsJson = False,
) -> int:
    """The register: a line for each retention and for what stays, or for each column."""
    view = _columns if columns else _retentions
    rows = [row for table in EVERY_TABLE for row in view(table)]
    print_rows(rows, CLASSES if columns else RETENTIONS, as_json=as_json, empty="The register is empty.")
    return 0


def _retentions(table: RegisteredTable) -> Iterator[dict[str, Any]]:
    for each in table.retentions:
        yield {
            "table": table.name,
            "ends": each.what,
            "days": each.days,
            "since": each.since,
            "which": each.which or "every one",
            "reason": each.reason,
        }
    yield {
        "table": table.name,
        "ends": None,
        "days": None,
        "since": None,
        "which": "whatever else",
        "reason": table.stays,
    }


def _columns(table: RegisteredTable) -> Iterator[dict[str, Any]]:
    for column, holds in table.columns.items():
        yield {"table": table.name, "column": column, "holds": holds}
