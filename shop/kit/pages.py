"""A page of a list: some rows, and whether more follow."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Rows in the list's order; `has_more` says that others follow the last one."""

    rows: Sequence[T]
    has_more: bool
