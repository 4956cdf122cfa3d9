"""Products in a message: what Meta has not approved for WhatsApp is left out before it is sent."""

from typing import Any

from sqlmodel import select

from shop.catalog.models import MetaState, Variant
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.inbox.models import MessageStatus
from shop.kit.clock import now
from shop.whatsapp.outgoing import CatalogMessage, ProductListMessage, ProductMessage, ProductSection
from tests.support.inbox import InboxUnderTest


async def put_on_sale(inbox: InboxUnderTest, **states: MetaState) -> None:
    """A variant for each SKU, as Meta sees it."""
    async with inbox.database.transaction(inbox.merchant.id) as session:
        drafts = [VariantDraft(sku=sku, price_minor=100, options={"n": sku}) for sku in states]
        draft = ProductDraft(title="Taza", variants=drafts)
        product = await create_product(session, draft, currency="EUR", at=now(), actor="test")
        for variant in await session.exec(select(Variant).where(Variant.product_id == product.id)):
            variant.meta_state = states[variant.sku]


def of_two(**more: Any) -> ProductListMessage:
    sections = [ProductSection(["GOOD", "BAD"], "Both"), ProductSection(["BAD"], "None")]
    return ProductListMessage(catalog_id="1", header="Tazas", body="Mira", sections=sections, **more)


async def test_a_list_loses_what_is_not_approved_and_sections_that_are_empty(inbox: InboxUnderTest) -> None:
    await put_on_sale(inbox, GOOD=MetaState.APPROVED, BAD=MetaState.REJECTED)
    chat = await inbox.conversation()
    await inbox.say(chat, of_two())
    await inbox.deliver(chat)
    (sent,) = inbox.meta.sent
    sections = sent["interactive"]["action"]["sections"]
    assert sections == [{"title": "Both", "product_items": [{"product_retailer_id": "GOOD"}]}]


async def test_a_list_of_which_nothing_is_left_fails_with_a_sentence_and_the_next_message_goes_out(
    inbox: InboxUnderTest,
) -> None:
    await put_on_sale(inbox, GOOD=MetaState.IN_REVIEW, BAD=MetaState.OUTDATED)
    chat = await inbox.conversation()
    await inbox.say(chat, of_two())
    await inbox.says(chat, "hola")
    await inbox.deliver(chat)
    first, second = await inbox.outgoing()
    assert (first.status, first.error_code) == (MessageStatus.FAILED, 131009)
    assert first.error_detail == "Meta has approved none of these products for WhatsApp."
    assert second.status is MessageStatus.SENT
    assert len(inbox.meta.sent) == 1


async def test_a_single_product_is_sent_only_if_it_is_approved(inbox: InboxUnderTest) -> None:
    await put_on_sale(inbox, GOOD=MetaState.APPROVED, BAD=MetaState.PENDING)
    chat = await inbox.conversation()
    for sku in ("GOOD", "BAD", "UNKNOWN"):
        await inbox.say(chat, ProductMessage(catalog_id="1", retailer_id=sku))
    await inbox.deliver(chat)
    assert [message.status for message in await inbox.outgoing()] == [
        MessageStatus.SENT,
        MessageStatus.FAILED,
        MessageStatus.FAILED,
    ]


async def test_the_catalog_goes_without_a_picture_that_is_not_approved(inbox: InboxUnderTest) -> None:
    await put_on_sale(inbox, BAD=MetaState.REJECTED)
    chat = await inbox.conversation()
    await inbox.say(chat, CatalogMessage(body="Todo", thumbnail="BAD"))
    await inbox.deliver(chat)
    assert inbox.meta.sent[0]["interactive"]["action"] == {"name": "catalog_message"}
