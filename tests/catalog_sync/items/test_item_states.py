"""What Meta has of a variant: the moves drawn in shop/catalog/models.py, each tried from every state; nobody else moves."""

import ast
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

import shop.catalog.models as catalog_models
from catalog_sync.items import store
from catalog_sync.items.plan import ItemChange
from catalog_sync.models import MetaBatch
from shop.catalog import meta_states
from shop.catalog.models import MetaState, Variant
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from tests.catalog_sync.sync_under_test import SyncUnderTest
from tests.support.repository import ROOT

SKU = "VELA"
Move = Callable[[AsyncSession, MetaBatch, Variant, MetaState], Awaitable[None]]


async def send(session: AsyncSession, batch: MetaBatch, variant: Variant, end: MetaState) -> None:
    """Send the variant so that it should end so; approved: a change that Meta does not review."""
    change = ItemChange(
        variant_id=variant.id,
        sku=SKU,
        version=variant.version,
        hash="gone" if end is MetaState.DELETED else "hash",
        body=b"",
        keeps_review=end is MetaState.APPROVED,
    )
    refused = {SKU: ["no"]} if end is MetaState.REJECTED else {}
    await store.record_sent(session, [change], {"catalog": "handle"}, refused, locale="es", at=now())


async def arrive(session: AsyncSession, batch: MetaBatch, variant: Variant, end: MetaState) -> None:
    await store.record_arrived(session, batch, at=now())


async def refuse(session: AsyncSession, batch: MetaBatch, variant: Variant, end: MetaState) -> None:
    await meta_states.mark_refused(session, batch.id, {SKU: []}, at=now())


async def review(session: AsyncSession, batch: MetaBatch, variant: Variant, end: MetaState) -> None:
    await meta_states.mark_reviewed(session, {SKU: (end, [])}, begun=now(), at=now())


REVIEWED = (MetaState.IN_REVIEW, MetaState.APPROVED, MetaState.REJECTED, MetaState.OUTDATED)
MOVES: dict[str, tuple[Move, tuple[MetaState, ...]]] = {
    "mark_sent": (send, (MetaState.PENDING, MetaState.REJECTED, MetaState.DELETED, MetaState.APPROVED)),
    "mark_arrived": (arrive, (MetaState.IN_REVIEW,)),
    "mark_refused": (refuse, (MetaState.REJECTED,)),
    "mark_reviewed": (review, REVIEWED),
}


def drawn() -> set[tuple[str, str, str]]:
    """The arrows of the drawing: from, to, by which function."""
    arrows = re.findall(
        r"^    ([a-z_, ]+) -> ([a-z_, ]+): ([a-z_]+)$", catalog_models.__doc__ or "", re.MULTILINE
    )
    return {(a, b, by) for starts, ends, by in arrows for a in starts.split(", ") for b in ends.split(", ")}


async def ready(sync: SyncUnderTest, state: MetaState) -> tuple[MetaBatch, Variant]:
    """The variant in a state, sent with a batch and with its review due: nothing but its state can refuse a move."""
    batch = MetaBatch(merchant_id=sync.merchant.id, id=new_id(), items=1, sent_at=now())
    await sync.say(
        "UPDATE variant SET meta_state = :state, sent_version = version, sent_batch_id = :batch, "
        "meta_reasons = '[]', meta_due_at = CAST(:due AS timestamptz) WHERE sku = :sku",
        state=state.value,
        batch=batch.id,
        due=now() - timedelta(minutes=1),
        sku=SKU,
    )
    return batch, await sync.variant(SKU)


async def end_of(sync: SyncUnderTest, move: Move, start: MetaState, end: MetaState) -> Variant:
    """The variant after the move was tried from a state."""
    batch, variant = await ready(sync, start)
    async with sync.database.transaction(sync.merchant.id) as session:
        await move(session, batch, variant, end)
    return await sync.variant(SKU)


@pytest.mark.parametrize("name", MOVES)
async def test_a_move_follows_its_arrows_and_leaves_every_other_state(sync: SyncUnderTest, name: str) -> None:
    move, ends = MOVES[name]
    arrows = drawn()
    for start, end in ((start, end) for start in MetaState for end in ends):
        found = (await end_of(sync, move, start, end)).meta_state
        if name == "mark_sent" and end is MetaState.APPROVED and start is not MetaState.APPROVED:
            expected = MetaState.PENDING  # there is no approval to keep
        else:
            expected = end if (start.value, end.value, name) in arrows else start
        assert found is expected, (name, start, end)


def test_the_drawing_shows_these_moves_and_every_state() -> None:
    arrows = drawn()
    assert {(end, by) for _, end, by in arrows} == {
        (end.value, by) for by, (_, ends) in MOVES.items() for end in ends
    }
    assert {start for start, _, _ in arrows} == set(MetaState)
    assert all(callable(getattr(meta_states, by)) for _, _, by in arrows)


MARKS: dict[str, Move] = {
    "mark_unsent": lambda session, batch, variant, _: meta_states.mark_unsent(session, [variant.id]),
    "mark_all_unsent": lambda session, batch, variant, _: meta_states.mark_all_unsent(session),
    "send_batch_again": lambda session, batch, variant, _: store.send_batch_again(session, batch),
    "mark_review_due": lambda session, batch, variant, _: meta_states.mark_review_due(
        session, [variant.id], at=now()
    ),
    "record_another_try": lambda session, batch, variant, _: store.record_another_try(
        session, batch, {SKU: []}, wait=timedelta(0)
    ),
}


@pytest.mark.parametrize("name", MARKS)
async def test_marking_for_another_try_leaves_the_state(sync: SyncUnderTest, name: str) -> None:
    for state in MetaState:
        assert (await end_of(sync, MARKS[name], state, state)).meta_state is state


async def test_what_is_sent_again_is_newer_than_what_was_sent(sync: SyncUnderTest) -> None:
    for name in ("mark_unsent", "mark_all_unsent", "send_batch_again", "record_another_try"):
        found = await end_of(sync, MARKS[name], MetaState.PENDING, MetaState.PENDING)
        assert found.version > found.sent_version == 0, name


# --- nobody else --------------------------------------------------------------------------------------------


def moves_of(tree: ast.AST) -> list[str]:
    """The statements and assignments of a module that set `meta_state`."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            changes = re.findall(r"UPDATE variant SET(.*?)(?: WHERE|$)", node.value, re.DOTALL)
            found += [each for each in changes if re.search(r"\bmeta_state =", each)]
        targets: list[Any] = node.targets if isinstance(node, ast.Assign) else []
        found += [ast.unparse(t) for t in targets if isinstance(t, ast.Attribute) and t.attr == "meta_state"]
    return found


def test_nothing_else_moves_a_variant_at_meta() -> None:
    sources = [*(ROOT / "shop").rglob("*.py"), *(ROOT / "catalog_sync").rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in sources if moves_of(ast.parse(path.read_text()))}
    assert found == {"shop/catalog/meta_states.py"}


def test_a_move_elsewhere_is_found() -> None:
    assert moves_of(ast.parse("variant.meta_state = 1"))
    assert moves_of(ast.parse("x = 'UPDATE variant SET a = 1, ' 'meta_state = 2 WHERE id = 3'"))
    assert not moves_of(ast.parse("x = 'UPDATE variant SET a = 1 WHERE meta_state = 2'"))
