"""Who writes: in which language they are answered, and what they said last about promotions."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.languages import country_language, language_heard, language_of
from shop.customers.lookup import note_language
from shop.customers.models import Marketing
from shop.inbox.conversations.models import Conversation
from shop.kit.db.sql import fetch_one
from shop.merchants.locales import reader_locale
from shop.merchants.models import Merchant
from shop.orders.words import CONSENT_NO, CONSENT_YES
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingMessage

_KNOWN = "SELECT locale, phone, marketing, marketing_at FROM customer WHERE merchant_id = $1 AND id = $2"
_KNOWN_LOCKED = _KNOWN + " FOR NO KEY UPDATE"
_CONSENTS = frozenset({Intent.OPT_IN, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT, Intent.DATA, Intent.YES})
_CHOICES = frozenset({CONSENT_YES, CONSENT_NO, STOP_PAYLOAD})


class ShopperFact(msgspec.Struct, frozen=True):
    """`locale` is the reader's; `marketing_at` is when the word about promotions was said that counts."""

    locale: str
    marketing: Marketing
    marketing_at: datetime | None


async def shopper_of(
    session: AsyncSession, conversation: Conversation, merchant: Merchant, messages: Sequence[IncomingMessage]
) -> ShopperFact:
    """Locked where promotions may be meant, so that what is said of them is so."""
    who = (conversation.merchant_id, conversation.customer_id)
    known = await fetch_one(session, _KNOWN_LOCKED if _may_consent(messages) else _KNOWN, *who)
    if known is None or conversation.customer_id is None:
        raise LookupError("Nobody is known in this conversation.")
    written = [message.text for message in messages if message.choice is None]
    likely = {"known": known["locale"], "phone": known["phone"], "default": merchant.locale}
    heard = language_heard(written, **likely)
    if heard and heard != known["locale"]:
        await note_language(session, conversation.customer_id, heard)
    language = language_of(written, **likely) or known["locale"] or country_language(known["phone"])
    locale = reader_locale(merchant, language, phone=known["phone"])
    return ShopperFact(locale, Marketing(known["marketing"]), known["marketing_at"])


def _may_consent(messages: Sequence[IncomingMessage]) -> bool:
    return any(m.choice in _CHOICES or intent_of(m.text) in _CONSENTS for m in messages)
