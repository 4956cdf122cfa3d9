"""Tables of imports, and of the feed's address."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from shop.kit.db import choice, document, moment
from shop.kit.tenancy import MerchantOwned
from shop.spreadsheets.columns import Column
from shop.spreadsheets.files.detect import Kind


class ImportState(StrEnum):
    """Where an import stands."""

    READING = "reading"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"  # the file is of no use: `fault` says why; nothing was stored
    FAILED = "failed"  # a mistake of ours; what is counted was stored


UNFINISHED = (ImportState.READING, ImportState.WORKING)


class Severity(StrEnum):
    ERROR = "error"  # the row's product was not stored
    WARNING = "warning"


class ProductImport(MerchantOwned, table=True):
    """One file and how far it has come. `position` is the first row of the last product taken up.

    `rows` counts what was read; created, changed, unchanged and refused count products, errors and warnings problems.
    """

    __tablename__ = "product_import"

    state: ImportState = choice(ImportState, default=ImportState.READING)
    dry_run: bool
    kind: Kind = choice(Kind)
    file_name: str = ""
    bytes: int = Field(sa_type=BigInteger)
    actor: str
    notes: list[str] = document(default_factory=list)
    columns: list[list[str | int]] = document(default_factory=list)
    fault: str = ""
    read_to: int = 0
    rows: int = 0
    position: int = 0
    done: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    errors: int = 0
    warnings: int = 0
    created_at: datetime = moment()
    updated_at: datetime = moment()
    finished_at: datetime | None = moment(default=None)

    def known_columns(self) -> list[Column]:
        """The columns that are read, in the order in which rows keep their cells."""
        return [Column(str(field), str(name), int(at)) for field, name, at in self.columns]

    def finish(self, state: ImportState, *, at: datetime, fault: str = "") -> None:
        """It has come to an end."""
        self.state, self.fault = state, fault
        self.finished_at = self.updated_at = at


def _of_an_import() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["merchant_id", "import_id"], ["product_import.merchant_id", "product_import.id"], ondelete="CASCADE"
    )


class ImportPiece(SQLModel, table=True):
    """A part of the file as it was sent."""

    __tablename__ = "product_import_piece"
    __table_args__ = (_of_an_import(),)

    merchant_id: UUID = Field(primary_key=True)
    import_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class ImportRow(SQLModel, table=True):
    """A row that was read. `product` is what it shares with other variants of its product, "" if it stands alone.

    `begins` is the first row of its product, `first_with_sku` the first one with its SKU: its own number until all
    rows are read. `cells` is a JSON list of texts, in the order of the import's columns.
    """

    __tablename__ = "product_import_row"
    __table_args__ = (_of_an_import(),)

    # In the order of work, and no other index: without statistics of rows just written a planner takes any.
    merchant_id: UUID = Field(primary_key=True)
    import_id: UUID = Field(primary_key=True)
    begins: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    first_with_sku: int
    product: str
    sku: str
    is_sound: bool
    cells: bytes = Field(sa_type=LargeBinary)


class ImportProblem(MerchantOwned, table=True):
    """What is wrong in a row. `column_name` is what the file calls it, "" where it is about the whole row."""

    __tablename__ = "product_import_problem"
    __table_args__ = (
        _of_an_import(),
        Index("ix_product_import_problem_by_row", "merchant_id", "import_id", "row_number", "id"),
    )

    import_id: UUID
    row_number: int
    column_name: str
    severity: Severity = choice(Severity)
    message: str


class ProductFeed(SQLModel, table=True):
    """The token in the address of a merchant's products feed; the directory leads from it to the merchant."""

    __tablename__ = "product_feed"

    merchant_id: UUID = Field(primary_key=True)
    token: str
    created_at: datetime = moment()
