"""The discount code that a shopper means."""

from collections.abc import Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.facts import CodeFact
from shop.bot.understanding.discount_codes import code_candidates, code_written, names_a_code
from shop.bot.understanding.intents import Intent, intent_of
from shop.discounts.loading import codes_known
from shop.whatsapp.incoming import IncomingMessage


async def code_meant(session: AsyncSession, messages: Sequence[IncomingMessage]) -> CodeFact | None:
    """The code that a message names: one of the merchant's, else one that was surely meant as a code."""
    texts = [message.text for message in messages if message.choice is None and message.cart is None]
    asked = [text for text in texts if intent_of(text) is Intent.UNKNOWN or names_a_code(text)]
    candidates = [candidate for text in asked for candidate in code_candidates(text)]
    if not candidates:
        return None
    if known := await codes_known(session, candidates):
        return CodeFact(known[0], is_known=True)
    written = next((code for text in asked if (code := code_written(text))), None)
    return CodeFact(written, is_known=False) if written else None
