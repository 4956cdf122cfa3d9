"""The chat in a real browser: every message shown, every answer given, at two widths and in three languages."""

from typing import Any

import pytest

from tests.browser.support.chat import ChatSandbox
from tests.browser.support.every_message import EVIL, send_everything
from tests.browser.support.window import Window, open_window

SHOWN = {
    "text": "Bienvenida, Ana.",
    "code": "print(total)",
    "image": "Recién hecha",
    "document": "factura-2026-0042.pdf",
    "location": "Plaza Mayor 3, Madrid",
    "contacts": "Lucía Marín",
    "button": "Hablar con Lucía",
    "list": "Ver horas",
    "cta_url": "Pagar 24,40 €",
    "location_request": "Enviar ubicación",
    "carousel": "Taller 3",
    "product": "14,50 €",
    "product_list": "Artículos: 2",
    "catalog_message": "Ver catálogo",
    "product_cards": "Miel de romero",
    "template": "Seguir el envío",
    "marketing": "¿Se te olvidó algo?",
    "quoted": "¿Llega mañana?",
    "failed": "No llegó (131049).",
}


@pytest.mark.parametrize("width", [1280, 390])
async def test_every_message_type_is_shown(browser: Any, sandbox: ChatSandbox, width: int) -> None:
    sent = await send_everything(sandbox)
    async with open_window(browser, sandbox.url, width=width, height=844) as window:
        await window.open_chat()
        await window.message(sent["quoted"]).wait_for()
        for kind, text in SHOWN.items():
            shown = (await window.message(sent[kind]).inner_text()).replace("\xa0", " ")
            assert text in shown, kind
        assert await window.fits()
        assert window.problems == []


async def test_marks_become_letters_and_markup_stays_text(sandbox: ChatSandbox, desk: Window) -> None:
    wamid = await sandbox.text("*Uno* _dos_ ~tres~ `cuatro` https://example.com/a_b_c")
    evil = await sandbox.text(EVIL)
    await desk.open_chat()
    await desk.message(evil).wait_for()
    text = desk.message(wamid).locator(".text")
    found = [await text.locator(tag).inner_text() for tag in ("strong", "em", "s", "code", "a")]
    assert found == ["Uno", "dos", "tres", "cuatro", "https://example.com/a_b_c"]
    assert await desk.message(evil).locator(".text").inner_text() == EVIL
    assert await desk.page.evaluate("window.hurt") is None


async def test_a_document_opens_from_this_server(sandbox: ChatSandbox, desk: Window) -> None:
    sent = await send_everything(sandbox)
    await desk.open_chat()
    address = await desk.message(sent["document"]).locator("a.file").get_attribute("href")
    answer = await sandbox.http.get(address or "")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")


