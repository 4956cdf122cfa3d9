"""What a buyer's browser sends: the address of a link, and forms."""

import re
from typing import Any
from urllib.parse import parse_qs

from litestar import Request
from litestar.datastructures import State

from shop.sandbox.stripe.links.custom_fields import session_field
from shop.sandbox.types import Json

BuyerRequest = Request[None, None, State]
REFERENCE = re.compile(r"[A-Za-z0-9_-]{1,200}")
WHO = ("email", "name", "phone", "business_name", "individual_name")
CHAT_LANGUAGE = "chat_language"  # the cookie that the chat sets
PASSED_ON = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")


def languages_of(request: Request[Any, Any, Any]) -> str:
    """What the buyer reads, as in Accept-Language: the chat's language first, if the page was opened from the chat."""
    spoken = (request.cookies.get(CHAT_LANGUAGE, ""), request.headers.get("accept-language", ""))
    return ",".join(tag for tag in spoken if tag)


def query_of(request: BuyerRequest) -> Json:
    """What the link's address carried; what is not valid is silently left out, as Stripe does."""
    query = request.query_params
    reference = query.get("client_reference_id", "")
    locked = query.get("locked_prefilled_email")
    return {
        "client_reference_id": reference if REFERENCE.fullmatch(reference) else None,
        "prefilled_email": locked or query.get("prefilled_email"),
        "email_locked": bool(locked),
        "locale": query.get("locale", "auto"),
        "utm": {name: query[name] for name in PASSED_ON if REFERENCE.fullmatch(query.get(name, "")[:150])},
    }


def buyer_of(session: Json, form: dict[str, str]) -> Json:
    """Who pays, where to, and what they answered, from the form."""
    address = {name: form[name] for name in ("line1", "postal_code", "city", "country") if form.get(name)}
    answers = [session_field(field, form.get(f"custom_{field['key']}")) for field in session["custom_fields"]]
    who = {name: form.get(name) or None for name in WHO}
    return {
        **who,
        "email": who["email"] or session["customer_email"],
        "address": address,
        "custom_fields": answers,
    }


async def form_of(request: BuyerRequest) -> dict[str, str]:
    """The first value of each field of a form, without blanks around it, cut at 1,000 characters."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"))
    return {name: values[0].strip()[:1000] for name, values in fields.items()}
