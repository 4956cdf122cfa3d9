"""`shop orders list | send-link | send-invoice | invoice`: what a shopper waits for, asked for again."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from shop.cli.resources.databases import open_database, transaction_of_owner
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, Limit, read_id
from shop.cli.terminal.output import print_done, print_rows
from shop.config import Settings
from shop.invoices.after_payment import ask_for_invoice
from shop.invoices.issuing import invoice_of
from shop.invoices.sending import pdf_of
from shop.kit.clock import now
from shop.kit.errors import NotFound, ShopError
from shop.kit.money import format_money
from shop.orders.listing import OrderWithCustomer, owner_of_order, page_of_orders
from shop.orders.models import OrderStatus
from shop.orders.reading import find_order
from shop.payments.asked_again import ask_for_link

COLUMNS = ("id", "number", "status", "total", "name", "placed_at")


class FileNotWritten(ShopError):
    """There is such a file, or nobody may write there."""


OrderId = Annotated[UUID, typer.Argument(parser=read_id, metavar="ID", help="the order")]

group = command_group("orders, their payment links and invoices")


@command(group, "list", "a merchant's orders, the newest first")
async def list_orders(
    settings: Settings,
    *,
    merchant: Annotated[UUID, typer.Option(parser=read_id, metavar="ID", help="whose")],
    status: Annotated[OrderStatus | None, typer.Option(help="only those")] = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> int:
    """Without their lines."""
    async with open_database(settings, pool_size=1) as database, database.transaction(merchant) as session:
        page = await page_of_orders(session, status=status, limit=limit)
    rows = [_view(each) for each in page.rows]
    print_rows(rows, COLUMNS, as_json=as_json, empty="There is no such order.")
    return 0


@command(group, "send-link", "make the payment link, if there is none, and send it again")
async def send_link(settings: Settings, *, order_id: OrderId, as_json: AsJson = False) -> int:
    """Of an order that waits for its payment."""
    async with transaction_of_owner(settings, owner_of_order, order_id) as session:
        order = await ask_for_link(session, order_id, at=now())
    print_done(f"The link of order {order.number} is on its way.", as_json=as_json, order_id=str(order_id))
    return 0


@command(group, "send-invoice", "issue the invoice, if there is none, and send it again")
async def send_invoice(settings: Settings, *, order_id: OrderId, as_json: AsJson = False) -> int:
    """Of an order that is paid."""
    async with transaction_of_owner(settings, owner_of_order, order_id) as session:
        await ask_for_invoice(session, order_id)
    print_done("The invoice is on its way.", as_json=as_json, order_id=str(order_id))
    return 0


@command(group, "invoice", "write the invoice's PDF into a file")
async def save_invoice(
    settings: Settings,
    *,
    order_id: OrderId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="where to; it must not exist")],
    as_json: AsJson = False,
) -> int:
    """The same bytes that went into the chat."""
    async with transaction_of_owner(settings, owner_of_order, order_id) as session:
        invoice = await invoice_of(session, await find_order(session, order_id))
        if invoice is None:
            raise NotFound("No invoice of this order has been issued.")
        pdf = await pdf_of(session, invoice)
    try:
        with file.open("xb") as opened:
            opened.write(pdf)
    except OSError as error:
        raise FileNotWritten(f"{file}: {error.strerror}.") from error
    print_done(f"{invoice.label} is in {file}.", as_json=as_json, label=invoice.label, file=str(file))
    return 0


def _view(placed: OrderWithCustomer) -> dict[str, Any]:
    order = placed.order
    return {
        "id": order.id,
        "number": order.number,
        "status": order.status.value,
        "total": format_money(order.total_minor, order.currency, order.locale),
        "name": placed.customer.name,
        "placed_at": order.placed_at,
    }
