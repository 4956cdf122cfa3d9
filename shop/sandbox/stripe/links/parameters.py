"""What `POST /v1/payment_links` and `POST /v1/payment_links/{id}` accept (API 2026-10-28.endive)."""

from shop.sandbox.stripe.objects.metadata import MetadataParam
from shop.sandbox.stripe.objects.params import (
    AnyParam,
    ArrayParam,
    BooleanParam,
    ChoiceParam,
    DecimalParam,
    IntegerParam,
    ObjectParam,
    ParamKind,
    TextParam,
    UnsettableParam,
)
from shop.sandbox.stripe.objects.values import words

EXPAND = ArrayParam(TextParam(), 100)
METHODS = ChoiceParam(
    words(
        "affirm afterpay_clearpay alipay alma au_becs_debit bacs_debit bancontact billie bizum blik boleto "
        "card cashapp crypto eps fpx giropay gopay grabpay id_bank_transfer ideal kakao_pay klarna konbini "
        "kr_card link mb_way mobilepay multibanco naver_pay nz_bank_account oxxo p24 pay_by_bank payco "
        "paynow paypal paypay payto pix promptpay qris rechnung samsung_pay satispay scalapay sepa_debit "
        "sequra shopeepay sofort sunbit swish twint upi us_bank_account wechat_pay zip"
    )
)
PRODUCT_DATA = ObjectParam(
    {
        "description": TextParam(40000),
        "images": ArrayParam(TextParam(2048), 8),
        "metadata": MetadataParam(),
        "name": TextParam(5000),
        "tax_code": TextParam(),
        "tax_details": ObjectParam(
            {"tax_code": UnsettableParam(TextParam()), "performance_location": UnsettableParam(TextParam())}
        ),
        "unit_label": TextParam(12),
    },
    ("name",),
)
RECURRING = ObjectParam(
    {"interval": ChoiceParam(("day", "week", "month", "year")), "interval_count": IntegerParam(1, 1095)},
    ("interval",),
)
PRICE_DATA = ObjectParam(
    {
        "currency": TextParam(3),
        "product": TextParam(),
        "product_data": PRODUCT_DATA,
        "recurring": RECURRING,
        "tax_behavior": ChoiceParam(("exclusive", "inclusive", "unspecified")),
        "unit_amount": IntegerParam(),
        "unit_amount_decimal": DecimalParam(),
    },
    ("currency",),
)
ADJUSTABLE = ObjectParam(
    {"enabled": BooleanParam(), "maximum": IntegerParam(0, 999_999), "minimum": IntegerParam()}, ("enabled",)
)
LINE_ITEM = ObjectParam(
    {
        "adjustable_quantity": ADJUSTABLE,
        "price": TextParam(),
        "price_data": PRICE_DATA,
        "quantity": IntegerParam(1),
    },
    ("quantity",),
)
LIABILITY = ObjectParam({"account": TextParam(), "type": ChoiceParam(("account", "self"))}, ("type",))
AFTER_COMPLETION = ObjectParam(
    {
        "hosted_confirmation": ObjectParam({"custom_message": UnsettableParam(TextParam(500))}),
        "redirect": ObjectParam({"url": TextParam(2048)}, ("url",)),
        "type": ChoiceParam(("hosted_confirmation", "redirect")),
    },
    ("type",),
)
OPTION = ObjectParam({"label": TextParam(100), "value": TextParam(100)}, ("label", "value"))
FIELD = ObjectParam(
    {
        "dropdown": ObjectParam(
            {"default_value": TextParam(100), "options": ArrayParam(OPTION, 200)}, ("options",)
        ),
        "key": TextParam(200),
        "label": ObjectParam(
            {"custom": TextParam(100), "type": ChoiceParam(("custom",))}, ("custom", "type")
        ),
        "numeric": ObjectParam(
            {
                "default_value": TextParam(255),
                "maximum_length": IntegerParam(),
                "minimum_length": IntegerParam(),
            }
        ),
        "optional": BooleanParam(),
        "text": ObjectParam(
            {
                "default_value": TextParam(255),
                "maximum_length": IntegerParam(),
                "minimum_length": IntegerParam(),
            }
        ),
        "type": ChoiceParam(("dropdown", "numeric", "text")),
    },
    ("key", "label", "type"),
)
MESSAGE = UnsettableParam(ObjectParam({"message": TextParam(1200)}, ("message",)))
CUSTOM_TEXT = ObjectParam(
    dict.fromkeys(("after_submit", "shipping_address", "submit", "terms_of_service_acceptance"), MESSAGE)
)
CONSENT = ObjectParam(
    {
        "payment_method_reuse_agreement": ObjectParam(
            {"position": ChoiceParam(("auto", "hidden"))}, ("position",)
        ),
        "promotions": ChoiceParam(("auto", "none")),
        "terms_of_service": ChoiceParam(("none", "required")),
    }
)
INVOICE_CREATION = ObjectParam(
    {
        "enabled": BooleanParam(),
        "invoice_data": ObjectParam(
            {
                "account_tax_ids": AnyParam(),
                "custom_fields": AnyParam(),
                "description": TextParam(1500),
                "footer": TextParam(5000),
                "issuer": LIABILITY,
                "metadata": MetadataParam(),
                "rendering_options": AnyParam(),
            }
        ),
    },
    ("enabled",),
)
OPTIONAL_ITEM = ObjectParam(
    {"adjustable_quantity": ADJUSTABLE, "price": TextParam(), "quantity": IntegerParam(1)},
    ("price", "quantity"),
)
INTENT_DATA: dict[str, ParamKind] = {
    "description": UnsettableParam(TextParam(1000)),
    "metadata": MetadataParam(),
    "setup_future_usage": UnsettableParam(ChoiceParam(("off_session", "on_session"))),
    "statement_descriptor": UnsettableParam(TextParam(22)),
    "statement_descriptor_suffix": UnsettableParam(TextParam(22)),
    "transfer_group": UnsettableParam(TextParam()),
}
NEW_INTENT_DATA: dict[str, ParamKind] = {
    **INTENT_DATA,
    "capture_method": ChoiceParam(("automatic", "automatic_async", "manual")),
}
_NAME = ObjectParam({"enabled": BooleanParam(), "optional": BooleanParam()}, ("enabled",))
_COMPLETED = ObjectParam({"limit": IntegerParam(1)}, ("limit",))
_RATE = ObjectParam({"shipping_rate": TextParam()})

