"""Note when a message was sent once more because nobody knew what became of it"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("message", sa.Column("repeated_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_message_repeated", "message", ["repeated_at"], postgresql_where=sa.text("repeated_at IS NOT NULL")
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_message_repeated", "message")
    op.drop_column("message", "repeated_at")
