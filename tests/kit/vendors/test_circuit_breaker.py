"""An account that does not answer is not asked by everybody at once, and is found again by itself."""

import asyncio
from contextlib import suppress

import pytest

from shop.kit.errors import NotFound
from shop.kit.vendors.circuit_breaker import FAILURES, CircuitBreaker
from shop.payments.gateway import Gateway, PaymentUnavailable
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.api.failures import NotReached, WhatsAppError

A, B = "account A", "account B"


@pytest.fixture
def breaker() -> CircuitBreaker:
    return CircuitBreaker("somebody", NotReached, pauses=(0.05, 0.2))


async def fail(breaker: CircuitBreaker, times: int = 1, account: str = A) -> int:
    """So many calls that nobody answers; how many were made."""
    made = 0
    for _ in range(times):
        with suppress(NotReached), breaker.guard(account):
            made += 1
            raise NotReached("no answer")
    return made


async def test_after_some_failures_in_a_row_nobody_asks(breaker: CircuitBreaker) -> None:
    assert await fail(breaker, FAILURES) == FAILURES
    with pytest.raises(NotReached, match="not answered the last calls"), breaker.guard(A):
        raise AssertionError("The call was made.")
    assert await fail(breaker, 20) == 0


async def test_another_account_is_asked_all_the_same(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES)
    with breaker.guard(B):
        pass


@pytest.mark.parametrize("error", [NotFound("no such thing"), ValueError("a mistake of ours")])
async def test_a_refusal_is_an_answer(breaker: CircuitBreaker, error: Exception) -> None:
    await fail(breaker, FAILURES - 1)
    with pytest.raises(type(error)), breaker.guard(A):
        raise error
    assert await fail(breaker, 1) == 1


@pytest.mark.parametrize(
    "limit", [WhatsAppError("slow down", code=130429), WhatsAppError("slow down", http_status=429)]
)
async def test_a_number_that_sends_too_fast_holds_up_no_other_of_its_token(
    breaker: CircuitBreaker, limit: WhatsAppError
) -> None:
    assert limit.is_away  # what was refused is tried again
    for _ in range(2 * FAILURES):
        with pytest.raises(WhatsAppError), breaker.guard(A):
            raise limit
    with breaker.guard(A):
        pass


async def test_a_vendor_that_only_says_it_is_unavailable_is_asked_less(breaker: CircuitBreaker) -> None:
    for _ in range(FAILURES):
        with suppress(WhatsAppError), breaker.guard(A):
            raise WhatsAppError("Service unavailable", code=131016, http_status=503)
    assert await fail(breaker) == 0


async def test_an_answer_between_begins_the_count_anew(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES - 1)
    with breaker.guard(A):
        pass
    assert await fail(breaker, FAILURES) == FAILURES


async def test_calls_at_once_count_together(breaker: CircuitBreaker) -> None:
    async def call() -> None:
        with suppress(NotReached), breaker.guard(A):
            await asyncio.sleep(0)
            raise NotReached("no answer")

    await asyncio.gather(*(call() for _ in range(FAILURES)))
    assert await fail(breaker) == 0


async def test_after_the_pause_one_call_tries_and_the_others_wait(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES)
    await asyncio.sleep(0.06)
    with breaker.guard(A):
        assert await fail(breaker, 5) == 0
    assert await fail(breaker, 1) == 1  # it answered: the circuit is closed


async def test_each_try_that_fails_doubles_the_pause(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES)
    await asyncio.sleep(0.06)
    assert await fail(breaker) == 1
    await asyncio.sleep(0.06)
    assert await fail(breaker) == 0
    await asyncio.sleep(0.06)
    assert await fail(breaker) == 1


async def test_a_try_that_is_cancelled_leaves_the_next_one_free(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES)
    await asyncio.sleep(0.06)
    with suppress(asyncio.CancelledError), breaker.guard(A):
        raise asyncio.CancelledError
    assert await fail(breaker) == 1


async def test_the_clients_of_both_vendors_have_one() -> None:
    gateway = Gateway("http://127.0.0.1:9")
    meta = WhatsApp(base_url="http://127.0.0.1:9", version="v1")
    try:
        for _ in range(FAILURES):
            with pytest.raises(PaymentUnavailable):
                await gateway.account("sk_test_away")
            with pytest.raises(NotReached):
                await meta.call("GET", "1", token="away")
        with pytest.raises(PaymentUnavailable, match="last calls"):
            await gateway.account("sk_test_away")
        with pytest.raises(NotReached, match="last calls"):
            await meta.call("GET", "1", token="away")
    finally:
        await gateway.close()
        await meta.aclose()


async def test_a_trial_that_ends_in_a_mistake_of_ours_counts_as_one(breaker: CircuitBreaker) -> None:
    await fail(breaker, FAILURES)
    await asyncio.sleep(0.06)
    with pytest.raises(ValueError, match="ours"), breaker.guard(A):
        raise ValueError("a mistake of ours")
    assert await fail(breaker) == 0
    await asyncio.sleep(0.11)
    with breaker.guard(A):
        pass
    assert await fail(breaker, FAILURES) == FAILURES
