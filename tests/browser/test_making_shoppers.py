"""Making the people one can be."""

import asyncio
from typing import Any

from tests.browser.support.chat import ChatSandbox
from tests.browser.support.window import Window


async def test_a_new_shopper_is_offered_a_phone_that_nobody_has(desk: Window) -> None:
    async def late(route: Any) -> None:
        await asyncio.sleep(0.4)
        await route.continue_()

    await desk.page.route("**/chat/conversations*", late)
    await desk.page.reload()
    await desk.tap("Cliente nuevo")
    assert await desk.page.locator("dialog input[name=phone]").input_value() == "+34 600 000 102"


async def test_a_shopper_without_a_phone_is_made(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.tap("Cliente nuevo")
    await desk.page.get_by_label("Nombre", exact=True).fill("João Prado")
    await desk.page.get_by_label("La tienda lo conoce por").select_option("username")
    await desk.page.get_by_label("Nombre de usuario", exact=False).last.fill("joao.p")
    await desk.tap("Crear")
    await desk.page.locator(".chat", has_text="João Prado").wait_for()
    made = (await sandbox.http.get("/_control/shoppers")).json()["shoppers"][-1]
    assert (made["name"], made["phone"], made["username"]) == ("João Prado", None, "joao.p")
