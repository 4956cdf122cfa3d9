"""Keep images that merchants upload"""

import sqlalchemy as sa
from alembic import op

from shop.kit.db.tenancy import police

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "image",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_image")),
        sa.UniqueConstraint("merchant_id", "source_url", name=op.f("uq_image_merchant_id_source_url")),
    )
    op.create_index(op.f("ix_image_merchant_id_name"), "image", ["merchant_id", "name"], unique=False)
    op.create_index(
        "uq_image_upload",
        "image",
        ["merchant_id", "name"],
        unique=True,
        postgresql_where="source_url IS NULL",
    )
    op.create_index(
        "ix_image_pending", "image", ["merchant_id"], unique=False, postgresql_where="state = 'pending'"
    )
    for statement in police("image"):
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("image")