async def test_what_is_typed_reaches_the_shop_with_enter(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    await desk.write("¿Abrís el domingo?")
    await desk.sees("¿Abrís el domingo?")
    await sandbox.wait_until_idle()
    assert sandbox.received[-1]["text"] == {"body": "¿Abrís el domingo?"}


async def test_a_new_message_appears_by_itself_and_is_read(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    wamid = await sandbox.text("¡Buenos días!")
    await desk.message(wamid).locator(".ticks.seen").wait_for()
    assert (await sandbox.thread())[-1]["status"] == "read"


async def test_a_message_for_a_closed_chat_is_counted_and_not_read(
    sandbox: ChatSandbox, desk: Window
) -> None:
    await sandbox.text("¿Sigues ahí?")
    await desk.page.locator(".chat .count").wait_for()
    assert (await sandbox.thread())[-1]["status"] == "delivered"


async def test_the_typing_sign_shows_until_the_shop_answers(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    await desk.write("Hola")
    await sandbox.wait_until_idle()
    await sandbox.type_to(sandbox.received[-1]["id"])
    await desk.page.locator(".bubble.typing").wait_for()
    await sandbox.text("Hola, Ana")
    await desk.page.locator(".bubble.typing").wait_for(state="detached")


async def test_a_tapped_button_answers_with_its_id(sandbox: ChatSandbox, desk: Window) -> None:
    sent = await send_everything(sandbox)
    await desk.open_chat()
    await desk.tap("Mi pedido")
    await desk.page.locator(".message.mine .quote", has_text="¿Qué te apetece?").wait_for()
    await sandbox.wait_until_idle()
    received = sandbox.received[-1]
    assert received["interactive"]["button_reply"] == {"id": "b1", "title": "Mi pedido"}
    assert received["context"]["id"] == sent["button"]


async def test_a_row_of_a_list_is_chosen_and_sent(sandbox: ChatSandbox, phone: Window) -> None:
    await send_everything(sandbox)
    await phone.open_chat()
    await phone.tap("Ver horas")
    await phone.page.get_by_label("Entrega 12:00").check()
    await phone.page.locator(".sheet-foot .primary").click()
    await phone.page.locator("dialog[open]").wait_for(state="detached")
    await sandbox.wait_until_idle()
    assert sandbox.received[-1]["interactive"]["list_reply"]["id"] == "r12"


async def test_a_template_button_answers_with_its_payload(sandbox: ChatSandbox, desk: Window) -> None:
    await send_everything(sandbox)
    await desk.open_chat()
    await desk.tap("¿Cuándo llega?")
    await desk.page.locator(".message.mine", has_text="¿Cuándo llega?").wait_for()
    await sandbox.wait_until_idle()
    assert sandbox.received[-1]["button"] == {"payload": "when:A-1001", "text": "¿Cuándo llega?"}


async def test_a_cart_is_filled_sent_and_paid(sandbox: ChatSandbox, phone: Window) -> None:
    await phone.open_chat()
    await phone.tap("Catálogo")
    await phone.page.get_by_role("searchbox").fill("MIEL")
    assert await phone.page.locator(".tile").count() == 1
    await phone.page.locator(".tile").click()
    await phone.tap("Añadir al carrito")
    await phone.tap("Uno más")
    await phone.tap("Carrito, artículos: 2")
    await phone.page.get_by_label("Nota para la tienda").fill("Para regalo")
    await phone.tap("Enviar a la tienda")
    await phone.tap("Pagar ahora")
    line = {"product_retailer_id": "MIEL", "quantity": 2, "item_price": 5.95, "currency": "EUR"}
    order = sandbox.received[-1]["order"]
    assert (order["text"], order["product_items"]) == ("Para regalo", [line])
    checkout = phone.page.frame_locator("iframe")
    await checkout.locator("input[type=email]").fill("ana@example.com")
    await checkout.locator("input[name=name]").fill("Ana Peña")
    await checkout.locator("button[type=submit]").click()
    await phone.tap("Volver al chat")
    payments = (await sandbox.http.get("/_control/chat/payments")).json()["payments"]
    assert [(row["payment_status"], row["amount_total"]) for row in payments] == [("paid", 1190)]


async def test_a_question_about_a_product_names_it(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    await desk.tap("Catálogo")
    await desk.page.locator(".tile", has_text="Taza").click()
    await desk.page.get_by_role("button", name="Roja").click()
    await desk.tap("Preguntar")
    await desk.write("¿Cabe en el lavavajillas?")
    await desk.page.locator(".message.mine .quote", has_text="Taza de gres").wait_for()
    await sandbox.wait_until_idle()
    assert sandbox.received[-1]["context"]["referred_product"]["product_retailer_id"] == "TAZA-ROJA"


async def test_picture_place_and_person_are_sent(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    for entry, finish in (("Una foto dibujada", "Enviar"), ("Ubicación", None), ("Contacto", "Enviar")):
        await desk.tap("Adjuntar")
        await desk.page.get_by_role("menuitem", name=entry).click()
        place = desk.page.locator(".row", has_text="Plaza Mayor")
        await (desk.page.locator("dialog").get_by_role("button", name=finish) if finish else place).click()
        await desk.page.locator("dialog[open]").wait_for(state="detached")
    await desk.page.locator(".message.mine.kind-contacts").wait_for()
    await sandbox.wait_until_idle()
    assert [m["type"] for m in sandbox.received[-3:]] == ["image", "location", "contacts"]


async def test_a_reaction_reaches_the_shop_and_is_taken_back(sandbox: ChatSandbox, desk: Window) -> None:
    wamid = await sandbox.text("Tu pedido sale hoy")
    await desk.open_chat()
    await desk.message(wamid).hover()
    await desk.message(wamid).locator(".message-menu").click()
    await desk.page.get_by_role("menuitem", name="Reaccionar con 🙏").click()
    await desk.message(wamid).locator(".reaction-pill").click()
    await desk.message(wamid).locator(".reaction-pill").wait_for(state="detached")
    await sandbox.wait_until_idle()
    reactions = [m["reaction"] for m in sandbox.received if m["type"] == "reaction"]
    assert [reaction["emoji"] for reaction in reactions] == ["🙏", ""]


async def test_settings_of_the_phone_take_effect(sandbox: ChatSandbox, desk: Window) -> None:
    await desk.open_chat()
    await desk.tap("Info del chat")
    for label in ("Ofertas y novedades", "Confirmación de lectura", "Conectado", "Bloquear esta tienda"):
        await desk.page.get_by_role("switch", name=label).click()
        await desk.page.wait_for_timeout(250)
    await desk.page.keyboard.press("Escape")
    await desk.sees("Has bloqueado esta tienda")
    rows = (
        await sandbox.http.get("/_control/chat/conversations", params={"phone_number_id": "300001"})
    ).json()
    row = rows["conversations"][0]
    assert (row["stopped_marketing"], row["blocked"]) == (True, True)
    assert (row["shopper"]["receipts"], row["shopper"]["online"]) == (False, False)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es-MX", "Escribe un mensaje"), ("en-GB", "Write a message"), ("pt-BR", "Escreva uma mensagem")],
)
async def test_the_page_speaks_the_browser_s_language(
    browser: Any, sandbox: ChatSandbox, locale: str, words: str
) -> None:
    async with open_window(browser, sandbox.url, width=1280, height=800, locale=locale) as window:
        await window.open_chat()
        assert await window.page.get_by_placeholder(words).count() == 1
        assert await window.page.evaluate("document.documentElement.lang") == locale[:2]
        assert window.problems == []


async def test_the_language_can_be_switched(desk: Window) -> None:
    await desk.page.get_by_label("Idioma").select_option("pt")
    await desk.page.get_by_role("heading", name="Seja um cliente").wait_for()


async def test_a_phone_shows_one_pane_at_a_time(phone: Window) -> None:
    panes = ("#people", "#conversation", "#panel")

    async def seen() -> list[bool]:
        return [await phone.page.locator(pane).is_visible() for pane in panes]

    assert await seen() == [True, False, False]
    await phone.open_chat()
    assert await seen() == [False, True, False]
    await phone.tap("El lado de la tienda")
    assert await seen() == [False, False, True]
    await phone.tap("Back")  # the panel speaks English
    await phone.tap("Volver")
    assert await seen() == [True, False, False]
