"""Remember imports of spreadsheets and what was wrong with their rows; feeds have addresses"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COUNTS = (
    "read_to",
    "rows",
    "position",
    "done",
    "created",
    "changed",
    "unchanged",
    "refused",
    "errors",
    "warnings",
)
TABLES = (
    "product_import",
    "product_import_piece",
    "product_import_row",
    "product_import_problem",
    "product_feed",
)


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_imports()
    _create_contents()
    _create_problems()
    op.create_table(
        "product_feed",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_product_feed")),
    )
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("DELETE FROM directory WHERE kind = 'feed'")
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_imports() -> None:
    json = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "product_import",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("notes", json, nullable=False),
        sa.Column("columns", json, nullable=False),
        sa.Column("fault", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_product_import")),
    )


def _create_contents() -> None:
    op.create_table(
        "product_import_piece",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_an_import("product_import_piece"),
        sa.PrimaryKeyConstraint("merchant_id", "import_id", "number", name=op.f("pk_product_import_piece")),
    )
    op.create_table(
        "product_import_row",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_with_sku", sa.Integer(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("is_sound", sa.Boolean(), nullable=False),
        sa.Column("cells", sa.LargeBinary(), nullable=False),
        _of_an_import("product_import_row"),
        sa.PrimaryKeyConstraint(
            "merchant_id", "import_id", "begins", "number", name=op.f("pk_product_import_row")
        ),
    )


def _create_problems() -> None:
    op.create_table(
        "product_import_problem",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        _of_an_import("product_import_problem"),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_product_import_problem")),
    )
    op.create_index(
        "ix_product_import_problem_by_row",
        "product_import_problem",
        ["merchant_id", "import_id", "row_number", "id"],
    )


def _of_an_import(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["merchant_id", "import_id"],
        ["product_import.merchant_id", "product_import.id"],
        name=op.f(f"fk_{table}_merchant_id_import_id_product_import"),
        ondelete="CASCADE",
    )
