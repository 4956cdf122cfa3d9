"""A state is changed by its model alone: no assignment to one stands elsewhere."""

import ast

import pytest

from tests.support.repository import ROOT


def is_a_state(name: str) -> bool:
    return name in {
        "state",
        "status",
        "paused_reason",
        "held_by",
        "held_reason",
        "marketing",
    } or name.endswith("_at")


def targets_of(node: ast.AST) -> list[ast.expr]:
    """What a statement assigns to, tuples taken apart."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    else:
        return []
    return [
        one for each in targets for one in (each.elts if isinstance(each, ast.Tuple | ast.List) else [each])
    ]


def assignments(tree: ast.AST) -> list[str]:
    """Where a state, a status or a time of another object is assigned."""
    found = []
    for node in ast.walk(tree):
        for target in targets_of(node):
            is_state = isinstance(target, ast.Attribute) and is_a_state(target.attr)
            if is_state and not ast.unparse(target).startswith("self."):
                found.append(ast.unparse(target))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            name = node.args[1]
            if not isinstance(name, ast.Constant) or is_a_state(str(name.value)):
                found.append(ast.unparse(node))
    return found


# What may be assigned from outside: "path: target" -> why.
_FILE = "columns that the merchant's file names, one by one; no state is among them"
_CHANGES = "columns that the changes name, checked by the catalog's rules; no state is among them"
FROM_OUTSIDE: dict[str, str] = {
    "shop/catalog/bulk/upsert.py: setattr(thing, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(product, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(variant, name, value)": _CHANGES,
    "shop/catalog/collections/editing.py: setattr(collection, name, value)": "either status may follow the other",
    "shop/merchants/updating.py: setattr(merchant, name, getattr(file, name))": _FILE,
    "shop/merchants/updating.py: setattr(number, name, getattr(part, name))": _FILE,
}


def test_a_state_is_changed_by_its_model_alone() -> None:
    sources = [*(ROOT / "shop").rglob("*.py"), *(ROOT / "catalog_sync").rglob("*.py")]
    found = {
        f"{path.relative_to(ROOT)}: {target}"
        for path in sources
        if "sandbox" not in path.parts and path.name not in ("models.py", "webhook_events.py")
        for target in assignments(ast.parse(path.read_text()))
    }
    assert found == set(FROM_OUTSIDE)


@pytest.mark.parametrize(
    "line",
    [
        "order.status = 1",
        "a, event.state = 1, 2",
        "row.seen_at += 1",
        "setattr(order, 'status', 1)",
        "x.y.held_by = 2",
    ],
)
def test_an_assignment_from_outside_is_found(line: str) -> None:
    assert assignments(ast.parse(line))
    assert not assignments(ast.parse("self.state = 1; order.total = 2; state = 3"))
