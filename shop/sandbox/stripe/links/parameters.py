"""What `POST /v1/payment_links` and `POST /v1/payment_links/{id}` accept (API 2026-10-28.endive)."""

from shop.sandbox.stripe.objects.metadata import Metadata
from shop.sandbox.stripe.objects.params import (
    Anything,
    Integer,
    Kind,
    Many,
    Number,
    OneOf,
    Shape,
    Text,
    Truth,
    Unsettable,
)
from shop.sandbox.stripe.objects.values import words

EXPAND = Many(Text(), 100)
METHODS = OneOf(
    words(
        "affirm afterpay_clearpay alipay alma au_becs_debit bacs_debit bancontact billie bizum blik boleto "
        "card cashapp crypto eps fpx giropay gopay grabpay id_bank_transfer ideal kakao_pay klarna konbini "
        "kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco "
        "paynow paypal paypay payto pix promptpay qris rechnung samsung_pay satispay scalapay sepa_debit "
        "sequra shopeepay sofort sunbit swish twint upi us_bank_account wechat_pay zip"
    )
)
PRODUCT_DATA = Shape(
    {
        "description": Text(40000),
        "images": Many(Text(2048), 8),
        "metadata": Metadata(),
        "name": Text(5000),
        "tax_code": Text(),
        "tax_details": Shape({"tax_code": Unsettable(Text()), "performance_location": Unsettable(Text())}),
        "unit_label": Text(12),
    },
    ("name",),
)
RECURRING = Shape(
    {"interval": OneOf(("day", "week", "month", "year")), "interval_count": Integer(1, 1095)}, ("interval",)
)
PRICE_DATA = Shape(
    {
        "currency": Text(3),
        "product": Text(),
        "product_data": PRODUCT_DATA,
        "recurring": RECURRING,
        "tax_behavior": OneOf(("exclusive", "inclusive", "unspecified")),
        "unit_amount": Integer(),
        "unit_amount_decimal": Number(),
    },
    ("currency",),
)
ADJUSTABLE = Shape({"enabled": Truth(), "maximum": Integer(0, 999_999), "minimum": Integer()}, ("enabled",))
LINE_ITEM = Shape(
    {"adjustable_quantity": ADJUSTABLE, "price": Text(), "price_data": PRICE_DATA, "quantity": Integer(1)},
    ("quantity",),
)
LIABILITY = Shape({"account": Text(), "type": OneOf(("account", "self"))}, ("type",))
AFTER_COMPLETION = Shape(
    {
        "hosted_confirmation": Shape({"custom_message": Unsettable(Text(500))}),
        "redirect": Shape({"url": Text(2048)}, ("url",)),
        "type": OneOf(("hosted_confirmation", "redirect")),
    },
    ("type",),
)
OPTION = Shape({"label": Text(100), "value": Text(100)}, ("label", "value"))
FIELD = Shape(
    {
        "dropdown": Shape({"default_value": Text(100), "options": Many(OPTION, 200)}, ("options",)),
        "key": Text(200),
        "label": Shape({"custom": Text(100), "type": OneOf(("custom",))}, ("custom", "type")),
        "numeric": Shape(
            {"default_value": Text(255), "maximum_length": Integer(), "minimum_length": Integer()}
        ),
        "optional": Truth(),
        "text": Shape({"default_value": Text(255), "maximum_length": Integer(), "minimum_length": Integer()}),
        "type": OneOf(("dropdown", "numeric", "text")),
    },
    ("key", "label", "type"),
)
MESSAGE = Unsettable(Shape({"message": Text(1200)}, ("message",)))
CUSTOM_TEXT = Shape(
    dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance"), MESSAGE)
)
CONSENT = Shape(
    {
        "payment_method_reuse_agreement": Shape({"position": OneOf(("auto", "hidden"))}, ("position",)),
        "promotions": OneOf(("auto", "none")),
        "terms_of_service": OneOf(("none", "required")),
    }
)
INVOICE_CREATION = Shape(
    {
        "enabled": Truth(),
        "invoice_data": Shape(
            {
                "account_tax_ids": Anything(),
                "custom_fields": Anything(),
                "description": Text(1500),
                "footer": Text(5000),
                "issuer": LIABILITY,
                "metadata": Metadata(),
                "rendering_options": Anything(),
            }
        ),
    },
    ("enabled",),
)
OPTIONAL_ITEM = Shape(
    {"adjustable_quantity": ADJUSTABLE, "price": Text(), "quantity": Integer(1)}, ("price", "quantity")
)
INTENT_DATA: dict[str, Kind] = {
    "description": Unsettable(Text(1000)),
    "metadata": Metadata(),
    "setup_future_usage": Unsettable(OneOf(("off_session", "on_session"))),
    "statement_descriptor": Unsettable(Text(22)),
    "statement_descriptor_suffix": Unsettable(Text(22)),
    "transfer_group": Unsettable(Text()),
}
NEW_INTENT_DATA: dict[str, Kind] = {
    **INTENT_DATA,
    "capture_method": OneOf(("automatic", "automatic_async", "manual")),
}
_NAME = Shape({"enabled": Truth(), "optional": Truth()}, ("enabled",))
_COMPLETED = Shape({"limit": Integer(1)}, ("limit",))
_RATE = Shape({"shipping_rate": Text()})

