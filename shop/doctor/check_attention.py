"""The doctor looks at what WhatsApp said of a merchant's numbers and nobody has seen to."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.advice import WHAT_TO_DO
from shop.attention.calling import open_attention_of
from shop.attention.models import AttentionKind
from shop.doctor.findings import Findings
from shop.events.models import SubjectKind
from shop.merchants.models import Merchant, WhatsAppNumber

ALERT = AttentionKind.ACCOUNT_ALERT  # a pause is told where the number is looked at


async def check_attention(session: AsyncSession, merchant: Merchant) -> Findings:
    """Alerts and pauses of each number; Meta is not asked."""
    found = Findings(merchant_id=merchant.id)
    numbers = {number.id: number for number in (await session.exec(select(WhatsAppNumber))).all()}
    for number_id, calls in (await open_attention_of(session, SubjectKind.NUMBER, list(numbers))).items():
        of_number = Findings(about=numbers[number_id].display_phone_number, merchant_id=merchant.id)
        for call in [each for each in calls if each.kind is ALERT]:
            says = f"Since {call.since:%Y-%m-%d %H:%M} UTC: {call.detail}"
            of_number.warn("meta.alert", says, WHAT_TO_DO[ALERT])
        found.all += of_number.all
    return found
