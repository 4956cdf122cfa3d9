"""Who a message is for, and what a business gets to see of them (Meta: Business-scoped user IDs)."""

from typing import Any, NamedTuple

from shop.sandbox.ids import digits, user_id
from shop.sandbox.meta.graph.errors import GraphError, bad_param, required
from shop.sandbox.records import Business, BusinessNumber, ChatConversation, Shopper
from shop.sandbox.state import World

PHONE_KEPT_SECONDS = 30 * 86_400

# Calling codes of the countries the demo knows; a BSUID begins with the user's country.
COUNTRIES = {
    "34": "ES", "1": "US", "52": "MX", "55": "BR", "54": "AR", "44": "GB", "49": "DE", "33": "FR", "39": "IT",
    "351": "PT", "57": "CO", "56": "CL", "51": "PE", "91": "IN", "593": "EC", "81": "JP", "965": "KW",
}  # fmt: skip


class MessageRecipient(NamedTuple):
    """Whom a send names: `given` as written, and the shopper if there is one."""

    given: str
    shopper: Shopper | None
    wa_id: str | None
    user_id: str | None

    def contact(self) -> dict[str, str]:
        """The `contacts` member of the answer: `wa_id` for a phone, `user_id` for a business-scoped id."""
        if self.wa_id is not None:
            return {"input": self.given, "wa_id": self.wa_id}
        return {"input": self.given, "user_id": self.user_id or self.given}


def recipient_of(
    world: World, business: Business, number: BusinessNumber, body: dict[str, Any]
) -> MessageRecipient:
    """Read `to` and `recipient`; `to` wins. Raises GraphError 100 or 131021."""
    to, recipient = body.get("to"), body.get("recipient")
    if to is None and recipient is None:
        raise required("to")
    if to is None:
        return by_user_id(world, business, recipient)
    if not isinstance(to, str | int) or isinstance(to, bool):
        raise bad_param("Param to must be a string.")
    found = by_phone(world, number, str(to))
    if found.wa_id == number.digits:
        raise GraphError(131021, "Recipient phone number cannot be the same as the sender's")
    return found


def by_user_id(world: World, business: Business, recipient: Any) -> MessageRecipient:
    """A business-scoped id; one of another portfolio reaches nobody."""
    if not isinstance(recipient, str) or not recipient:
        raise bad_param("Param recipient must be a string.")
    shopper = world.shoppers.get(world.user_ids.get(recipient, ""))
    if shopper is not None and user_id_for(world, shopper, business) != recipient:
        shopper = None
    return MessageRecipient(recipient, shopper, None, recipient)


def by_phone(world: World, number: BusinessNumber, to: str) -> MessageRecipient:
    """A phone. A business-scoped id put here becomes a wrong number (WhatsApp platform change log)."""
    plain = "".join(c for c in to if c.isdigit())
    if not plain or plain.startswith("00"):
        raise GraphError(100, "Parameter Invalid")
    for candidate in candidates(plain, number, international=to.strip().startswith("+")):
        if (found := world.phones.get(candidate)) is not None:
            return MessageRecipient(to, world.shoppers[found], candidate, None)
    stranger = new_shopper(world, plain, phone=plain) if world.knobs.create_unknown_shoppers else None
    return MessageRecipient(to, stranger, plain, None)


def candidates(plain: str, number: BusinessNumber, *, international: bool) -> list[str]:
    """The number as typed, its Brazilian or Mexican twin, and with the business's country code before it."""
    found = [plain, *twins(plain)]
    if not international:
        code = next((c for c in sorted(COUNTRIES, key=len, reverse=True) if number.digits.startswith(c)), "")
        found += [code + plain, *twins(code + plain)]
    return found


def twins(plain: str) -> list[str]:
    """Brazil's extra 9 and Mexico's extra 1: the wa_id may differ from what was typed (Meta: Send messages)."""
    if plain.startswith("55") and len(plain) == 13 and plain[4] == "9":
        return [plain[:4] + plain[5:]]
    if plain.startswith("55") and len(plain) == 12:
        return [plain[:4] + "9" + plain[4:]]
    if plain.startswith("521") and len(plain) == 13:
        return ["52" + plain[3:]]
    if plain.startswith("52") and len(plain) == 12:
        return ["521" + plain[2:]]
    return []


def user_id_for(world: World, shopper: Shopper, business: Business) -> str:
    """The shopper's id as this business's portfolio knows it; every portfolio but the default has its own."""
    if business.portfolio_id == "default":
        return shopper.bsuid
    known = shopper.user_ids.get(business.portfolio_id)
    if known is None:
        known = shopper.user_ids[business.portfolio_id] = user_id(shopper.bsuid.partition(".")[0])
        world.user_ids[known] = shopper.id
    return known


def visible_phone(shopper: Shopper, conversation: ChatConversation, at: float) -> str | None:
    """The phone a webhook shows: none for who hides it, unless they met within 30 days (Meta: Business-scoped user IDs)."""
    if shopper.phone is None or not shopper.hides_phone:
        return shopper.phone
    met = conversation.last_at and at - conversation.last_at <= PHONE_KEPT_SECONDS
    return shopper.phone if met else None


def contact_of(
    shopper: Shopper, wa_id: str | None, known_as: str, *, username: bool = True
) -> dict[str, Any]:
    """One element of a webhook's `contacts`."""
    profile = {"name": shopper.name}
    if shopper.username and username:
        profile["username"] = shopper.username
    contact: dict[str, Any] = {"profile": profile}
    if wa_id:
        contact["wa_id"] = wa_id
    return contact | {"user_id": known_as}


def new_shopper(world: World, name: str, **given: Any) -> Shopper:
    """Add a person; the phone is kept as digits, a missing business-scoped id is made up."""
    phone = "".join(c for c in given.pop("phone", None) or "" if c.isdigit()) or None
    bsuid = given.pop("bsuid", None) or user_id(country_of(phone))
    shopper = Shopper(id=digits(12), name=name, phone=phone, bsuid=bsuid, **given)
    world.shoppers[shopper.id] = shopper
    world.index_shopper(shopper)
    return shopper


def country_of(phone: str | None) -> str:
    """The country a phone belongs to, as far as the demo knows; else ES."""
    if phone:
        for code in sorted(COUNTRIES, key=len, reverse=True):
            if phone.startswith(code):
                return COUNTRIES[code]
    return "ES"
