"""A public client keeps files, templates, settings and lists with the pretend Meta, and sends templates."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pywa import errors
from pywa.types import templates as t
from pywa.types.others import Command, Industry, ProductsSection

from tests.sandbox.support.pywa import PHONE, PNG, Line, item
from tests.support.vendors.sandbox import PNID, WABA

SPANISH = t.TemplateLanguage.SPANISH


def template(name: str, *parts: t.TemplateBaseComponent, named: bool = False) -> t.Template:
    form = t.ParamFormat.NAMED if named else t.ParamFormat.POSITIONAL
    return t.Template(
        name=name,
        language=SPANISH,
        category=t.TemplateCategory.UTILITY,
        components=list(parts),
        parameter_format=form,
    )


async def test_a_file_is_uploaded_looked_up_fetched_and_deleted(line: Line) -> None:
    kept = await line.client.upload_media(PNG, mime_type="image/png", filename="foto.png")
    address = await line.client.get_media_url(kept.id)
    assert (address.mime_type, int(address.file_size)) == ("image/png", len(PNG))
    assert await line.client.get_media_bytes(address.url) == PNG
    assert (await line.client.delete_media(kept.id)).success
    with pytest.raises(errors.WhatsAppError) as gone:
        await line.client.get_media_url(kept.id)
    assert (gone.value.code, gone.value.subcode) == (100, 33)


async def test_a_template_with_header_text_footer_and_buttons_is_made_and_sent(line: Line) -> None:
    header, body = t.HeaderText("Pedido {{n}}", n="F-1"), t.BodyText("Hola {{who}}, su pedido va.", who="Ana")
    link = t.URLButton(
        text="Seguir", url="https://tienda.example/p/{{1}}", example="https://tienda.example/p/1"
    )
    answer = t.QuickReplyButton(text="Gracias")
    made = await line.client.create_template(
        template(
            "sent_out",
            header,
            body,
            t.FooterText(text="El Faro"),
            t.Buttons(buttons=[answer, link]),
            named=True,
        )
    )
    assert (made.status, made.category) == (t.TemplateStatus.PENDING, t.TemplateCategory.UTILITY)
    await line.sandbox.wait_until_idle()
    params = [
        header.params(n="F-7"), body.params(who="Ana"), answer.params(callback_data="thanks", index=0),
        link.params(url_variable="77", index=1),
    ]  # fmt: skip
    sent = await line.client.send_template(PHONE, "sent_out", SPANISH, params)
    shown = (await line.shown())["shown"]
    assert (sent.status, shown["header"]["text"]) == ("accepted", "Pedido F-7")
    assert (shown["body"], shown["footer"]) == ("Hola Ana, su pedido va.", "El Faro")
    assert shown["buttons"][0]["payload"] == "thanks"
    assert shown["buttons"][1]["url"] == "https://tienda.example/p/77"


async def test_a_template_with_a_picture_takes_a_sample_and_a_file(line: Line) -> None:
    header, body = t.HeaderImage(PNG), t.BodyText("Su pedido está listo.")
    await line.client.create_template(template("ready", header, body))
    await line.sandbox.wait_until_idle()
    await line.client.send_template(PHONE, "ready", SPANISH, [header.params(image=PNG)])
    picture = (await line.shown())["shown"]["header"]["image"]["id"]
    assert line.sandbox.world.media[picture].data == PNG


async def test_templates_with_a_place_and_with_products_are_sent(line: Line) -> None:
    await item(line.sandbox, "T1")
    place, products = t.HeaderLocation(), t.MPMButton(text="Ver")
    await line.client.create_template(template("where", place, t.BodyText("Estamos aquí.")))
    await line.client.create_template(
        template("look", t.BodyText("Mire qué bonito."), t.Buttons(buttons=[products]))
    )
    await line.sandbox.wait_until_idle()
    here = place.params(lat=40.4, lon=-3.7, name="Tienda", address="Calle Mayor 1")
    await line.client.send_template(PHONE, "where", SPANISH, [here])
    assert (await line.shown())["shown"]["header"]["location"]["name"] == "Tienda"
    section = ProductsSection("Hoy", ["T1"])
    chosen = products.params(product_sections=[section], thumbnail_product_sku="T1", index=0)
    await line.client.send_template(PHONE, "look", SPANISH, [chosen])
    assert (await line.shown())["shown"]["buttons"][0]["action"]["sections"][0]["title"] == "Hoy"


async def test_a_carousel_template_is_made_and_sent(line: Line) -> None:
    picture, link = t.HeaderImage(PNG), t.URLButton(text="Ver", url="https://tienda.example/t")
    cards = [
        t.CarouselCard(components=[t.HeaderImage(PNG), t.BodyText(f"Taza {n}"), t.Buttons(buttons=[link])])
        for n in (1, 2)
    ]
    carousel: Any = t.Carousel(cards=cards)  # its `params` is typed in a way that mypy refuses
    await line.client.create_template(template("mugs", t.BodyText("Nuestras tazas."), carousel))
    await line.sandbox.wait_until_idle()
    filled = [card.params(params=[picture.params(image=PNG)], index=n) for n, card in enumerate(cards)]
    await line.client.send_template(PHONE, "mugs", SPANISH, [carousel.params(cards=filled)])
    assert [card["body"] for card in (await line.shown())["shown"]["cards"]] == ["Taza 1", "Taza 2"]


async def test_an_offer_with_a_code_is_made_and_sent(line: Line) -> None:
    code = t.CopyCodeButton(example="FARO25")
    limit = t.LimitedTimeOffer(text="Hasta hoy", has_expiration=True)
    offer = template("offer", limit, t.BodyText("Un precio especial."), t.Buttons(buttons=[code]))
    made = await line.client.create_template(offer)
    assert made.category == t.TemplateCategory.MARKETING  # asked for as utility
    await line.sandbox.wait_until_idle()
    until = datetime(2030, 1, 1, tzinfo=UTC)
    params = [limit.params(expiration_time=until), code.params(coupon_code="FARO25", index=0)]
    await line.client.send_template(PHONE, "offer", SPANISH, params)
    shown = (await line.shown())["shown"]
    assert shown["limited_time_offer"]["expiration_time_ms"] == int(until.timestamp())  # pywa writes seconds
    assert shown["buttons"][0]["coupon_code"] == "FARO25"


async def test_templates_are_listed_read_changed_and_deleted(line: Line) -> None:
    made = await line.client.create_template(template("plain", t.BodyText("Su pedido va.")))
    await line.sandbox.wait_until_idle()
    found = list(await line.client.get_templates(name="plain"))
    assert [(one.id, one.status) for one in found] == [(made.id, t.TemplateStatus.APPROVED)]
    changed = await line.client.update_template(made.id, new_components=[t.BodyText("Su pedido salió.")])
    assert changed.success
    body = (await line.client.get_template(made.id)).components[0]
    assert isinstance(body, t.BodyText)
    assert body.text == "Su pedido salió."
    assert (await line.client.delete_template("plain")).success
    assert list(await line.client.get_templates(name="plain")) == []


async def test_cart_and_catalog_are_switched(line: Line) -> None:
    before = await line.client.get_commerce_settings()
    assert (before.is_cart_enabled, before.is_catalog_visible) == (True, False)
    await line.client.update_commerce_settings(is_catalog_visible=True, is_cart_enabled=False)
    after = await line.client.get_commerce_settings()
    assert (after.is_cart_enabled, after.is_catalog_visible) == (False, True)


async def test_the_profile_is_written_and_read(line: Line) -> None:
    await line.client.update_business_profile(
        about="Barro",
        email="hola@tienda.example",
        websites=["https://tienda.example/"],
        industry=Industry.RETAIL,
        profile_picture=PNG,
    )
    shown = await line.client.get_business_profile()
    assert (shown.about, shown.email, shown.industry) == ("Barro", "hola@tienda.example", Industry.RETAIL)
    assert shown.websites == ("https://tienda.example/",)
    assert shown.profile_picture_url


async def test_qr_codes_are_made_changed_listed_and_deleted(line: Line) -> None:
    made = await line.client.create_qr_code("Hola", "PNG")
    assert made.qr_image_url
    changed = await line.client.update_qr_code(made.code, "Buenas")
    assert (changed.code, changed.prefilled_message) == (made.code, "Buenas")
    shown = await line.client.get_qr_code(made.code)
    assert shown is not None
    assert shown.deep_link_url.endswith(made.code)
    assert [one.code for one in await line.client.get_qr_codes()] == [made.code]
    assert (await line.client.delete_qr_code(made.code)).success
    assert list(await line.client.get_qr_codes()) == []


async def test_who_wrote_today_is_blocked_listed_and_let_in_again(chat: Line) -> None:
    blocked = await chat.client.block_users([PHONE])
    assert [user.wa_id for user in blocked.added_users] == ["34600000001"]
    listed = await chat.client.api.get_blocked_users(phone_id=PNID)
    assert listed["data"] == [{"messaging_product": "whatsapp", "wa_id": "34600000001"}]
    freed = await chat.client.unblock_users([PHONE])
    assert [user.wa_id for user in freed.removed_users] == ["34600000001"]


async def test_the_number_and_the_account_are_read(line: Line) -> None:
    number = await line.client.get_business_phone_number()
    assert (number.id, number.quality_rating, number.platform_type) == (PNID, "GREEN", "CLOUD_API")
    assert [one.id for one in await line.client.get_business_phone_numbers()] == [PNID]
    assert (await line.client.get_business_account()).id == WABA


async def test_ice_breakers_and_commands_are_set_and_read(line: Line) -> None:
    commands = [Command("envio", "Dónde está mi pedido")]
    await line.client.update_conversational_automation(["¿Abren hoy?"], commands)
    shown = (await line.client.get_business_phone_number()).conversational_automation
    assert shown is not None
    assert (list(shown.ice_breakers or ()), list(shown.commands or ())) == (["¿Abren hoy?"], commands)


async def test_webhooks_are_pointed_elsewhere_and_back(line: Line) -> None:
    elsewhere = line.sandbox.callback.url
    assert (await line.client.override_phone_callback_url(elsewhere, "verify-me")).success
    number = await line.client.get_business_phone_number()
    assert (number.webhook_configuration or {})["phone_number"] == elsewhere
    assert (await line.client.delete_phone_callback_url()).success
    assert (await line.client.override_waba_callback_url(elsewhere, "verify-me")).success
    assert (await line.client.delete_waba_callback_url()).success
