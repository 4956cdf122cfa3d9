"""A push or an item of it that Meta refuses: postponed, sent again, or shown with a reason."""

from datetime import timedelta

import httpx
import pytest

from catalog_sync.items.push import push_now
from shop.catalog.models import MetaState
from shop.kit.jobs import Postponed
from shop.whatsapp.errors import WhatsAppError
from tests.catalog_sync.sync_under_test import SyncUnderTest


def refusal(code: int, status: int = 400, headers: dict[str, str] | None = None) -> httpx.Response:
    return httpx.Response(status, json={"error": {"message": "no", "code": code}}, headers=headers)


async def test_a_rate_limit_postpones_the_push_and_says_why(sync: SyncUnderTest) -> None:
    sync.transport.before = lambda _: refusal(80014)
    with pytest.raises(Postponed) as wish:
        await sync.push()
    assert wish.value.delay >= timedelta(seconds=120)
    lease = await sync.lease()
    assert lease.trouble
    assert lease.paused_until is not None
    sync.transport.before = None
    await sync.run("push", attempt=0)
    assert len(sync.transport.batches()) == 1  # a newcomer leaves Meta alone
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()
    assert (await sync.lease()).trouble == ""


async def test_meta_is_left_alone_for_as_long_as_it_estimates(sync: SyncUnderTest) -> None:
    usage = '{"1":[{"type":"ads_management","call_count":100,"estimated_time_to_regain_access":7}]}'
    sync.transport.before = lambda _: refusal(80014, headers={"x-business-use-case-usage": usage})
    with pytest.raises(Postponed) as wish:
        await sync.push()
    assert wish.value.delay >= timedelta(minutes=7)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_a_server_error_postpones_the_push(sync: SyncUnderTest, status: int) -> None:
    sync.transport.before = lambda _: httpx.Response(status, text="<html>bad gateway</html>")
    with pytest.raises(Postponed):
        await sync.push()
    sync.transport.before = None
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()


async def test_a_lost_answer_is_sent_again(sync: SyncUnderTest) -> None:
    def lose(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("gone", request=request)

    sync.transport.after = lose
    with pytest.raises(Postponed):
        await sync.push()
    sync.transport.after = None
    await sync.come_to_rest()
    assert len(sync.transport.batches()) == 2
    assert sync.items == await sync.wanted()


async def test_a_revoked_token_is_told_to_the_person_who_pushes(sync: SyncUnderTest) -> None:
    sync.transport.before = lambda _: refusal(190, 401)
    with pytest.raises(WhatsAppError, match="no"):
        await push_now(sync.database, sync.vendors, sync.merchant.id, lambda *_: None)
    assert (await sync.lease()).trouble


async def test_an_item_that_meta_refuses_is_shown_with_a_reason_and_the_others_pass(
    sync: SyncUnderTest,
) -> None:
    await sync.say("UPDATE product SET images = '[]' WHERE title = 'Vela de sal'")
    await sync.say("UPDATE variant SET images = '[]' WHERE sku = 'VELA'")
    await sync.come_to_rest()
    states = await sync.states()
    assert states == {
        "TAZA-AZUL": MetaState.APPROVED,
        "ANCHOA": MetaState.APPROVED,
        "VELA": MetaState.REJECTED,
    }
    (reason,) = (await sync.variant("VELA")).meta_reasons
    assert reason["kind"] == "no_image"
    assert "Falta una imagen" in reason["text"]


async def test_a_refused_item_is_not_sent_until_it_is_edited(sync: SyncUnderTest) -> None:
    await sync.say("UPDATE product SET images = '[]' WHERE title = 'Vela de sal'")
    await sync.say("UPDATE variant SET images = '[]' WHERE sku = 'VELA'")
    await sync.come_to_rest()
    sync.transport.calls.clear()
    await sync.come_to_rest()
    assert sync.transport.batches() == []
    await sync.say("""UPDATE product SET images = '["/media/vela.jpg"]' WHERE title = 'Vela de sal'""")
    await sync.edit("VELA", position=1)
    await sync.come_to_rest()
    assert (await sync.states())["VELA"] is MetaState.APPROVED
    assert (await sync.variant("VELA")).meta_reasons == []


async def test_a_batch_that_is_refused_as_a_whole_is_halved_until_the_bad_item_is_alone(
    sync: SyncUnderTest,
) -> None:
    sync.transport.before = lambda request: refusal(100) if b'"ANCHOA"' in request.content else None
    await sync.push()
    sync.transport.before = None
    await sync.come_to_rest()
    assert set(sync.items) == {"TAZA-AZUL", "VELA"}
    assert (await sync.states())["ANCHOA"] is MetaState.REJECTED
