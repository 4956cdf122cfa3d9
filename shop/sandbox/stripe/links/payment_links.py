"""Payment links: reusable addresses, each opening of which is a checkout session of its own."""

from collections.abc import Callable
from typing import Any

from shop.sandbox.stripe.links.custom_fields import link_field
from shop.sandbox.stripe.links.line_items import create_lines, requantified, total_of
from shop.sandbox.stripe.links.shipping_rates import shipping_option
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.money import check_total
from shop.sandbox.stripe.objects.values import ABSENT, new_id, token, words
from shop.sandbox.types import Json

KIND = "payment_link"
NO_TEXT: Json = dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance"))
NO_INVOICE: Json = {
    **dict.fromkeys(("account_tax_ids", "custom_fields", "description", "footer", "issuer")),
    "metadata": {},
    "rendering_options": None,
}
# What `""` leaves, where it is not null.
CLEARED: Json = {"custom_fields": [], "name_collection": ABSENT, "shipping_options": []}


def create_link(account: AccountRecord, given: Json, *, base_url: str) -> Json:
    """A link with its lines, active at once. Raises Refused."""
    link = _fresh(account, base_url)
    settings = {k: v for k, v in given.items() if k not in ("expand", "line_items", "currency")}
    link |= {name: value for name, value in _settings(account, link, settings).items() if value is not ABSENT}
    lines = create_lines(account, given["line_items"], "Payment Link")  # last: a refusal leaves no products
    link["currency"] = lines[0]["currency"]
    account.lines[link["id"]] = lines
    account.table(KIND).add(link, parents=(link_token(link),))
    account.emit("payment_link.created", link)
    return link


def update_link(account: AccountRecord, link: Json, given: Json) -> Json:
    """Change what was sent; open sessions keep their own settings. Raises Refused."""
    given = {k: v for k, v in given.items() if k != "expand"}
    lines = _changed_lines(account, link, given.pop("line_items", []))
    changes = _settings(account, link, given)
    account.lines[link["id"]] = lines
    fresh = account.table(KIND).replace(link["id"], **changes)
    previous = {name: link.get(name) for name in changes if link.get(name) != fresh.get(name)}
    if previous:
        account.emit("payment_link.updated", fresh, previous)
    return fresh


def count_completed(account: AccountRecord, link_id: str) -> None:
    """One more session of this link is complete; at its limit the link ends."""
    link = account.find(KIND, link_id)
    if link["restrictions"] is None:
        return
    done = link["restrictions"]["completed_sessions"]
    count = done["count"] + 1
    spent = link["active"] and count >= done["limit"]
    restrictions = {"completed_sessions": {**done, "count": count}}
    fresh = account.table(KIND).replace(
        link_id, restrictions=restrictions, active=link["active"] and not spent
    )
    if spent:
        account.emit("payment_link.updated", fresh, {"active": True})


def link_token(link: Json) -> str:
    """The last part of the link's address, which is all a buyer knows of it."""
    return str(link["url"]).rpartition("/")[2]


def _fresh(account: AccountRecord, base_url: str) -> Json:
    secret = token(18) if account.livemode else f"test_{token(18)}"
    return {
        "id": new_id("plink"),
        "object": KIND,
        "active": True,
        "after_completion": {"hosted_confirmation": {"custom_message": None}, "type": "hosted_confirmation"},
        "allow_promotion_codes": False,
        "application": None,
        "application_fee_amount": None,
        "application_fee_percent": None,
        "automatic_tax": {"enabled": False, "liability": None},
        "billing_address_collection": "auto",
        "consent_collection": None,
        "currency": "",
        "custom_fields": [],
        "custom_text": NO_TEXT,
        "customer_creation": "if_required",
        "inactive_message": None,
        "invoice_creation": {"enabled": False, "invoice_data": NO_INVOICE},
        "livemode": account.livemode,
        "managed_payments": {"enabled": False},
        "metadata": {},
        "on_behalf_of": None,
        "optional_items": None,
        "payment_intent_data": None,
        "payment_method_collection": "if_required",
        "payment_method_options": None,
        "payment_method_types": None,
        "phone_number_collection": {"enabled": False},
        "restrictions": None,
        "shipping_address_collection": None,
        "shipping_options": [],
        "submit_type": "auto",
        "subscription_data": None,
        "tax_id_collection": {"enabled": False, "required": "never"},
        "transfer_data": None,
        "url": f"{base_url}/buy/{secret}",
    }


