"""Say what an order costs

Discounts, delivery, and the tax of where it goes; lines remember what their tax and their delivery depend on.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# A column's kind, and what rows of before have in it; None: nothing.
_Columns = dict[str, tuple[Any, str | None]]
_FALSE, _TRUE, _NOTHING, _EMPTY = "false", "true", "0", "[]"
_OF_ORDER: _Columns = {
    "discount_minor": (sa.BigInteger(), _NOTHING),
    "discounts": (JSONB(), _EMPTY),
    "codes": (JSONB(), _EMPTY),
    "needs_delivery": (sa.Boolean(), _FALSE),
    "delivery": (JSONB(), None),
    "delivery_minor": (sa.BigInteger(), _NOTHING),
    "delivery_taxes": (JSONB(), _EMPTY),
}
_OF_LINE: _Columns = {
    "home_unit_minor": (sa.BigInteger(), None),
    "discount_minor": (sa.BigInteger(), _NOTHING),
    "treatment": (sa.String(32), "taxed"),
    "tax_class": (sa.String(32), None),
    "requires_delivery": (sa.Boolean(), _TRUE),
    "weight_grams": (sa.BigInteger(), None),
}
_OF_TABLE = {"sales_order": _OF_ORDER, "sales_order_line": _OF_LINE}
# What is not paid yet may be priced anew; of the rest the rate says all.
_CLASSES = """
    UPDATE sales_order_line AS line SET tax_class = product.tax_class
    FROM sales_order, variant, product
    WHERE sales_order.merchant_id = line.merchant_id AND sales_order.id = line.order_id
      AND sales_order.status = 'pending'
      AND variant.merchant_id = line.merchant_id AND variant.id = line.variant_id
      AND product.merchant_id = variant.merchant_id AND product.id = variant.product_id
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for table, columns in _OF_TABLE.items():
        for name, (kind, default) in columns.items():
            op.add_column(table, sa.Column(name, kind, server_default=default, nullable=default is None))
            if default is not None:  # rows of before need it; those that come bring their own
                op.alter_column(table, name, server_default=None)
    op.execute(_CLASSES)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for table, columns in _OF_TABLE.items():
        for name in reversed(columns):
            op.drop_column(table, name)
