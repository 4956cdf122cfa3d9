"""One kind of object of one account: found by id or by what it belongs to, listed newest first."""

from collections.abc import Iterator

from shop.sandbox.stripe.objects.values import ABSENT
from shop.sandbox.types import Json


class Table:
    """Rows in order of creation. A row is replaced, never changed in place."""

    def __init__(self) -> None:
        self.rows: dict[str, Json] = {}
        self._order: list[str] = []
        self._place: dict[str, int] = {}
        self._children: dict[str, dict[str, None]] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def get(self, key: str) -> Json | None:
        """The object, if there is one."""
        return self.rows.get(key)

    def add(self, row: Json, *, parents: tuple[str | None, ...] = ()) -> Json:
        """Store a new object; `parents` are ids by which `of` shall find it."""
        self.rows[row["id"]] = row
        self._place[row["id"]] = len(self._order)
        self._order.append(row["id"])
        self.relate(row["id"], *parents)
        return row

    def relate(self, key: str, *parents: str | None) -> None:
        """Let `of(parent)` find this object."""
        for parent in parents:
            if parent:
                self._children.setdefault(parent, {})[key] = None

    def replace(self, key: str, **changes: object) -> Json:
        """Store the object with some members changed, or without those that become ABSENT, and return it."""
        changed = {**self.rows[key], **changes}
        row = {name: value for name, value in changed.items() if value is not ABSENT}
        self.rows[key] = row
        return row

    def remove(self, key: str) -> None:
        """Forget an object."""
        del self.rows[key]

    def forget_older(self, created: int) -> None:
        """Forget what was created before this second, from the oldest on."""
        while self.rows and (oldest := next(iter(self.rows.values())))["created"] < created:
            self.remove(oldest["id"])

    def of(self, parent: str) -> list[Json]:
        """What belongs to `parent`, oldest first."""
        return [self.rows[k] for k in self._children.get(parent, ()) if k in self.rows]

    def newest_first(self, *, before: str | None = None) -> Iterator[Json]:
        """From the newest, or from the one created just before `before`, to the oldest."""
        start = self._place[before] if before else len(self._order)
        return (self.rows[k] for k in reversed(self._order[:start]) if k in self.rows)

    def oldest_first(self, *, after: str) -> Iterator[Json]:
        """From the one created just after `after` to the newest."""
        return (self.rows[k] for k in self._order[self._place[after] + 1 :] if k in self.rows)

    def dump(self) -> Json:
        """Everything as JSON values."""
        return {
            "rows": [self.rows[k] for k in self._order if k in self.rows],
            "children": {parent: list(keys) for parent, keys in self._children.items()},
        }

    @classmethod
    def load(cls, dump: Json) -> "Table":
        """The table that `dump` described."""
        table = cls()
        for row in dump["rows"]:
            table.add(row)
        table._children = {parent: dict.fromkeys(keys) for parent, keys in dump["children"].items()}
        return table
