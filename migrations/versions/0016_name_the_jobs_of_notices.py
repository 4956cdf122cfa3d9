"""Name the jobs of notices by their room

What waits in the queue goes on under its new name.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_JOBS = (
    ("invoices.note_refused_message", "notices.note_refused_message"),
    ("invoices.send_refused_again", "notices.send_refused_again"),
)
_QUEUE = "SELECT to_regclass('pgqueuer') IS NOT NULL"
_RENAME_JOBS = sa.text("UPDATE pgqueuer SET entrypoint = :new WHERE entrypoint = :old")


def upgrade() -> None:
    for old, new in _JOBS:
        _rename_job(old, new)


def downgrade() -> None:
    for old, new in _JOBS:
        _rename_job(new, old)


def _rename_job(old: str, new: str) -> None:
    if op.get_bind().scalar(sa.text(_QUEUE)):  # the queue's own table comes after the first migration
        op.get_bind().execute(_RENAME_JOBS, {"old": old, "new": new})
