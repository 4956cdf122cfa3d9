"""Know the app of every number

A number whose app is not there could be neither heard nor looked at.
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_foreign_key(
        op.f("fk_whatsapp_number_app_id_whatsapp_app"), "whatsapp_number", "whatsapp_app", ["app_id"], ["id"]
    )


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint(op.f("fk_whatsapp_number_app_id_whatsapp_app"), "whatsapp_number", type_="foreignkey")
