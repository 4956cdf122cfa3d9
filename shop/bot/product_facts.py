"""The product a shopper means: the one their message refers to, or the one whose SKU it holds."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.facts import ProductFact
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.skus import may_be_a_code, sku_candidates
from shop.carts.offers import Offer, offers_by_sku, skus_written
from shop.catalog.meta_approval import approved_among
from shop.catalog.models import Product, Variant
from shop.inbox.conversations.models import Conversation
from shop.kit.db.session import merchant_of
from shop.kit.translations import in_language
from shop.merchants.models import WhatsAppNumber
from shop.whatsapp.incoming import IncomingMessage

_MAY_HOLD_AN_SKU = frozenset({Intent.UNKNOWN, Intent.GREETING, Intent.CATALOG})


async def product_meant(
    session: AsyncSession,
    conversation: Conversation,
    messages: Sequence[IncomingMessage],
    locale: str,
    *,
    at: datetime,
) -> ProductFact | None:
    """The product as it is now; None where none is named, or it is not ours."""
    named = _referred(messages) or await skus_written(session, _written(messages))
    if not named:
        return None
    offers = await offers_by_sku(session, named, at=at, lock=False)
    offer = next((offers[sku] for sku in named if sku in offers), None)
    return await _fact(session, conversation, offer, locale) if offer is not None else None


def _referred(messages: Sequence[IncomingMessage]) -> list[str]:
    """The product that a message was written from."""
    return [message.product for message in messages if message.product][:1]


def _written(messages: Sequence[IncomingMessage]) -> list[str]:
    """What may be SKUs, the likeliest first; a text with a question of another kind is looked at only as a whole."""
    texts = [message.text for message in messages if message.choice is None]
    return [
        sku
        for text in texts
        if intent_of(text) in _MAY_HOLD_AN_SKU or may_be_a_code(text)
        for sku in sku_candidates(text)
    ]


async def _fact(session: AsyncSession, conversation: Conversation, offer: Offer, locale: str) -> ProductFact:
    return ProductFact(
        sku=offer.sku,
        name=offer.name(locale),
        price_minor=offer.unit_minor,
        left=offer.left,
        descriptions=await _descriptions(session, offer, locale),
        catalog_id=await _catalog_id(session, conversation, offer),
        is_sold=offer.is_sold,
    )


async def _descriptions(session: AsyncSession, offer: Offer, locale: str) -> tuple[str, ...]:
    """The reader's language first, then the merchant's own, then every other."""
    statement = (
        select(Product.description)
        .join(
            Variant,
            (col(Variant.merchant_id) == Product.merchant_id) & (col(Variant.product_id) == Product.id),
        )
        .where(Variant.merchant_id == merchant_of(session), Variant.id == offer.variant_id)
    )
    own = (await session.exec(statement)).one()
    readers = (in_language(offer.translations, locale) or {}).get("description", "")
    others = (words.get("description", "") for words in offer.translations.values())
    return tuple(dict.fromkeys(text for text in (readers, own, *others) if text))


async def _catalog_id(session: AsyncSession, conversation: Conversation, offer: Offer) -> str | None:
    """The catalog in which the chat can show it, if Meta approved it."""
    if not offer.is_sold or not await approved_among(session, [offer.sku]):
        return None
    number = await session.get_one(WhatsAppNumber, (conversation.merchant_id, conversation.number_id))
    return number.catalog_id
