"""A public client sends every kind of message it can, and the shopper's chat shows what was meant."""

from collections.abc import Awaitable, Callable

import pytest
from pywa import errors
from pywa.types.callback import (
    Button,
    FlowButton,
    ImageCarouselCard,
    Section,
    SectionList,
    SectionRow,
    URLButton,
)
from pywa.types.others import Contact, ProductsSection

from tests.sandbox.support.pywa import PHONE, PNG, WEBP, Json, Line, item
from tests.support.vendors.sandbox import CATALOG

PICTURE = "https://tienda.example/foto.png"
Sending = Callable[[Line], Awaitable[object]]


def buttons() -> list[Button]:
    return [Button("Sí", "yes"), Button("No", "no")]


def rows() -> SectionList:
    row = SectionRow("Rojo", "red", "Como el faro")
    return SectionList("Elegir", [Section("Colores", [row])])


def card(name: str) -> Contact:
    return Contact(Contact.Name(formatted_name=name, first_name=name))


# what: (the call, the message type, a part of what the chat must hold)
PLAIN: dict[str, tuple[Sending, str, Json]] = {
    "text": (lambda x: x.client.send_message(PHONE, "*Hola*"), "text", {"body": "*Hola*"}),
    "image": (
        lambda x: x.client.send_image(PHONE, PICTURE, caption="La foto"),
        "image",
        {"link": PICTURE, "caption": "La foto"},
    ),
    "video": (
        lambda x: x.client.send_video(PHONE, "https://tienda.example/v.mp4"),
        "video",
        {"link": "https://tienda.example/v.mp4"},
    ),
    "audio": (
        lambda x: x.client.send_audio(PHONE, "https://tienda.example/a.mp3"),
        "audio",
        {"link": "https://tienda.example/a.mp3"},
    ),
    "document": (
        lambda x: x.client.send_document(PHONE, "https://tienda.example/f.pdf", filename="F-1.pdf"),
        "document",
        {"link": "https://tienda.example/f.pdf", "filename": "F-1.pdf"},
    ),
    "sticker": (
        lambda x: x.client.send_sticker(PHONE, "https://tienda.example/s.webp"),
        "sticker",
        {"link": "https://tienda.example/s.webp"},
    ),
    "location": (
        lambda x: x.client.send_location(PHONE, 40.4, -3.7, name="Tienda", address="Calle Mayor 1"),
        "location",
        {"latitude": 40.4, "longitude": -3.7, "name": "Tienda"},
    ),
}


@pytest.mark.parametrize("what", PLAIN)
async def test_a_plain_message_of_the_client_arrives(chat: Line, what: str) -> None:
    sending, kind, part = PLAIN[what]
    sent = await sending(chat)
    shown = await chat.shown()
    assert shown["wamid"] == getattr(sent, "id", None)
    assert shown["type"] == kind
    assert part.items() <= shown["content"][kind].items()
    assert shown["status"] == "delivered"


async def test_contacts_of_the_client_arrive(chat: Line) -> None:
    await chat.client.send_contact(PHONE, [card("Ana"), card("Luis")])
    names = [c["name"]["formatted_name"] for c in (await chat.shown())["content"]["contacts"]]
    assert names == ["Ana", "Luis"]


