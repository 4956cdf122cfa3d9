"""Lay the first tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

POLICED = (
    "api_key",
    "cart",
    "consent_entry",
    "conversation",
    "counter",
    "customer",
    "inbound_event",
    "invoice",
    "merchant",
    "message",
    "message_template",
    "payment",
    "payment_link",
    "product",
    "sales_order",
    "sales_order_line",
    "stock",
    "stock_movement",
    "stripe_account",
    "stripe_event",
    "variant",
    "whatsapp_number",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "api_key",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("scopes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("merchant_id", "fingerprint", name=op.f("uq_api_key_merchant_id_fingerprint")),
    )
    op.create_table(
        "counter",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "name", name=op.f("pk_counter")),
    )
    op.create_table(
        "customer",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bsuid", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("marketing", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_customer")),
        sa.UniqueConstraint("merchant_id", "bsuid", name=op.f("uq_customer_merchant_id_bsuid")),
        sa.UniqueConstraint("merchant_id", "phone", name=op.f("uq_customer_merchant_id_phone")),
    )
    op.create_table(
        "directory",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_directory")),
    )
    op.create_table(
        "merchant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=False),
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchant")),
    )
    op.create_table(
        "message_template",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("waba_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("meta_id", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sent_hash", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_message_template")),
        sa.UniqueConstraint(
            "merchant_id",
            "waba_id",
            "name",
            "language",
            name=op.f("uq_message_template_merchant_id_waba_id_name_language"),
        ),
    )
    op.create_table(
        "product",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("tax_class", sa.String(32), nullable=False),
        sa.Column("translations", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("images", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_product")),
    )
    op.create_index(
        op.f("ix_product_merchant_id_status_id"),
        "product",
        ["merchant_id", "status", "id"],
        unique=False,
    )
    op.create_table(
        "stray_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stray_event")),
        sa.UniqueConstraint("key", name=op.f("uq_stray_event_key")),
    )
    op.create_table(
        "stripe_account",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_secret_key", sa.Text(), nullable=False),
        sa.Column("sealed_webhook_secrets", sa.Text(), nullable=False),
        sa.Column("livemode", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_stripe_account")),
    )
    op.create_table(
        "stripe_event",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_stripe_event")),
        sa.UniqueConstraint("merchant_id", "event_id", name=op.f("uq_stripe_event_merchant_id_event_id")),
    )
    op.create_index(
        "ix_stripe_event_set_aside",
        "stripe_event",
        ["merchant_id", "id"],
        unique=False,
        postgresql_where="state = 'set_aside'",
    )
    op.create_table(
        "whatsapp_app",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sealed_secrets", sa.Text(), nullable=False),
        sa.Column("sealed_verify_token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_whatsapp_app")),
    )
    op.create_table(
        "whatsapp_number",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("app_id", sa.Text(), nullable=False),
        sa.Column("phone_number_id", sa.Text(), nullable=False),
        sa.Column("display_phone_number", sa.Text(), nullable=False),
        sa.Column("waba_id", sa.Text(), nullable=False),
        sa.Column("catalog_id", sa.Text(), nullable=True),
        sa.Column("sealed_access_token", sa.Text(), nullable=False),
        sa.Column("paused_reason", sa.Text(), nullable=True),
        sa.Column("last_status_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_whatsapp_number")),
        sa.UniqueConstraint(
            "merchant_id", "phone_number_id", name=op.f("uq_whatsapp_number_merchant_id_phone_number_id")
        ),
    )
    op.create_table(
        "consent_entry",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("text_shown", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("wamid", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "customer_id"],
            ["customer.merchant_id", "customer.id"],
            name=op.f("fk_consent_entry_merchant_id_customer_id_customer"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_consent_entry")),
    )
    op.create_index(
        op.f("ix_consent_entry_merchant_id_customer_id_at"),
        "consent_entry",
        ["merchant_id", "customer_id", "at"],
        unique=False,
    )
    op.create_table(
        "conversation",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("bsuid", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("held_by", sa.String(32), nullable=False),
        sa.Column("held_reason", sa.Text(), nullable=True),
        sa.Column("bot_state", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "customer_id"],
            ["customer.merchant_id", "customer.id"],
            name=op.f("fk_conversation_merchant_id_customer_id_customer"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "number_id"],
            ["whatsapp_number.merchant_id", "whatsapp_number.id"],
            name=op.f("fk_conversation_merchant_id_number_id_whatsapp_number"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_conversation")),
        sa.UniqueConstraint(
            "merchant_id", "number_id", "bsuid", name=op.f("uq_conversation_merchant_id_number_id_bsuid")
        ),
        sa.UniqueConstraint(
            "merchant_id", "number_id", "phone", name=op.f("uq_conversation_merchant_id_number_id_phone")
        ),
    )
    op.create_table(
        "variant",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("images", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sent_version", sa.BigInteger(), nullable=False),
        sa.Column("sent_hash", sa.Text(), nullable=True),
        sa.Column("meta_state", sa.String(32), nullable=False),
        sa.Column("meta_reasons", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("meta_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_variant_price_not_negative")),
        sa.ForeignKeyConstraint(
            ["merchant_id", "product_id"],
            ["product.merchant_id", "product.id"],
            name=op.f("fk_variant_merchant_id_product_id_product"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_variant")),
        sa.UniqueConstraint("merchant_id", "sku", name=op.f("uq_variant_merchant_id_sku")),
    )
    op.create_index(
        op.f("ix_variant_merchant_id_product_id"),
        "variant",
        ["merchant_id", "product_id"],
        unique=False,
    )
    op.create_index(
        "ix_variant_unsent",
        "variant",
        ["merchant_id", "id"],
        unique=False,
        postgresql_where="version > sent_version",
    )
    op.create_table(
        "cart",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("wamid", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_cart_merchant_id_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_cart")),
    )
    op.create_index(
        op.f("ix_cart_merchant_id_conversation_id_state"),
        "cart",
        ["merchant_id", "conversation_id", "state"],
        unique=False,
    )
    op.create_table(
        "inbound_event",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("provider_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_inbound_event_merchant_id_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_inbound_event")),
        sa.UniqueConstraint("merchant_id", "key", name=op.f("uq_inbound_event_merchant_id_key")),
    )
    op.create_index(
        "ix_inbound_event_waiting",
        "inbound_event",
        ["merchant_id", "conversation_id"],
        unique=False,
        postgresql_where="state = 'waiting'",
    )
    op.create_table(
        "message",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("lane", sa.String(32), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("fallback", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("wamid", sa.Text(), nullable=True),
        sa.Column("reply_to", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("unanswered", sa.Boolean(), nullable=False),
        sa.Column("error_code", sa.Integer(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_message_merchant_id_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_message")),
        sa.UniqueConstraint("merchant_id", "wamid", name=op.f("uq_message_merchant_id_wamid")),
    )
    op.create_index(
        "ix_message_about",
        "message",
        ["merchant_id", "about"],
        unique=False,
        postgresql_where="status = 'queued'",
    )
    op.create_index(
        op.f("ix_message_merchant_id_conversation_id_said_at"),
        "message",
        ["merchant_id", "conversation_id", "said_at"],
        unique=False,
    )
    op.create_index(
        "ix_message_sending", "message", ["sending_at"], unique=False, postgresql_where="status = 'sending'"
    )
    op.create_index(
        "ix_message_unanswered",
        "message",
        ["merchant_id", "conversation_id"],
        unique=False,
        postgresql_where="unanswered",
    )
    op.create_table(
        "stock",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("on_hand >= 0", name=op.f("ck_stock_never_negative")),
        sa.CheckConstraint("reserved <= on_hand", name=op.f("ck_stock_no_more_promised_than_there_is")),
        sa.CheckConstraint("reserved >= 0", name=op.f("ck_stock_reserved_not_negative")),
        sa.ForeignKeyConstraint(
            ["merchant_id", "variant_id"],
            ["variant.merchant_id", "variant.id"],
            name=op.f("fk_stock_merchant_id_variant_id_variant"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "variant_id", name=op.f("pk_stock")),
    )
    op.create_table(
        "stock_movement",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("delta", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "variant_id"],
            ["variant.merchant_id", "variant.id"],
            name=op.f("fk_stock_movement_merchant_id_variant_id_variant"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_stock_movement")),
    )
    op.create_index(
        op.f("ix_stock_movement_merchant_id_variant_id_at"),
        "stock_movement",
        ["merchant_id", "variant_id", "at"],
        unique=False,
    )
    op.create_table(
        "sales_order",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("cart_id", sa.Uuid(), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("prices_include_tax", sa.Boolean(), nullable=False),
        sa.Column("net_minor", sa.BigInteger(), nullable=False),
        sa.Column("tax_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("taxes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("pay_token", sa.Text(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attention", sa.Text(), nullable=True),
        sa.CheckConstraint("total_minor >= 0", name=op.f("ck_sales_order_total_not_negative")),
        sa.ForeignKeyConstraint(
            ["merchant_id", "cart_id"],
            ["cart.merchant_id", "cart.id"],
            name=op.f("fk_sales_order_merchant_id_cart_id_cart"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_sales_order_merchant_id_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "customer_id"],
            ["customer.merchant_id", "customer.id"],
            name=op.f("fk_sales_order_merchant_id_customer_id_customer"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_sales_order")),
        sa.UniqueConstraint("merchant_id", "cart_id", name=op.f("uq_sales_order_merchant_id_cart_id")),
        sa.UniqueConstraint("merchant_id", "number", name=op.f("uq_sales_order_merchant_id_number")),
        sa.UniqueConstraint("merchant_id", "pay_token", name=op.f("uq_sales_order_merchant_id_pay_token")),
    )
    op.create_index(
        "ix_sales_order_expiring",
        "sales_order",
        ["expires_at"],
        unique=False,
        postgresql_where="status = 'pending'",
    )
    op.create_index(
        "ix_sales_order_held", "sales_order", ["held_until"], unique=False, postgresql_where="held"
    )
    op.create_index(
        op.f("ix_sales_order_merchant_id_placed_at_id"),
        "sales_order",
        ["merchant_id", "placed_at", "id"],
        unique=False,
    )
    op.create_table(
        "invoice",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f("fk_invoice_merchant_id_order_id_sales_order"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("merchant_id", "order_id", name=op.f("uq_invoice_merchant_id_order_id")),
        sa.UniqueConstraint(
            "merchant_id", "series", "number", name=op.f("uq_invoice_merchant_id_series_number")
        ),
    )
    op.create_table(
        "payment",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Text(), nullable=False),
        sa.Column("payment_intent", sa.Text(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("verdict", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f("fk_payment_merchant_id_order_id_sales_order"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_payment")),
        sa.UniqueConstraint("merchant_id", "session_id", name=op.f("uq_payment_merchant_id_session_id")),
    )
    op.create_index(
        op.f("ix_payment_merchant_id_order_id"), "payment", ["merchant_id", "order_id"], unique=False
    )
    op.create_table(
        "payment_link",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("stripe_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f("fk_payment_link_merchant_id_order_id_sales_order"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_payment_link")),
        sa.UniqueConstraint(
            "merchant_id", "order_id", "revision", name=op.f("uq_payment_link_merchant_id_order_id_revision")
        ),
        sa.UniqueConstraint("merchant_id", "stripe_id", name=op.f("uq_payment_link_merchant_id_stripe_id")),
    )
    op.create_table(
        "sales_order_line",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("claimed_minor", sa.BigInteger(), nullable=True),
        sa.Column("rate", sa.Text(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_sales_order_line_quantity_positive")),
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f("fk_sales_order_line_merchant_id_order_id_sales_order"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "variant_id"],
            ["variant.merchant_id", "variant.id"],
            name=op.f("fk_sales_order_line_merchant_id_variant_id_variant"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_sales_order_line")),
        sa.UniqueConstraint(
            "merchant_id",
            "order_id",
            "position",
            name=op.f("uq_sales_order_line_merchant_id_order_id_position"),
        ),
    )
    for table in POLICED:
        for statement in police(table, "id" if table == "merchant" else "merchant_id"):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("sales_order_line")
    op.drop_table("payment_link")
    op.drop_index(op.f("ix_payment_merchant_id_order_id"), table_name="payment")
    op.drop_table("payment")
    op.drop_table("invoice")
    op.drop_index(op.f("ix_sales_order_merchant_id_placed_at_id"), table_name="sales_order")
    op.drop_index("ix_sales_order_held", table_name="sales_order", postgresql_where="held")
    op.drop_index("ix_sales_order_expiring", table_name="sales_order", postgresql_where="status = 'pending'")
    op.drop_table("sales_order")
    op.drop_index(
        op.f("ix_stock_movement_merchant_id_variant_id_at"),
        table_name="stock_movement",
    )
    op.drop_table("stock_movement")
    op.drop_table("stock")
    op.drop_index("ix_message_unanswered", table_name="message", postgresql_where="unanswered")
    op.drop_index("ix_message_sending", table_name="message", postgresql_where="status = 'sending'")
    op.drop_index(op.f("ix_message_merchant_id_conversation_id_said_at"), table_name="message")
    op.drop_index("ix_message_about", table_name="message", postgresql_where="status = 'queued'")
    op.drop_table("message")
    op.drop_index(
        "ix_inbound_event_waiting", table_name="inbound_event", postgresql_where="state = 'waiting'"
    )
    op.drop_table("inbound_event")
    op.drop_index(op.f("ix_cart_merchant_id_conversation_id_state"), table_name="cart")
    op.drop_table("cart")
    op.drop_index("ix_variant_unsent", table_name="variant", postgresql_where="version > sent_version")
    op.drop_index(op.f("ix_variant_merchant_id_product_id"), table_name="variant")
    op.drop_table("variant")
    op.drop_table("conversation")
    op.drop_index(
        op.f("ix_consent_entry_merchant_id_customer_id_at"),
        table_name="consent_entry",
    )
    op.drop_table("consent_entry")
    op.drop_table("whatsapp_number")
    op.drop_table("whatsapp_app")
    op.drop_index(
        "ix_stripe_event_set_aside", table_name="stripe_event", postgresql_where="state = 'set_aside'"
    )
    op.drop_table("stripe_event")
    op.drop_table("stripe_account")
    op.drop_table("stray_event")
    op.drop_index(op.f("ix_product_merchant_id_status_id"), table_name="product")
    op.drop_table("product")
    op.drop_table("message_template")
    op.drop_table("merchant")
    op.drop_table("directory")
    op.drop_table("customer")
    op.drop_table("counter")
    op.drop_table("api_key")
