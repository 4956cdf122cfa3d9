"""Keep when each word was said, so that the later one counts

What stands in the ledger was noted when it was said, and counted.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)
_TEMPLATE = (
    ("status_at", _TIME),
    ("category_said_at", _TIME),
    ("coming_category", sa.Text()),
    ("coming_category_from", _TIME),
    ("quality", sa.Text()),
    ("quality_at", _TIME),
)
_LAST_WORD = """
    UPDATE customer SET marketing_at = last.at FROM (
        SELECT merchant_id, customer_id, max(at) AS at FROM consent_entry GROUP BY merchant_id, customer_id
    ) AS last WHERE last.merchant_id = customer.merchant_id AND last.customer_id = customer.id
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("customer", sa.Column("marketing_at", _TIME, nullable=True))
    op.execute(_LAST_WORD)
    op.add_column("consent_entry", sa.Column("counted", sa.Boolean(), nullable=True))
    op.add_column("consent_entry", sa.Column("noted_at", _TIME, nullable=True))
    op.execute("UPDATE consent_entry SET counted = true, noted_at = at")
    op.alter_column("consent_entry", "counted", nullable=False)
    op.alter_column("consent_entry", "noted_at", nullable=False)
    op.add_column("conversation", sa.Column("owes_since", _TIME, nullable=True))
    for name, kind in _TEMPLATE:
        op.add_column("message_template", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, _ in reversed(_TEMPLATE):
        op.drop_column("message_template", name)
    op.drop_column("conversation", "owes_since")
    op.drop_column("consent_entry", "noted_at")
    op.drop_column("consent_entry", "counted")
    op.drop_column("customer", "marketing_at")
