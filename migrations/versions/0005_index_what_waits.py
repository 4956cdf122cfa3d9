"""Index what waits, and messages by their time

For the operator's questions across all merchants: events that are not done are few, and a block range index on
messages costs nothing, because they are stored in the order of their making.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_NOT_DONE = sa.text("state IN ('waiting', 'set_aside')")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for table in ("inbound_event", "stripe_event"):
        op.create_index(f"ix_{table}_not_done", table, ["state", "arrived_at"], postgresql_where=_NOT_DONE)
    op.create_index("ix_message_created_at", "message", ["created_at"], postgresql_using="brin")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.drop_index("ix_message_created_at", "message")
    for table in ("stripe_event", "inbound_event"):
        op.drop_index(f"ix_{table}_not_done", table)
