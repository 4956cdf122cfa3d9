"""Know the app of every number, and call webhooks and finished batches by their names

A number whose app is not there could be neither heard nor looked at. An event's transaction is the server's to say.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


_APP = "fk_whatsapp_number_app_id_whatsapp_app"
_JOB = ("inbox.read_events", "inbox.read_webhooks")
_QUEUE = "SELECT to_regclass('pgqueuer') IS NOT NULL"
_RENAME_JOBS = sa.text("UPDATE pgqueuer SET entrypoint = :new WHERE entrypoint = :old")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_foreign_key(_APP, "whatsapp_number", "whatsapp_app", ["app_id"], ["id"])
    op.alter_column("meta_batch", "settled_at", new_column_name="finished_at")
    op.alter_column("event", "transaction_id", server_default=sa.text("pg_current_xact_id()::text::bigint"))
    old, new = _JOB
    _rename_job(old, new)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    old, new = _JOB
    _rename_job(new, old)
    op.alter_column("event", "transaction_id", server_default=None)
    op.alter_column("meta_batch", "finished_at", new_column_name="settled_at")
    op.drop_constraint(_APP, "whatsapp_number", type_="foreignkey")


def _rename_job(old: str, new: str) -> None:
    if op.get_bind().scalar(sa.text(_QUEUE)):  # the queue's own table comes after the first migration
        op.get_bind().execute(_RENAME_JOBS, {"old": old, "new": new})
