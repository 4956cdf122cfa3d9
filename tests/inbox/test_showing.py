"""Products in a message: what Meta has not approved for WhatsApp is left out before it is sent."""

from typing import Any

from sqlmodel import select

from shop.catalog.models import MetaState, Variant
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.inbox.models import MessageStatus
from shop.kit.clock import now
from shop.whatsapp.outgoing import CatalogMessage, ProductListMessage, ProductMessage, ProductSection
from tests.support.inbox import Mail


async def put_on_sale(mail: Mail, **states: MetaState) -> None:
    """A variant for each SKU, as Meta sees it."""
    async with mail.database.transaction(mail.merchant.id) as session:
        drafts = [VariantDraft(sku=sku, price_minor=100, options={"n": sku}) for sku in states]
        draft = ProductDraft(title="Taza", variants=drafts)
        product = await create_product(session, draft, currency="EUR", at=now(), actor="test")
        for variant in await session.exec(select(Variant).where(Variant.product_id == product.id)):
            variant.meta_state = states[variant.sku]


def of_two(**more: Any) -> ProductListMessage:
    sections = [ProductSection(["GOOD", "BAD"], "Both"), ProductSection(["BAD"], "None")]
    return ProductListMessage(catalog_id="1", header="Tazas", body="Mira", sections=sections, **more)


async def test_a_list_loses_what_is_not_approved_and_sections_that_are_empty(mail: Mail) -> None:
    await put_on_sale(mail, GOOD=MetaState.APPROVED, BAD=MetaState.REJECTED)
    chat = await mail.conversation()
    await mail.say(chat, of_two())
    await mail.deliver(chat)
    (sent,) = mail.meta.sent
    sections = sent["interactive"]["action"]["sections"]
    assert sections == [{"title": "Both", "product_items": [{"product_retailer_id": "GOOD"}]}]


async def test_a_list_of_which_nothing_is_left_fails_with_a_sentence_and_the_next_message_goes_out(
    mail: Mail,
) -> None:
    await put_on_sale(mail, GOOD=MetaState.IN_REVIEW, BAD=MetaState.OUTDATED)
    chat = await mail.conversation()
    await mail.say(chat, of_two())
    await mail.says(chat, "hola")
    await mail.deliver(chat)
    first, second = await mail.outgoing()
    assert (first.status, first.error_code) == (MessageStatus.FAILED, 131009)
    assert first.error_detail == "Meta has approved none of these products for WhatsApp."
    assert second.status is MessageStatus.SENT
    assert len(mail.meta.sent) == 1


async def test_a_single_product_is_sent_only_if_it_is_approved(mail: Mail) -> None:
    await put_on_sale(mail, GOOD=MetaState.APPROVED, BAD=MetaState.PENDING)
    chat = await mail.conversation()
    for sku in ("GOOD", "BAD", "UNKNOWN"):
        await mail.say(chat, ProductMessage(catalog_id="1", retailer_id=sku))
    await mail.deliver(chat)
    assert [message.status for message in await mail.outgoing()] == [
        MessageStatus.SENT,
        MessageStatus.FAILED,
        MessageStatus.FAILED,
    ]


async def test_the_catalog_goes_without_a_picture_that_is_not_approved(mail: Mail) -> None:
    await put_on_sale(mail, BAD=MetaState.REJECTED)
    chat = await mail.conversation()
    await mail.say(chat, CatalogMessage(body="Todo", thumbnail="BAD"))
    await mail.deliver(chat)
    assert mail.meta.sent[0]["interactive"]["action"] == {"name": "catalog_message"}
