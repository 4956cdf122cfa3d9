"""What `POST /v1/checkout/sessions` accepts: the part of it that concerns one-off payments."""

from shop.sandbox.stripe.link_params import (
    ADJUSTABLE,
    CONSENT,
    CUSTOM_TEXT,
    FIELD,
    INVOICE_CREATION,
    LIABILITY,
    METHODS,
    NEW_INTENT_DATA,
    PRICE_DATA,
)
from shop.sandbox.stripe.metadata import Metadata
from shop.sandbox.stripe.params import Anything, Integer, Many, OneOf, Shape, Text, Truth, Unsettable

LINE = Shape(
    {
        "adjustable_quantity": ADJUSTABLE,
        "metadata": Metadata(),
        "price": Text(),
        "price_data": PRICE_DATA,
        "quantity": Integer(1),
    }
)
RATE_DATA = Shape(
    {
        "delivery_estimate": Anything(),
        "display_name": Text(100),
        "fixed_amount": Shape({"amount": Integer(), "currency": Text(3)}, ("amount", "currency")),
        "metadata": Metadata(),
        "tax_behavior": OneOf(("exclusive", "inclusive", "unspecified")),
        "tax_code": Text(),
        "type": OneOf(("fixed_amount",)),
    },
    ("display_name",),
)
NEW_SESSION = Shape(
    {
        "adaptive_pricing": Shape({"enabled": Truth()}),
        "allow_promotion_codes": Truth(),
        "allowed_payment_method_types": Many(METHODS, 100),
        "automatic_tax": Shape({"enabled": Truth(), "liability": LIABILITY}, ("enabled",)),
        "billing_address_collection": OneOf(("auto", "required")),
        "cancel_url": Text(5000),
        "client_reference_id": Text(200),
        "consent_collection": CONSENT,
        "currency": Text(3),
        "custom_fields": Many(FIELD, 3),
        "custom_text": CUSTOM_TEXT,
        "customer": Text(),
        "customer_creation": OneOf(("always", "if_required")),
        "customer_email": Text(512),
        "excluded_payment_method_types": Many(METHODS, 100),
        "expires_at": Integer(),
        "invoice_creation": INVOICE_CREATION,
        "line_items": Many(LINE, 100),
        "locale": Text(10),
        "metadata": Metadata(),
        "mode": OneOf(("payment", "setup", "subscription")),
        "payment_intent_data": Shape({**NEW_INTENT_DATA, "receipt_email": Text(800), "shipping": Anything()}),
        "payment_method_options": Anything(),
        "payment_method_types": Many(METHODS, 100),
        "phone_number_collection": Shape({"enabled": Truth()}, ("enabled",)),
        "shipping_address_collection": Shape(
            {"allowed_countries": Many(Text(2), 300)}, ("allowed_countries",)
        ),
        "shipping_options": Many(Shape({"shipping_rate": Text(), "shipping_rate_data": RATE_DATA}), 5),
        "submit_type": OneOf(("auto", "book", "donate", "pay", "subscribe")),
        "success_url": Text(5000),
        "tax_id_collection": Shape(
            {"enabled": Truth(), "required": OneOf(("if_supported", "never"))}, ("enabled",)
        ),
        "ui_mode": OneOf(("hosted", "hosted_page")),
    }
)
SESSION_CHANGE = Shape({"metadata": Metadata(), "collected_information": Unsettable(Anything())})
