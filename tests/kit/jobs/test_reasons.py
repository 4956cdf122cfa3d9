"""What is stored of a failure: our own sentences, and of anything else no statement and no value."""

import asyncpg
import pytest
from sqlalchemy.exc import ProgrammingError

from shop.kit.errors import NotFound
from shop.kit.jobs.attempt import reason_of
from shop.payments.gateway import PaymentUnavailable

_ORIG = Exception()
_ORIG.__cause__ = asyncpg.UndefinedColumnError('column "phone" does not exist')


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (NotFound("There is no such image."), "NotFound: There is no such image."),
        (PaymentUnavailable("Stripe does not answer."), "PaymentUnavailable: Stripe does not answer."),
        (ValueError("34611000001 is no date"), "ValueError"),
        (KeyError("ana@shop.test"), "KeyError"),
        (
            ProgrammingError("SELECT phone FROM customer WHERE phone = '34611000001'", {}, _ORIG),
            "UndefinedColumnError (sqlstate=42703)",
        ),
    ],
)
def test_only_our_own_sentences_are_stored(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason
