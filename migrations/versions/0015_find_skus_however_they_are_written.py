"""Find SKUs however they are written

Shoppers write "taza-azul" for "Taza-Azul".
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_INDEX = "ix_variant_by_lower_sku"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_index(_INDEX, "variant", ["merchant_id", sa.text("lower(sku)")])


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index(_INDEX, "variant")
