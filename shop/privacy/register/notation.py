"""The words the register is written in: classes of columns, retentions of rows, a table."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

import msgspec


class DataClass(StrEnum):
    """What a column holds of people: the first that is true of it."""

    CONSENT = "consent"  # a yes or a no, and its proof: the law asks for it
    MONEY = "money"  # what was bought, owed, paid and taxed: the law keeps it
    CONTENT = "content"  # what people wrote, were told or chose, or a container that may hold it
    IDENTIFIES = "identifies"  # names somebody, or leads to one person or what is theirs
    TECHNICAL = "technical"  # keys, states, moments and counts of the machine
    NONE = "none"  # the merchant's own: goods, prices, settings


class Retention(msgspec.Struct, frozen=True, kw_only=True):
    """How long some rows of a table are kept, and what happens then: their columns `blanked` are emptied, or they go.

    `where` is SQL about a row of the table, "" for every row, and `which` says it in words; what has no time in `since`
    never ends. `kept_by` names
    who else carries it out, a job or a file; otherwise `privacy.forget_expired` does.
    """

    after: timedelta
    since: str
    reason: str
    where: str = ""
    which: str = ""
    blanked: tuple[str, ...] = ()
    kept_by: str = ""

    @property
    def days(self) -> int:
        return self.after.days

    @property
    def what(self) -> str:
        """What ends: `body`, or the whole row."""
        return ", ".join(self.blanked) or "row"


class RegisteredTable(msgspec.Struct, frozen=True, kw_only=True):
    """A table: the class of each column, what ends when, and why whatever else is in it stays."""

    name: str
    columns: Mapping[str, DataClass]
    retentions: tuple[Retention, ...]
    stays: str

    @property
    def ended_here(self) -> tuple[Retention, ...]:
        """What the job of this room carries out, deletions first: nothing is emptied that goes."""
        ours = (each for each in self.retentions if not each.kept_by)
        return tuple(sorted(ours, key=lambda each: len(each.blanked)))


def delete_after(
    days: int, *, since: str, reason: str, where: str = "", which: str = "", kept_by: str = ""
) -> Retention:
    """Rows that go so many days after the moment in `since`."""
    return Retention(
        after=timedelta(days=days), since=since, where=where, which=which, reason=reason, kept_by=kept_by
    )


def blank_after(
    days: int, columns: str, *, since: str, reason: str, where: str = "", which: str = ""
) -> Retention:
    """Rows of which some columns (text or bytes) are emptied: the rest of them is still needed."""
    return Retention(
        after=timedelta(days=days),
        since=since,
        where=where,
        which=which,
        reason=reason,
        blanked=tuple(columns.split()),
    )


def table(name: str, *retentions: Retention, stays: str, **columns: str) -> RegisteredTable:
    """A table with the names of its columns by class, `content="text note"`. Raises ValueError for two classes of one."""
    classes = [(column, DataClass(key)) for key, names in columns.items() for column in names.split()]
    if len(classes) > len(dict(classes)):
        raise ValueError(f"{name}: a column has one class.")
    return RegisteredTable(
        name=name, columns=MappingProxyType(dict(classes)), retentions=retentions, stays=stays
    )