_COMMON: dict[str, ParamKind] = {
    "after_completion": AFTER_COMPLETION,
    "allow_promotion_codes": BooleanParam(),
    "application_fee_amount": UnsettableParam(IntegerParam()),
    "application_fee_percent": UnsettableParam(DecimalParam(2)),
    "automatic_tax": ObjectParam({"enabled": BooleanParam(), "liability": LIABILITY}, ("enabled",)),
    "billing_address_collection": ChoiceParam(("auto", "required")),
    "consent_collection": UnsettableParam(CONSENT),
    "custom_fields": UnsettableParam(ArrayParam(FIELD, 3)),
    "custom_text": CUSTOM_TEXT,
    "customer_creation": ChoiceParam(("always", "if_required")),
    "expand": EXPAND,
    "inactive_message": UnsettableParam(TextParam(500)),
    "invoice_creation": INVOICE_CREATION,
    "metadata": MetadataParam(),
    "name_collection": UnsettableParam(ObjectParam({"business": _NAME, "individual": _NAME})),
    "on_behalf_of": UnsettableParam(TextParam()),
    "optional_items": UnsettableParam(ArrayParam(OPTIONAL_ITEM, 10)),
    "payment_method_collection": ChoiceParam(("always", "if_required")),
    "payment_method_options": UnsettableParam(AnyParam()),
    "payment_method_types": UnsettableParam(ArrayParam(METHODS, 100)),
    "phone_number_collection": ObjectParam({"enabled": BooleanParam()}, ("enabled",)),
    "restrictions": UnsettableParam(ObjectParam({"completed_sessions": _COMPLETED}, ("completed_sessions",))),
    "shipping_address_collection": UnsettableParam(
        ObjectParam({"allowed_countries": ArrayParam(TextParam(2), 300)}, ("allowed_countries",))
    ),
    "shipping_options": UnsettableParam(ArrayParam(_RATE, 10)),
    "submit_type": ChoiceParam(("auto", "book", "donate", "pay", "subscribe")),
    "subscription_data": AnyParam(),
    "tax_id_collection": ObjectParam(
        {"enabled": BooleanParam(), "required": ChoiceParam(("if_supported", "never"))}, ("enabled",)
    ),
    "transfer_data": UnsettableParam(
        ObjectParam({"amount": UnsettableParam(IntegerParam()), "destination": TextParam()}, ("destination",))
    ),
}

NEW_LINK = ObjectParam(
    {
        **_COMMON,
        "currency": TextParam(3),
        "line_items": ArrayParam(LINE_ITEM, 20),
        "managed_payments": ObjectParam({"enabled": BooleanParam()}),
        "payment_intent_data": ObjectParam(NEW_INTENT_DATA),
    },
    ("line_items",),
)
LINK_CHANGE = ObjectParam(
    {
        **_COMMON,
        "active": BooleanParam(),
        "line_items": ArrayParam(
            ObjectParam(
                {"adjustable_quantity": ADJUSTABLE, "id": TextParam(), "quantity": IntegerParam()}, ("id",)
            ),
            20,
        ),
        "payment_intent_data": ObjectParam(INTENT_DATA),
    }
)