def _settings(account: AccountRecord, link: Json, given: Json) -> Json:
    """The members of the link that these parameters change."""
    changes = {k: CLEARED.get(k) if v is None else v for k, v in given.items()}
    for name, shaped in _SHAPED.items():
        if given.get(name) is not None:
            changes[name] = shaped(account, link, given[name])
    if "metadata" in given:
        changes["metadata"] = merge_metadata(link["metadata"], given["metadata"])
    if changes.get("active") and _is_spent({**link, **changes}):
        raise Refused("This Payment Link has reached its limit of completed sessions.", param="active")
    return changes


def _is_spent(link: Json) -> bool:
    done = (link["restrictions"] or {}).get("completed_sessions")
    return bool(done and done["count"] >= done["limit"])


def _restrictions(account: AccountRecord, link: Json, given: Json) -> Json:
    count = link["restrictions"]["completed_sessions"]["count"] if link["restrictions"] else 0
    return {"completed_sessions": {"count": count, "limit": given["completed_sessions"]["limit"]}}


def _after_completion(account: AccountRecord, link: Json, given: Json) -> Json:
    if given["type"] == "redirect":
        if "redirect" not in given or not given["redirect"]["url"].startswith(("http://", "https://")):
            raise Refused("Not a valid URL", code="url_invalid", param="after_completion[redirect][url]")
        return {"redirect": given["redirect"], "type": "redirect"}
    message = given.get("hosted_confirmation", {}).get("custom_message")
    return {"hosted_confirmation": {"custom_message": message}, "type": "hosted_confirmation"}


def _consent(account: AccountRecord, link: Json, given: Json) -> Json:
    names = ("payment_method_reuse_agreement", "promotions", "terms_of_service")
    return {**dict.fromkeys(names), **given}


def _name_collection(account: AccountRecord, link: Json, given: Json) -> Json:
    return {who: {"optional": False, **how} for who, how in given.items()}


def _intent_data(account: AccountRecord, link: Json, given: Json) -> Json:
    """Replaces as a whole: `metadata` here is declarative, it does not merge."""
    if given.get("capture_method") == "manual":
        raise Refused(
            "This stand-in captures at once: capture_method cannot be manual.", param="capture_method"
        )
    names = "description setup_future_usage statement_descriptor statement_descriptor_suffix transfer_group"
    before = link["payment_intent_data"] or {
        "capture_method": None,
        "metadata": {},
        **dict.fromkeys(words(names)),
    }
    metadata = merge_metadata({}, given["metadata"]) if "metadata" in given else before["metadata"]
    return {**before, **given, "metadata": metadata}


def _invoice_creation(account: AccountRecord, link: Json, given: Json) -> Json:
    data = {**NO_INVOICE, **given.get("invoice_data", {})}
    return {"enabled": given["enabled"], "invoice_data": {**data, "metadata": data["metadata"] or {}}}


def _shipping_options(account: AccountRecord, link: Json, given: list[Json]) -> list[Json]:
    return [shipping_option(account, each, f"shipping_options[{n}]") for n, each in enumerate(given)]


_SHAPED: dict[str, Callable[[AccountRecord, Json, Any], Any]] = {
    "after_completion": _after_completion,
    "automatic_tax": lambda account, link, given: {"liability": None, **given},
    "consent_collection": _consent,
    "custom_fields": lambda account, link, given: [link_field(field) for field in given],
    "custom_text": lambda account, link, given: {**NO_TEXT, **given},
    "invoice_creation": _invoice_creation,
    "name_collection": _name_collection,
    "payment_intent_data": _intent_data,
    "restrictions": _restrictions,
    "shipping_options": _shipping_options,
    "tax_id_collection": lambda account, link, given: {"required": "never", **given},
}


def _changed_lines(account: AccountRecord, link: Json, given: list[Json]) -> list[Json]:
    changes = {line["id"]: line for line in given}
    known = {line["id"] for line in account.lines[link["id"]]}
    for n, line in enumerate(given):
        if line["id"] not in known:
            message = f"No such line item: '{line['id']}'"
            raise Refused(message, code="resource_missing", param=f"line_items[{n}][id]")
    lines = [
        requantified(line, changes[line["id"]]["quantity"])
        if "quantity" in changes.get(line["id"], {})
        else line
        for line in account.lines[link["id"]]
    ]
    check_total(total_of(lines), link["currency"], "Payment Link")
    return lines
