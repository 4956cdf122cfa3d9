"""Who tells a client whether to try again: the header, or nothing."""

import pytest
import stripe

from tests.sandbox.support.stripe import StripeSandbox


async def test_a_refusal_may_say_whether_to_retry(sandbox: StripeSandbox) -> None:
    client_retries = {"max_network_retries": 1}
    for says, succeeds in ((True, True), (False, False)):
        fault = {"http_status": 429 if says else 500, "times": 1, "should_retry": says}
        await sandbox.control("faults", {"api": fault})
        listing = sandbox.stripe.v1.payment_links.list_async({}, client_retries)
        if succeeds:
            assert (await listing).data == []
        else:
            with pytest.raises(stripe.APIError):
                await listing
