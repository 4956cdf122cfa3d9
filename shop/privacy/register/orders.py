"""Carts, orders, money and invoices, and the reminders of what was left behind."""

from shop.privacy.register.notation import blank_after, delete_after, table

_LAW = "By law: accounts are kept for years (in Spain six: Código de Comercio, art. 30). Nothing of it ends by itself."
_THIRTEEN_MONTHS = "thirteen months let a year be compared with the one before."

ORDERS = (
    table(
        "recovery",
        delete_after(400, since="ended_at", reason=f"It is over; {_THIRTEEN_MONTHS}"),
        stays="What may still be won back is kept until it is.",
        content="ended_reason",
        technical="merchant_id id order_id cart_id conversation_id state due_at created_at nudged_at message_id ended_at",
    ),
    table(
        "cart",
        delete_after(
            400,
            since="updated_at",
            where="state = 'dropped'"
            " AND NOT EXISTS (SELECT FROM recovery WHERE recovery.merchant_id = cart.merchant_id"
            " AND recovery.cart_id = cart.id)"
            " AND NOT EXISTS (SELECT FROM sales_order WHERE sales_order.merchant_id = cart.merchant_id"
            " AND sales_order.cart_id = cart.id)",
            which="given up, with no reminder left of it",
            reason=f"It was given up, and no order came of it; {_THIRTEEN_MONTHS}",
        ),
        stays="One that waits until it is ordered or given up; one that was ordered with its order.",
        content="lines note",
        identifies="wamid pay_token",
        technical="merchant_id id conversation_id state created_at updated_at",
    ),
    table(
        "sales_order",
        stays=_LAW,
        money="number status revision currency prices_include_tax net_minor tax_minor total_minor taxes"
        " discount_minor discounts codes delivery_minor delivery_taxes"
        " placed_at paid_at closed_at",
        content="note",
        identifies="pay_token closed_by delivery",
        technical="merchant_id id conversation_id customer_id cart_id locale clicks held held_until expires_at"
        " needs_delivery",
    ),
    table(
        "sales_order_line",
        stays=_LAW,
        money="position sku name quantity unit_minor home_unit_minor total_minor claimed_minor discount_minor rate"
        " treatment tax_class",
        technical="merchant_id id order_id variant_id requires_delivery weight_grams",
    ),
    table(
        "order_progress",
        stays="With its order: how far it has come.",
        technical="merchant_id id stage preparing_at waits_since is_refunded",
    ),
    table(
        "fulfilment",
        stays=f"What was sent, and when, proves that the order was carried out. {_LAW}",
        money="state lines created_at shipped_at ready_at ended_at",
        content="place hours reason",
        identifies="tracking_number tracking_url",
        technical="merchant_id id order_id carrier",
    ),
    table(
        "order_return",
        stays=f"What came back is why money did. {_LAW}",
        money="state lines reason restocked requested_at decided_at received_at closed_at",
        content="note answer",
        technical="merchant_id id order_id image_ids message_ids is_late exchange_order_id refund_id",
    ),
    table(
        "invoice",
        stays=_LAW,
        money="series number issued_at content pdf",
        technical="merchant_id id order_id message_id",
    ),
    table(
        "credit_note",
        stays=_LAW,
        money="series number issued_at amount_minor content pdf",
        technical="merchant_id id order_id invoice_id refund_id message_id",
    ),
    table(
        "counter", stays="As long as the merchant: numbers have no gaps.", technical="merchant_id name last"
    ),
    table(
        "payment_link",
        stays="With its order: which link was made for which amount.",
        money="revision amount_minor currency",
        identifies="stripe_id url",
        technical="merchant_id id order_id state created_at closed_at",
    ),
    table(
        "payment",
        stays=_LAW,
        money="session_id payment_intent amount_minor currency verdict reason paid_at",
        identifies="email",
        technical="merchant_id id order_id",
    ),
    table(
        "refund",
        stays=_LAW,
        money="amount_minor currency state reason stripe_refund_id failure lines requested_at ended_at",
        content="note",
        identifies="actor",
        technical="merchant_id id order_id payment_id decided_for asked_at told_at",
    ),
    table(
        "discount_use",
        stays="With its order: what was taken off it; how often somebody has used a discount is counted from it.",
        money="amount_minor state is_over_limit at",
        identifies="customer_id",
        technical="merchant_id id discount_id code_id order_id",
    ),
    table(
        "dispute",
        stays=_LAW,
        money="stripe_dispute_id amount_minor currency status reason due_at opened_at told_at",
        technical="merchant_id id order_id payment_id",
    ),
    table(
        "stripe_event",
        blank_after(
            14,
            "body",
            since="arrived_at",
            where="state = 'done'",
            which="read",
            reason="What it said is a payment by then; Stripe itself shows it for thirty days.",
        ),
        delete_after(
            45,
            since="arrived_at",
            where="state = 'done'",
            which="read",
            reason="Until then its id tells a repeated delivery from news; Stripe can be asked to repeat for thirty days.",
        ),
        delete_after(
            14,
            since="arrived_at",
            where="state = 'ignored'",
            which="used by nothing here",
            reason="It is another system's, or about no payment known here; a payment that comes later than it"
            " reads it again until then.",
        ),
        delete_after(
            400,
            since="arrived_at",
            where="state = 'set_aside'",
            which="set aside",
            reason="It may be of money: doctor and `shop webhooks list` show it, and the year's accounts may ask.",
        ),
        stays="What waits is kept until it was read.",
        content="body reason",
        identifies="payment_intent",
        technical="merchant_id id event_id type order_id state arrived_at",
    ),
)
