"""Tables of imports, and of the feed's address.

| an import was | what happens                        | and is then |
|---------------|-------------------------------------|-------------|
| reading       | some more rows are stored           | reading     |
| reading       | all rows are stored                 | working     |
| reading       | the file turns out to be of no use  | refused     |
| working       | a chunk of rows became products     | working     |
| working       | all rows were taken up              | done        |
| reading       | a job failed for the last time      | failed      |
| working       | a job failed for the last time      | failed      |
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, LargeBinary
from sqlmodel import Field, SQLModel

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.errors import Conflict
from shop.spreadsheets.columns import Column
from shop.spreadsheets.files.detect import FileKind


class ImportState(StrEnum):
    """Where an import stands."""

    READING = "reading"
    WORKING = "working"
    DONE = "done"
    # The file is of no use: `fault` says why; nothing was stored.
    REFUSED = "refused"
    # A mistake of ours; what is counted was stored.
    FAILED = "failed"


UNFINISHED = (ImportState.READING, ImportState.WORKING)


# From which state an import may end in which.
ENDS_FROM = {
    ImportState.DONE: (ImportState.WORKING,),
    ImportState.REFUSED: (ImportState.READING,),
    ImportState.FAILED: UNFINISHED,
}


class ImportMovedOn(Conflict):
    """The import has left the state from which that is possible."""


class Severity(StrEnum):
    """How much a problem matters: because of an error the row's product was not stored."""

    ERROR = "error"
    WARNING = "warning"


class ProductImport(MerchantOwned, table=True):
    """One file and how far it has come.

    `read_to` is the number of the last row stored, `position` the first row of the last product taken up. `rows` counts
    the rows stored and `done` those taken up; created, changed, unchanged and refused count products, errors and
    warnings problems.
    """

    __tablename__ = "product_import"

    state: ImportState = enum_column(ImportState, default=ImportState.READING)
    dry_run: bool
    kind: FileKind = enum_column(FileKind)
    file_name: str = ""
    bytes: int = Field(sa_type=BigInteger)
    actor: str
    notes: list[str] = json_column(default_factory=list)
    columns: list[list[str | int]] = json_column(default_factory=list)
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
    created_at: datetime = time_column()
    updated_at: datetime = time_column()
    finished_at: datetime | None = time_column(default=None)

    def count_rows(self, *, created: int, changed: int, unchanged: int, refused: int) -> None:
        """What became of some more of its rows."""
        self.created += created
        self.changed += changed
        self.unchanged += unchanged
        self.refused += refused

    def count_problems(self, severities: Sequence[Severity], *, most: int) -> int:
        """Count some more; of how many of them there is room to be kept. Beyond `most` a note says so."""
        room = most - self.errors - self.warnings
        if 0 <= room < len(severities):
            self.notes = [*self.notes, f"Of the problems the first {most} are kept."]
        self.errors += severities.count(Severity.ERROR)
        self.warnings += severities.count(Severity.WARNING)
        return room

    def known_columns(self) -> list[Column]:
        """The columns that are read, in the order in which rows keep their cells."""
        return [Column(str(field), str(name), int(at)) for field, name, at in self.columns]

    def add_rows(self, count: int, *, read_to: int, at: datetime) -> None:
        """So many more rows were stored, up to that one. Raises ImportMovedOn."""
        self._must_be(ImportState.READING)
        self.rows += count
        self.read_to, self.updated_at = read_to, at

    def begin_applying(self, columns: Sequence[Column], notes: Sequence[str], *, at: datetime) -> None:
        """All rows are stored. `notes` on the file stand before those on its problems. Raises ImportMovedOn."""
        self._must_be(ImportState.READING)
        self.columns = [[column.field, column.name, column.at] for column in columns]
        self.notes = [*notes, *self.notes]
        self.state, self.updated_at = ImportState.WORKING, at

    def advance(self, position: int, *, done: int, at: datetime) -> None:
        """So many more rows were taken up; the last product of them begins at `position`. Raises ImportMovedOn."""
        self._must_be(ImportState.WORKING)
        self.done += done
        self.position, self.updated_at = position, at

    def finish(self, state: ImportState, *, at: datetime, fault: str = "") -> None:
        """End it. Done means every row, also those that were too many for a product. Raises ImportMovedOn."""
        self._must_be(*ENDS_FROM[state])
        if state is ImportState.DONE:
            self.done = self.rows
        self.state, self.fault = state, fault
        self.finished_at = self.updated_at = at

    def _must_be(self, *states: ImportState) -> None:
        if self.state not in states:
            raise ImportMovedOn(f"Import {self.id} is {self.state}.")


def _belongs_to_import() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["merchant_id", "import_id"], ["product_import.merchant_id", "product_import.id"], ondelete="CASCADE"
    )


class ImportFilePart(SQLModel, table=True):
    """A part of the file as it was sent."""

    __tablename__ = "product_import_piece"
    __table_args__ = (_belongs_to_import(),)

    merchant_id: UUID = Field(primary_key=True)
    import_id: UUID = Field(primary_key=True)
    number: int = Field(primary_key=True)
    content: bytes = Field(sa_type=LargeBinary)


class ImportRow(SQLModel, table=True):
    """A row that was parsed. `product` is what it shares with other variants of its product, "" if it stands alone.

    `begins` is the first row of its product, `first_with_sku` the first one with its SKU: its own number until all
    rows are read. `cells` is a JSON list of texts, in the order of the import's columns.
    """

    __tablename__ = "product_import_row"
    __table_args__ = (_belongs_to_import(),)

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
        _belongs_to_import(),
        Index("ix_product_import_problem_by_row", "merchant_id", "import_id", "row_number", "id"),
    )

    import_id: UUID
    row_number: int
    column_name: str
    severity: Severity = enum_column(Severity)
    message: str


class ProductFeed(SQLModel, table=True):
    """The secret token in the URL of a merchant's products feed; the directory finds the merchant by it."""

    __tablename__ = "product_feed"

    merchant_id: UUID = Field(primary_key=True)
    token: str
    created_at: datetime = time_column()

    def renew(self, token: str, *, at: datetime) -> None:
        """From now on only the new token opens it."""
        self.token, self.created_at = token, at
