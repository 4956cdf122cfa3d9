"""Parts of a plan that read a large table for as long as it takes, however soon it may be lucky."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.support.postgres.connecting import connect_as

LARGE = 10_000  # rows
_LARGE_TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples >= $1 AND relname NOT LIKE 'pg%'"
)
_PARTIAL = "SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL"


@dataclass(frozen=True)
class LargeTables:
    """Tables with many rows, and the indexes of a few of them: these hold what their condition lets in."""

    names: frozenset[str]
    partial_indexes: frozenset[str]

    def read_through(self, plan: dict[str, Any]) -> list[str]:
        """Sequential scans, and scans of all rows of a merchant with another condition for each of them."""
        return [_told(node) for node in _nodes(plan) if self._reads_through(node)]

    def _reads_through(self, node: dict[str, Any]) -> bool:
        if node.get("Relation Name") not in self.names:
            return False
        if node["Node Type"] == "Seq Scan":
            return True
        return "Filter" in node and any(self._is_all_of_a_merchant(scan) for scan in _index_scans(node))

    def _is_all_of_a_merchant(self, scan: dict[str, Any]) -> bool:
        condition = scan.get("Index Cond", "merchant_id")
        of_all = "merchant_id" in condition and " AND " not in condition
        return of_all and scan["Index Name"] not in self.partial_indexes


async def large_tables(url: str) -> LargeTables:
    """As the statistics of a database know them."""
    connection = await connect_as(url)
    names = [row[0] for row in await connection.fetch(_LARGE_TABLES, LARGE)]
    partial = [row[0] for row in await connection.fetch(_PARTIAL)]
    await connection.close()
    return LargeTables(frozenset(names), frozenset(partial))


def outline(plan: dict[str, Any]) -> Iterator[str]:
    """Where it reads, in words."""
    return (_told(node) for node in _nodes(plan) if "Relation Name" in node or "Index Name" in node)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _index_scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The scan itself, or those that make the bitmap below it."""
    return (each for each in _nodes(node) if "Index Name" in each)


def _told(node: dict[str, Any]) -> str:
    names = ("Node Type", "Relation Name", "Index Name", "Index Cond", "Filter")
    return ", ".join(f"{node[name]}" for name in names if name in node)
