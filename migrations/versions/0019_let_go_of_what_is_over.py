"""Let go of what is over

Indexes by which the retentions of the register find what is over, merchant by merchant, and since when a link to a payment
is known. Links that are known already count from this migration on.
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_INDEXES: tuple[tuple[str, str, list[str], str | None], ...] = (
    ("ix_inbound_event_read", "inbound_event", ["merchant_id", "state", "arrived_at"], "state <> 'waiting'"),
    (
        "ix_inbound_event_body",
        "inbound_event",
        ["merchant_id", "arrived_at"],
        "state = 'done' AND body <> ''",
    ),
    ("ix_stripe_event_read", "stripe_event", ["merchant_id", "state", "arrived_at"], "state <> 'waiting'"),
    ("ix_stripe_event_body", "stripe_event", ["merchant_id", "arrived_at"], "state = 'done' AND body <> ''"),
    ("ix_stray_event_arrived_at", "stray_event", ["arrived_at"], None),
    ("ix_gate_decision_merchant_id_at", "gate_decision", ["merchant_id", "at"], None),
    (
        "ix_attention_merchant_id_resolved_at",
        "attention",
        ["merchant_id", "resolved_at"],
        "resolved_at IS NOT NULL",
    ),
    ("ix_recovery_merchant_id_ended_at", "recovery", ["merchant_id", "ended_at"], "ended_at IS NOT NULL"),
    ("ix_cart_dropped", "cart", ["merchant_id", "updated_at"], "state = 'dropped'"),
    (
        "ix_meta_batch_merchant_id_finished_at",
        "meta_batch",
        ["merchant_id", "finished_at"],
        "finished_at IS NOT NULL",
    ),
    ("ix_directory_pay", "directory", ["entered_at"], "kind = 'pay'"),
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    # A default while the column is added fills it without writing a row.
    op.add_column("directory", sa.Column("entered_at", _MOMENT, server_default=sa.func.now(), nullable=True))
    op.alter_column("directory", "entered_at", server_default=None)
    for name, table, columns, where in _INDEXES:
        condition = {} if where is None else {"postgresql_where": sa.text(where)}
        op.create_index(name, table, columns, **condition)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    for name, table, *_ in reversed(_INDEXES):
        op.drop_index(name, table)
    op.drop_column("directory", "entered_at")
