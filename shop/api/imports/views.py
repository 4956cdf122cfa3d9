"""Imports as the API shows them."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.models import ImportProblem, ImportState, ProductImport, Severity


class ImportCounts(msgspec.Struct, frozen=True):
    """How many products were created, changed, left as they were, and not stored; in a dry run: would be."""

    created: int
    changed: int
    unchanged: int
    refused: int


class ImportView(msgspec.Struct, frozen=True, kw_only=True):
    """A file and how far it has come.

    `rows` is how many were found, `done` how many of them were taken up. `notes` say how the file was read, `fault`
    why it could not be.
    """

    id: UUID
    state: ImportState
    dry_run: bool
    format: FileKind
    file_name: str
    bytes: int
    rows: Annotated[int, Meta(examples=[1200])]
    done: Annotated[int, Meta(examples=[500])]
    products: ImportCounts
    errors: int
    warnings: int
    notes: list[str]
    fault: str | None
    created_at: Timestamp
    updated_at: Timestamp
    finished_at: Timestamp | None

    @classmethod
    def of(cls, known: ProductImport) -> "ImportView":
        return cls(
            id=known.id,
            state=known.state,
            dry_run=known.dry_run,
            format=known.kind,
            file_name=known.file_name,
            bytes=known.bytes,
            rows=known.rows,
            done=known.done,
            products=ImportCounts(known.created, known.changed, known.unchanged, known.refused),
            errors=known.errors,
            warnings=known.warnings,
            notes=known.notes,
            fault=known.fault or None,
            created_at=known.created_at,
            updated_at=known.updated_at,
            finished_at=known.finished_at,
        )


class ImportPage(PageView[ImportView], frozen=True):
    """Some imports, newest first; `next_cursor` is null on the last page."""


class ImportProblemView(msgspec.Struct, frozen=True):
    """What is wrong, and where: the row as a spreadsheet program numbers it, the column as the file names it.

    An `error` kept the row's product from being stored, a `warning` did not.
    """

    row: Annotated[int, Meta(examples=[7])]
    column: Annotated[str, Meta(examples=["price"])]
    severity: Severity
    message: str

    @classmethod
    def of(cls, problem: ImportProblem) -> "ImportProblemView":
        return cls(problem.row_number, problem.column_name, problem.severity, problem.message)


class ImportProblemPage(PageView[ImportProblemView], frozen=True):
    """Some problems in the order of rows; `next_cursor` is null on the last page."""
