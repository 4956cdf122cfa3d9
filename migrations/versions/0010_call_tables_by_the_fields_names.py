"""Call tables and jobs by the field's names

Idempotency records, rate limit buckets and leases are called so; the mark below which a stock is low is a threshold.
Jobs that wait under an old name are renamed with their handlers.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = {
    "answered_request": "idempotency_record",
    "request_allowance": "rate_limit_bucket",
    "sync_turn": "sync_lease",
}
NAMES = {  # of constraints and indexes, by the table's new name
    "idempotency_record": {"pk_answered_request": "pk_idempotency_record"},
    "rate_limit_bucket": {
        "pk_request_allowance": "pk_rate_limit_bucket",
        "fk_request_allowance_merchant_id_key_id_api_key": "fk_rate_limit_bucket_merchant_id_key_id_api_key",
    },
    "sync_lease": {"pk_sync_turn": "pk_sync_lease"},
    "variant": {"ck_variant_low_stock_mark_not_negative": "ck_variant_low_stock_threshold_not_negative"},
}
INDEX = ("ix_answered_request_asked_at_merchant_id", "ix_idempotency_record_claimed_at_merchant_id")
COLUMNS = {
    "idempotency_record": {"asked": "fingerprint", "asked_at": "claimed_at"},
    "variant": {"low_stock_mark": "low_stock_threshold"},
}
JOBS = {
    "inbox.receive": "inbox.read_events",
    "inbox.find_lost": "inbox.find_lost_sends",
    "inbox.settle": "inbox.resolve_lost_send",
    "bot.attend": "bot.handle_conversation",
    "bot.answer": "bot.answer_conversation",
    "catalog_sync.commerce": "catalog_sync.apply_commerce_settings",
    "images.fetch": "images.fetch_image",
    "orders.expire": "orders.expire_order",
    "orders.lapse": "orders.lapse_hold",
    "recovery.sweep": "recovery.find_due",
    "spreadsheets.read": "spreadsheets.parse_file",
    "spreadsheets.work": "spreadsheets.apply_rows",
    "templates.push": "templates.submit",
    "api.find_old_answers": "idempotency.find_expired",
    "api.forget_answers": "idempotency.forget_expired",
    "queue.forget_log": "jobs.forget_log",
}


_QUEUE = "SELECT to_regclass('pgqueuer') IS NOT NULL"
_RENAME_JOBS = sa.text("UPDATE pgqueuer SET entrypoint = :new WHERE entrypoint = :old")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for old, new in TABLES.items():
        op.rename_table(old, new)
    for table, names in NAMES.items():
        _rename_constraints(table, names)
    op.execute(f"ALTER INDEX {INDEX[0]} RENAME TO {INDEX[1]}")
    for table, columns in COLUMNS.items():
        for old, new in columns.items():
            op.alter_column(table, old, new_column_name=new)
    _rename_jobs(JOBS)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _rename_jobs({new: old for old, new in JOBS.items()})
    for table, columns in COLUMNS.items():
        for old, new in columns.items():
            op.alter_column(table, new, new_column_name=old)
    op.execute(f"ALTER INDEX {INDEX[1]} RENAME TO {INDEX[0]}")
    for table, names in NAMES.items():
        _rename_constraints(table, {new: old for old, new in names.items()})
    for old, new in TABLES.items():
        op.rename_table(new, old)


def _rename_constraints(table: str, names: dict[str, str]) -> None:
    for old, new in names.items():
        op.execute(f"ALTER TABLE {table} RENAME CONSTRAINT {old} TO {new}")


def _rename_jobs(names: dict[str, str]) -> None:
    """The queue's tables are made after the first migration: a new installation has none yet."""
    connection = op.get_bind()
    if connection.execute(sa.text(_QUEUE)).scalar_one():
        for old, new in names.items():
            connection.execute(_RENAME_JOBS, {"old": old, "new": new})
