"""Read what Stripe told meanwhile

Up to when Stripe's events are here, and when one had to be fetched that no webhook had brought.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_COLUMNS = ("events_read_to", "events_missed_at")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for name in _COLUMNS:
        op.add_column("stripe_account", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for name in _COLUMNS:
        op.drop_column("stripe_account", name)
