"""`shop orders`: listed, and what a shopper waits for is asked for again from a terminal."""

from pathlib import Path
from uuid import uuid4

import pytest

from shop.cli.orders import FileNotWritten
from shop.invoices.after_payment import NothingToInvoice
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from tests.cli.conftest import Typed
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    return await open_shop(database_without_worker, goods=True)


async def test_orders_are_listed_by_status(typed: Typed, shop: ShopUnderTest) -> None:
    waiting, paid = await shop.order([("MUG", 1)]), await shop.order([("MUG", 1)])
    await shop.pay(paid)
    (shown,) = await typed("orders", "list", "--merchant", shop.merchant.id, "--status", "pending")
    assert (shown["id"], shown["status"], shown["total"]) == (str(waiting.id), "pending", "12,10 €")
    assert len(await typed("orders", "list", "--merchant", shop.merchant.id)) == 2


async def test_a_link_is_asked_for(typed: Typed, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    done = await typed("orders", "send-link", order.id)
    assert done["order_id"] == str(order.id)
    assert await shop.jobs("payments.create_link") == [{"order_id": str(order.id)}] * 2


async def test_an_invoice_is_asked_for_and_written_into_a_file(
    typed: Typed, shop: ShopUnderTest, tmp_path: Path
) -> None:
    order = await shop.order([("MUG", 1)])
    with pytest.raises(NothingToInvoice):
        await typed("orders", "send-invoice", order.id)
    with pytest.raises(NotFound):
        await typed("orders", "invoice", order.id, tmp_path / "none.pdf")
    await shop.pay(order)
    await typed("orders", "send-invoice", order.id)
    assert len(await shop.jobs("invoices.send")) == 2  # the payment's own, and this one
    file = tmp_path / "invoice.pdf"
    done = await typed("orders", "invoice", order.id, file)
    assert (done["file"], file.read_bytes()[:4]) == (str(file), b"%PDF")
    with pytest.raises(FileNotWritten, match="File exists"):
        await typed("orders", "invoice", order.id, file)


@pytest.mark.parametrize("words", [("send-link",), ("send-invoice",), ("invoice",)])
async def test_an_unknown_order_is_told(typed: Typed, shop: ShopUnderTest, words: tuple[str, ...]) -> None:
    behind = ["x.pdf"] if words == ("invoice",) else []
    with pytest.raises(NotFound, match="There is no order"):
        await typed("orders", *words, uuid4(), *behind)
