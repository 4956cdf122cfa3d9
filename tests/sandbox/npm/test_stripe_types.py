"""The stand-in's objects, compiled against the types of Stripe's client for Node: members, nulls, words, all of them.

They are stricter than the Python client's: they tell what is null from what is not there.
"""

import json
import re
import subprocess
from typing import Any

from tests.sandbox.support.node import packages_folder
from tests.sandbox.support.stripe import StripeSandbox, sandbox_fixture, servers_fixture

__all__ = ["sandbox_fixture", "servers_fixture"]
KINDS = {
    "charge": "Charge",
    "checkout.session": "Checkout.Session",
    "customer": "Customer",
    "dispute": "Dispute",
    "event": "Event",
    "payment_intent": "PaymentIntent",
    "payment_link": "PaymentLink",
    "payment_method": "PaymentMethod",
    "price": "Price",
    "product": "Product",
    "refund": "Refund",
    "shipping_rate": "ShippingRate",
    "webhook_endpoint": "WebhookEndpoint",
}
DECIMAL = re.compile(r'("\w+_decimal": )("[^"]*")')  # a text on the wire, which the client makes a number of
TSC = [
    "node_modules/.bin/tsc",
    "--noEmit",
    "--strict",
    "--skipLibCheck",
    "--module",
    "nodenext",
    "--types",
    "",
]
FIELDS = [
    {"key": "size", "label": {"custom": "Talla", "type": "custom"}, "type": "dropdown",
     "dropdown": {"options": [{"label": "M", "value": "m"}]}},
    {"key": "note", "label": {"custom": "Nota", "type": "custom"}, "type": "text", "optional": True},
    {"key": "floor", "label": {"custom": "Piso", "type": "custom"}, "type": "numeric",
     "numeric": {"minimum_length": 1}},
]  # fmt: skip
WHOLE: dict[str, Any] = {
    "billing_address_collection": "required",
    "consent_collection": {"promotions": "none", "terms_of_service": "none"},
    "custom_fields": FIELDS,
    "custom_text": {"submit": {"message": "Gracias"}},
    "customer_creation": "always",
    "inactive_message": "Cerrado",
    "invoice_creation": {"enabled": True, "invoice_data": {"description": "Pedido", "metadata": {"a": "b"}}},
    "name_collection": {"business": {"enabled": True}, "individual": {"enabled": True, "optional": True}},
    "payment_intent_data": {"description": "Pedido", "metadata": {"order_id": "1"}, "transfer_group": "g"},
    "phone_number_collection": {"enabled": True},
    "restrictions": {"completed_sessions": {"limit": 9}},
    "shipping_address_collection": {"allowed_countries": ["ES"]},
    "submit_type": "pay",
    "tax_id_collection": {"enabled": True},
}


async def every_object(sandbox: StripeSandbox) -> dict[str, list[Any]]:
    """Some of every kind: of a bare link and of one with everything, paid in every way, refunded, disputed."""
    v1 = sandbox.stripe.v1
    fixed = {"amount": 450, "currency": "eur"}
    rate = await v1.shipping_rates.create_async({"display_name": "Correos", "fixed_amount": fixed})
    whole = await sandbox.link(**WHOLE, shipping_options=[{"shipping_rate": rate.id}])
    bare = await sandbox.link()
    for link in (whole, bare):
        for outcome in ("paid", "declined", "3ds", "delayed_ok", "delayed_fail"):
            await sandbox.control(f"links/{link.id}/pay", {"outcome": outcome, "phone": "+34600000001"})
    await v1.payment_links.update_async(whole.id, {"name_collection": "", "custom_fields": ""})
    session = await sandbox.paid()
    made = await v1.refunds.create_async({"payment_intent": session["payment_intent"], "amount": 100})
    await sandbox.control(f"refunds/{made.id}/fail")
    await sandbox.control("disputes", {"payment_intent": session["payment_intent"]})
    answer = (await sandbox.http.get("/_control/stripe/objects")).json()
    [account] = [each for each in answer["accounts"] if each["secret_key"] == sandbox.key]
    objects: dict[str, list[Any]] = account["objects"]
    return objects


async def test_every_object_compiles_as_the_node_client_types_it(sandbox: StripeSandbox) -> None:
    folder = packages_folder()
    objects = await every_object(sandbox)
    assert {kind for kind, rows in objects.items() if rows} == set(KINDS)
    source = folder / f"objects-{sandbox.key[-8:]}.ts"
    source.write_text(as_typescript(objects))
    try:
        done = subprocess.run(  # noqa: S603, ASYNC221  (a second, and nothing else waits)
            [*TSC, source.name], cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )
    finally:
        source.unlink()
    assert {line.rpartition("): ")[2] for line in done.stdout.splitlines()} == set()


def as_typescript(objects: dict[str, list[Any]]) -> str:
    """A constant for each object, of the type that it should have."""
    lines = ["import Stripe from 'stripe';", "declare function decimal(text: string): Stripe.Decimal;"]
    for kind, rows in objects.items():
        for row in rows:
            shown = DECIMAL.sub(r"\1decimal(\2)", json.dumps(row))
            lines.append(f"export const x{len(lines)}: Stripe.{KINDS[kind]} = {shown};")
    return "\n".join(lines)
