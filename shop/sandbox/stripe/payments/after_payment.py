"""What follows a payment by itself: the booking, and what a test card brings about later."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.payments import intents
from shop.sandbox.stripe.payments.disputes import open_dispute
from shop.sandbox.stripe.payments.methods import MethodBehaviour
from shop.sandbox.types import Json


def after_payment(account: AccountRecord, intent: Json, method: MethodBehaviour) -> None:
    """Book the charge; open the dispute that this card is known for."""
    intents.book_charge(account, intent)
    charge = account.find("charge", intent["latest_charge"])
    account.later_events[charge["id"]] = method.later
    kind, _, reason = method.later.partition(":")
    if kind in ("dispute", "inquiry"):
        open_dispute(account, charge, reason=reason, inquiry=kind == "inquiry")
