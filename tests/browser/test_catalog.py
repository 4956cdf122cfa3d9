"""The catalog on the phone: one tile for each product, and variants that can be told apart."""

from typing import Any

import pytest

from tests.browser.support.chat import ChatSandbox, item
from tests.browser.support.window import Window, open_window
from tests.support.vendors.sandbox import CATALOG

SINGLES = [
    (f"SOLO-{n}", f"Artículo suelto {n}", {"item_group_id": group})
    for n, group in enumerate(("", "", " ", " ", None))
]
SALT: list[tuple[str, str, dict[str, Any]]] = [
    ("SAL-LIMON", "Sal marina", {"item_group_id": "SAL", "additional_variant_attribute": "Sabor:Limón"}),
    ("SAL-HUMO", "Sal marina", {"item_group_id": "SAL", "additional_variant_attribute": "Sabor:Ahumada"}),
]
BARE: list[tuple[str, str, dict[str, Any]]] = [
    ("CESTA-1", "Cesta", {"item_group_id": "CESTA"}),
    ("CESTA-2", "Cesta", {"item_group_id": "CESTA"}),
]
LONELY = [("GORRO", "Gorro", {"item_group_id": "GORRO", "color": "Mostaza", "size": "Única"})]
HALF_GONE: list[tuple[str, str, dict[str, Any]]] = [
    ("VELA-A", "Vela", {"item_group_id": "VELA", "color": "Azul", "availability": "out of stock"}),
    ("VELA-R", "Vela", {"item_group_id": "VELA", "color": "Roja"}),
]


async def on_sale(sandbox: ChatSandbox, goods: list[tuple[str, str, Any]]) -> None:
    """Bring them into the catalog, approved."""
    requests = []
    for sku, title, more in goods:
        named = {name: value for name, value in more.items() if value is not None}
        data = item(sandbox, sku, title, "5.00 EUR", "#3f6f8f", named)
        requests.append({"method": "CREATE", "data": data})
    body = {"item_type": "PRODUCT_ITEM", "requests": requests}
    assert (await sandbox.graph("POST", f"{CATALOG}/items_batch", json=body)).json()["handles"]
    await sandbox.wait_until_idle()


async def open_product(window: Window, title: str) -> None:
    await window.open_chat()
    await window.page.locator("[aria-label='Catálogo']").first.click()
    await window.page.locator(".tile", has_text=title).first.click()
    await window.page.locator(".product h3", has_text=title).wait_for()


@pytest.mark.parametrize("width", [1280, 390])
async def test_products_without_a_group_each_have_a_tile(
    browser: Any, sandbox: ChatSandbox, width: int
) -> None:
    await on_sale(sandbox, SINGLES)
    async with open_window(browser, sandbox.url, width=width, height=844) as window:
        await window.open_chat()
        await window.page.locator("[aria-label='Catálogo']").first.click()
        for _, title, _ in SINGLES:
            assert await window.page.locator(".tile", has_text=title).count() == 1
        assert await window.page.locator(".tile", has_text="Taza de gres").count() == 1


@pytest.mark.parametrize(
    ("goods", "names"),
    [(SALT, ["Limón", "Ahumada"]), (BARE, ["CESTA-1", "CESTA-2"])],
    ids=["attributes of their own", "nothing but ids"],
)
async def test_chips_of_variants_differ(
    sandbox: ChatSandbox, desk: Window, goods: list[Any], names: list[str]
) -> None:
    await on_sale(sandbox, goods)
    await open_product(desk, goods[0][1])
    assert await desk.page.locator(".chips .chip").all_inner_texts() == names


async def test_the_only_variant_says_what_it_is_without_chips(sandbox: ChatSandbox, desk: Window) -> None:
    await on_sale(sandbox, LONELY)
    await open_product(desk, "Gorro")
    assert await desk.page.locator(".chips .chip").count() == 0
    await desk.sees("Mostaza, Única")


async def test_variants_are_told_apart_in_the_cart_and_once_it_is_sent(
    sandbox: ChatSandbox, desk: Window
) -> None:
    await open_product(desk, "Taza de gres")
    for colour in ("Azul", "Roja"):
        await desk.page.locator(".chips .chip", has_text=colour).click()
        await desk.tap("Añadir al carrito")
    await desk.page.locator("dialog [title=Carrito], dialog [aria-label^=Carrito]").last.click()
    lines = desk.page.locator(".lines li")
    assert ["Azul" in text or "Roja" in text for text in await lines.all_inner_texts()] == [True, True]
    await desk.tap("Enviar a la tienda")
    await desk.page.locator("dialog[open]").wait_for(state="detached")
    await desk.page.locator(".message.mine .tap.inside").last.click()
    shown = await desk.page.locator("dialog .lines li").all_inner_texts()
    assert [name for name in ("Azul", "Roja") if any(name in text for text in shown)] == ["Azul", "Roja"]


async def test_a_product_is_shown_by_a_variant_that_can_be_had(sandbox: ChatSandbox, desk: Window) -> None:
    await on_sale(sandbox, HALF_GONE)
    await desk.open_chat()
    await desk.page.locator("[aria-label='Catálogo']").first.click()
    tile = desk.page.locator(".tile", has_text="Vela")
    assert "gone" not in (await tile.get_attribute("class") or "")
    await tile.click()
    assert await desk.page.locator(".chip[aria-pressed=true]").inner_text() == "Roja"