# what: (the call, the interactive type, what its action must hold)
INTERACTIVE: dict[str, tuple[Sending, str, Json]] = {
    "buttons": (
        lambda x: x.client.send_message(PHONE, "¿Sí?", header="Duda", footer="Faro", buttons=buttons()),
        "button",
        {"buttons": [{"type": "reply", "reply": {"id": i, "title": t}} for i, t in (("yes", "Sí"), ("no", "No"))]},
    ),
    "buttons under a picture": (
        lambda x: x.client.send_image(PHONE, PICTURE, caption="¿Esta?", buttons=buttons()),
        "button",
        {},
    ),
    "list": (lambda x: x.client.send_message(PHONE, "¿Color?", buttons=rows()), "list", {"button": "Elegir"}),
    "link": (
        lambda x: x.client.send_message(
            PHONE, "Total 9,99 €", buttons=URLButton("Pagar", "https://pay.example/1")
        ),
        "cta_url",
        {"parameters": {"display_text": "Pagar", "url": "https://pay.example/1"}},
    ),
    "location request": (
        lambda x: x.client.request_location(PHONE, "¿Dónde?"),
        "location_request_message",
        {"name": "send_location"},
    ),
    "contact request": (
        lambda x: x.client.request_contact_info(PHONE, "¿Su número?"),
        "request_contact_info",
        {"name": "request_contact_info"},
    ),
    "catalog": (
        lambda x: x.client.send_catalog(PHONE, "Todo", thumbnail_product_sku="T1"),
        "catalog_message",
        {"parameters": {"thumbnail_product_retailer_id": "T1"}},
    ),
    "product": (
        lambda x: x.client.send_product(PHONE, CATALOG, "T1", body="Esta"),
        "product",
        {"catalog_id": CATALOG, "product_retailer_id": "T1"},
    ),
    "products": (
        lambda x: x.client.send_products(PHONE, CATALOG, [ProductsSection("Tazas", ["T1", "T2"])], "Hoy", "Todo"),
        "product_list",
        {"catalog_id": CATALOG},
    ),
    "carousel": (
        lambda x: x.client.send_carousel(
            PHONE,
            body="Mire",
            cards=[
                ImageCarouselCard(image=PICTURE, body=f"n.º {n}", buttons=URLButton("Ver", PICTURE))
                for n in (1, 2)
            ],
        ),
        "carousel",
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", INTERACTIVE)
async def test_an_interactive_message_of_the_client_arrives(chat: Line, what: str) -> None:
    await item(chat.sandbox, "T1", "T2")
    sending, kind, action = INTERACTIVE[what]
    await sending(chat)
    shown = (await chat.shown())["content"]["interactive"]
    assert shown["type"] == kind
    assert action.items() <= shown["action"].items()


async def test_a_reaction_is_set_and_taken_back(chat: Line) -> None:
    sent = await chat.client.send_message(PHONE, "hola")
    await chat.client.send_reaction(PHONE, "👍", sent.id)
    assert (await chat.shown())["content"]["reaction"]["emoji"] == "👍"
    await chat.client.remove_reaction(PHONE, sent.id)
    assert (await chat.shown())["content"]["reaction"]["emoji"] == ""


async def test_a_reply_quotes_and_carries_its_tracker(chat: Line) -> None:
    first = await chat.client.send_message(PHONE, "hola")
    await chat.client.send_message(PHONE, "sigo", reply_to_message_id=first.id, tracker="order:7")
    assert (await chat.shown())["context"] == {"id": first.id}
    assert "order:7" in {status.tracker for status in await chat.listen()}


async def test_a_voice_note_of_the_client_arrives(chat: Line) -> None:
    await chat.client.send_voice(PHONE, b"OggS" + b"\0" * 64, mime_type="audio/ogg")
    assert (await chat.shown())["content"]["audio"]["voice"] is True


async def test_files_are_uploaded_on_the_way(chat: Line) -> None:
    await chat.client.send_image(PHONE, PNG, mime_type="image/png")
    picture = (await chat.shown())["content"]["image"]["id"]
    assert chat.sandbox.world.media[picture].data == PNG
    await chat.client.send_sticker(PHONE, WEBP, mime_type="image/webp")
    assert (await chat.shown())["status"] == "delivered"


async def test_a_message_is_sent_to_a_business_scoped_id(chat: Line) -> None:
    sent = await chat.client.send_message(chat.sandbox.shopper["bsuid"], "hola")
    assert sent.to == chat.sandbox.shopper["bsuid"]
    assert (await chat.shown())["status"] == "delivered"


async def test_messages_are_marked_as_read_with_a_typing_sign(chat: Line) -> None:
    wamid = await chat.sandbox.say("¿hola?")
    assert (await chat.client.mark_message_as_read(wamid)).success
    assert (await chat.client.indicate_typing(wamid)).success
    assert (await chat.shown())["status"] == "read"


async def test_a_flow_that_was_never_published_is_refused_by_its_documented_code(chat: Line) -> None:
    with pytest.raises(errors.WhatsAppError) as refused:
        await chat.client.send_message(
            PHONE, "Reserve", buttons=FlowButton("Abrir", flow_id="77", flow_token="t")
        )
    assert refused.value.code == 131009
    assert "Flow" in str(refused.value.details)


async def test_a_refusal_is_the_clients_own_exception(chat: Line) -> None:
    with pytest.raises(errors.WhatsAppError) as refused:
        await chat.client.send_message(PHONE, "x" * 4097)
    assert refused.value.code == 100
    with pytest.raises(errors.InvalidParameter):
        await chat.client.send_product(PHONE, CATALOG, "none")
