"""Kinds of columns, new ids, and the names that constraints get."""

from collections.abc import Callable
from enum import StrEnum
from inspect import Signature
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import DateTime, Dialect, Enum, MetaData, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel
from uuid_utils import compat

T = TypeVar("T")

# Set before any table is defined: constraint names are part of migrations and of error handling.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata


def of_known_signature(make: Callable[[], T]) -> Callable[[], T]:
    """A default's factory that pydantic need not inspect: it does so for every row, which takes longer than the row."""

    def made() -> T:
        return make()

    vars(made)["__signature__"] = Signature()
    return made


def new_id() -> UUID:
    """A UUIDv7: unique, and sorted by the time it was made."""
    return compat.uuid7()


def id_column() -> Any:
    """The primary key of most tables."""
    return Field(default_factory=of_known_signature(new_id), primary_key=True)


def time_column(**options: Any) -> Any:
    """A column for an instant, always aware and stored in UTC."""
    return Field(sa_type=DateTime(timezone=True), **options)


def enum_column(values: type[StrEnum], **options: Any) -> Any:
    """A column for one of `values`, stored as its text (no native type: adding a value needs no DDL)."""
    kind = Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=kind, **options)


def json_column(**options: Any) -> Any:
    """A JSON column. Mutations are not tracked: assign a new value."""
    return Field(sa_type=JSONB, **_quick(options))


class StructList(TypeDecorator[list[Any]]):
    """A JSON list of structs of one kind; what is stored is read as that kind."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        super().__init__()
        self.kind = kind

    def process_result_value(self, value: Any, dialect: Dialect) -> list[Any] | None:
        """The structs of what was stored."""
        return None if value is None else msgspec.convert(value, list[self.kind])  # type: ignore[name-defined]


def structs_column(kind: type[msgspec.Struct], **options: Any) -> Any:
    """A JSON column of a list of structs. Mutations are not tracked: assign a new list."""
    return Field(sa_type=StructList(kind), **_quick(options))


class StructValue(TypeDecorator[Any]):
    """A JSON object that is a struct of one kind, or nothing."""

    impl = JSONB
    cache_ok = True

    def __init__(self, kind: type[msgspec.Struct]) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind

    def process_result_value(self, value: Any, dialect: Dialect) -> msgspec.Struct | None:
        """The struct of what was stored."""
        return None if value is None else msgspec.convert(value, self.kind)


def struct_column(kind: type[msgspec.Struct], **options: Any) -> Any:
    """A JSON column of one struct, NULL for none. Mutations are not tracked: assign a new one."""
    return Field(sa_type=StructValue(kind), **options)


def _quick(options: dict[str, Any]) -> dict[str, Any]:
    make = options.get("default_factory")
    return options if make is None else {**options, "default_factory": of_known_signature(make)}
