"""Payment links that Stripe refuses, in its words, and what is left of them."""

from typing import Any

import pytest
import stripe

from tests.sandbox.support.stripe import StripeSandbox
from tests.sandbox.support.stripe_products import products

REFUSALS: list[tuple[dict[str, Any], str, str | None, str | None]] = [
    ({}, "Missing required param: line_items.", "parameter_missing", "line_items"),
    (
        {
            "line_items": [
                {"price_data": {"currency": "eur", "unit_amount": 100, "product_data": {"name": "X"}}}
            ]
        },
        "Missing required param: line_items[0][quantity].",
        "parameter_missing",
        "line_items[0][quantity]",
    ),
    (
        {"line_items": [{"price": "price_none", "quantity": 1}]},
        "No such price: 'price_none'",
        "resource_missing",
        "line_items[0][price]",
    ),
    (
        {"line_items": [{"price": "x", "quantity": "abc"}]},
        "Invalid integer: abc",
        "parameter_invalid_integer",
        "line_items[0][quantity]",
    ),
    (
        {"line_items": [{"price": "x", "quantity": 1, "colour": "red"}]},
        "Received unknown parameter: line_items[0][colour]",
        "parameter_unknown",
        "line_items[0][colour]",
    ),
    (
        {"line_items": [{"price": "x", "quantity": 1}], "expires_at": 5},
        "Received unknown parameter: expires_at",
        "parameter_unknown",
        "expires_at",
    ),
    (
        {"line_items": [{"price": "x", "quantity": 1}] * 21},
        "Array line_items exceeded maximum 20 allowed elements.",
        None,
        "line_items",
    ),
]


@pytest.mark.parametrize(("params", "message", "code", "param"), REFUSALS)
async def test_wrong_parameters_are_refused_in_stripes_words(
    sandbox: StripeSandbox, params: Any, message: str, code: str | None, param: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await sandbox.stripe.v1.payment_links.create_async(params)
    assert (refused.value.user_message, refused.value.code, refused.value.param) == (message, code, param)
    assert refused.value.http_status == 400


MONEY: list[tuple[int, str, str | None]] = [
    (49, "eur", "amount_too_small"),
    (50, "eur", None),
    (0, "eur", None),
    (49, "jpy", "amount_too_small"),
    (50, "jpy", None),
    (29, "gbp", "amount_too_small"),
    (999, "mxn", "amount_too_small"),
    (1250, "kwd", None),
]


@pytest.mark.parametrize(("amount", "currency", "code"), MONEY)
async def test_a_total_below_the_minimum_charge_is_refused(
    sandbox: StripeSandbox, amount: int, currency: str, code: str | None
) -> None:
    if code is None:
        assert (await sandbox.link(amount, currency)).currency == currency
        return
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await sandbox.link(amount, currency)
    assert refused.value.code == code
    assert products(sandbox) == []


@pytest.mark.parametrize(("amount", "currency"), [(1255, "kwd"), (150, "isk"), (100, "xyz")])
async def test_an_amount_that_the_currency_cannot_hold_is_refused(
    sandbox: StripeSandbox, amount: int, currency: str
) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        await sandbox.link(amount, currency)


async def test_lines_of_one_link_share_a_currency(sandbox: StripeSandbox) -> None:
    lines = [
        {"price_data": {"currency": c, "unit_amount": 500, "product_data": {"name": c}}, "quantity": 1}
        for c in ("eur", "usd")
    ]
    with pytest.raises(stripe.InvalidRequestError, match="cannot combine currencies"):
        await sandbox.link(line_items=lines)


@pytest.mark.parametrize(
    "metadata",
    [{"k" * 41: "v"}, {"k": "v" * 501}, {f"k{n}": "v" for n in range(51)}],
    ids=["key", "value", "keys"],
)
async def test_metadata_has_limits(sandbox: StripeSandbox, metadata: dict[str, str]) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Metadata"):
        await sandbox.link(metadata=metadata)


async def test_metadata_may_fill_its_limits(sandbox: StripeSandbox) -> None:
    metadata = {f"{n:040}": "v" * 500 for n in range(50)}
    assert (await sandbox.link(metadata=metadata)).metadata.to_dict() == metadata


async def test_a_refused_link_leaves_no_products(sandbox: StripeSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="Not a valid URL"):
        await sandbox.link(after_completion={"type": "redirect", "redirect": {"url": "ftp://x"}})
    with pytest.raises(stripe.InvalidRequestError, match="capture_method"):
        await sandbox.link(payment_intent_data={"capture_method": "manual"})
    assert products(sandbox) == []


async def test_an_unknown_link_is_not_found(sandbox: StripeSandbox) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await sandbox.stripe.v1.payment_links.retrieve_async("plink_x")
    assert refused.value.http_status == 404
    assert refused.value.user_message == "No such payment_link: 'plink_x'"
    error: Any = refused.value.error
    assert error.doc_url == "https://stripe.com/docs/error-codes/resource-missing"