_COMMON: dict[str, Kind] = {
    "after_completion": AFTER_COMPLETION,
    "allow_promotion_codes": Truth(),
    "application_fee_amount": Unsettable(Integer()),
    "application_fee_percent": Unsettable(Number(2)),
    "automatic_tax": Shape({"enabled": Truth(), "liability": LIABILITY}, ("enabled",)),
    "billing_address_collection": OneOf(("auto", "required")),
    "consent_collection": Unsettable(CONSENT),
    "custom_fields": Unsettable(Many(FIELD, 3)),
    "custom_text": CUSTOM_TEXT,
    "customer_creation": OneOf(("always", "if_required")),
    "expand": EXPAND,
    "inactive_message": Unsettable(Text(500)),
    "invoice_creation": INVOICE_CREATION,
    "metadata": Metadata(),
    "name_collection": Unsettable(Shape({"business": _NAME, "individual": _NAME})),
    "on_behalf_of": Unsettable(Text()),
    "optional_items": Unsettable(Many(OPTIONAL_ITEM, 10)),
    "payment_method_collection": OneOf(("always", "if_required")),
    "payment_method_options": Unsettable(Anything()),
    "payment_method_types": Unsettable(Many(METHODS, 100)),
    "phone_number_collection": Shape({"enabled": Truth()}, ("enabled",)),
    "restrictions": Unsettable(Shape({"completed_sessions": _COMPLETED}, ("completed_sessions",))),
    "shipping_address_collection": Unsettable(
        Shape({"allowed_countries": Many(Text(2), 300)}, ("allowed_countries",))
    ),
    "shipping_options": Unsettable(Many(_RATE, 10)),
    "submit_type": OneOf(("auto", "book", "donate", "pay", "subscribe")),
    "subscription_data": Anything(),
    "tax_id_collection": Shape(
        {"enabled": Truth(), "required": OneOf(("if_supported", "never"))}, ("enabled",)
    ),
    "transfer_data": Unsettable(
        Shape({"amount": Unsettable(Integer()), "destination": Text()}, ("destination",))
    ),
}

NEW_LINK = Shape(
    {
        **_COMMON,
        "currency": Text(3),
        "line_items": Many(LINE_ITEM, 20),
        "managed_payments": Shape({"enabled": Truth()}),
        "payment_intent_data": Shape(NEW_INTENT_DATA),
    },
    ("line_items",),
)
LINK_CHANGE = Shape(
    {
        **_COMMON,
        "active": Truth(),
        "line_items": Many(
            Shape({"adjustable_quantity": ADJUSTABLE, "id": Text(), "quantity": Integer()}, ("id",)), 20
        ),
        "payment_intent_data": Shape(INTENT_DATA),
    }
)
