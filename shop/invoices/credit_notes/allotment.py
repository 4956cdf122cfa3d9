"""How a credit is spread over an invoice's rates of tax. Pure; all amounts are minor units.

What was credited of a rate so far, net, is always round(invoice's net x credited gross / invoice's gross), half up: so the
credit notes of an invoice add up to it to the cent, rate by rate, and never to more. A note's amounts are negative.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from shop.orders.cost.totals import LineTotal, PricedLine, TaxGroup, TaxTreatment, Totals

_Kind = tuple[Decimal, TaxTreatment]


class CreditedPieces(msgspec.Struct, frozen=True, kw_only=True):
    """So many pieces of the invoice's line of that SKU, and what they were paid with, tax included."""

    sku: str
    quantity: int
    amount_minor: int


def credit_everything(invoice: Totals) -> Totals:
    """The whole invoice, of which nothing was credited before."""
    lines = [_taken_back(each, each.line.quantity, each.gross_minor) for each in invoice.lines]
    return _totals(invoice, (), lines)


def credit_pieces(
    invoice: Totals, earlier: Sequence[Totals], pieces: Sequence[CreditedPieces]
) -> Totals | None:
    """The lines of that, or None where less than it is left of one of their rates."""
    sold = {each.line.sku: each for each in invoice.lines}
    lines = [_taken_back(sold[each.sku], each.quantity, each.amount_minor) for each in pieces]
    left = _left(invoice, earlier)
    for kind in {_kind(line) for line in lines}:
        if -sum(line.amount_minor for line in lines if _kind(line) == kind) > left[kind]:
            return None
    return _totals(invoice, earlier, lines)


def credit_amount(invoice: Totals, earlier: Sequence[Totals], amount_minor: int, name: str) -> Totals:
    """An amount, spread over what is left of each rate. `amount_minor` is at most what is left in all."""
    left = _left(invoice, earlier)
    shares = spread(amount_minor, list(left.values()))
    lines = [
        PricedLine(name=name, sku="", quantity=-1, unit_minor=share, rate=rate, treatment=treatment)
        for (rate, treatment), share in zip(left, shares, strict=True)
        if share
    ]
    return _totals(invoice, earlier, lines)


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """Whole shares of an amount, in proportion to the weights, by largest remainder. No share is above its weight,

    as long as the amount is not above their sum.
    """
    total = sum(weights)
    if total == 0:
        return [0 for _ in weights]
    shares = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(amount * weights[at] % total))
    for position in by_remainder[: amount - sum(shares)]:
        shares[position] += 1
    return shares


def _taken_back(sold: LineTotal, quantity: int, amount_minor: int) -> PricedLine:
    """Pieces of a line, with the part of its discount that they had, at a price with tax."""
    line = sold.line
    has_tax = line.amount_minor == sold.gross_minor
    unit = line.unit_minor if has_tax else -(-sold.gross_minor // line.quantity)
    return PricedLine(
        name=line.name,
        sku=line.sku,
        quantity=-quantity,
        unit_minor=unit,
        rate=line.rate,
        discount_minor=amount_minor - quantity * unit,
        treatment=line.treatment,
    )


def _kind(part: PricedLine | TaxGroup) -> _Kind:
    return part.rate, part.treatment


def _left(invoice: Totals, earlier: Sequence[Totals]) -> dict[_Kind, int]:
    """What is left of each rate, gross."""
    left = {_kind(group): group.gross_minor for group in invoice.groups}
    for note in earlier:
        for group in note.groups:
            left[_kind(group)] += group.gross_minor
    return left


def _totals(invoice: Totals, earlier: Sequence[Totals], lines: Sequence[PricedLine]) -> Totals:
    groups, parts = [], []
    left = _left(invoice, earlier)
    for sold in invoice.groups:
        if of_rate := [line for line in lines if _kind(line) == _kind(sold)]:
            gross = -sum(line.amount_minor for line in of_rate)
            net = _net(sold, sold.gross_minor - left[_kind(sold)], gross)
            parts += _parts(of_rate, net)
            groups.append(_group(sold, net, gross))
    return Totals(
        lines=tuple(parts),
        groups=tuple(groups),
        net_minor=sum(group.net_minor for group in groups),
        tax_minor=sum(group.tax_minor for group in groups),
        gross_minor=sum(group.gross_minor for group in groups),
    )


def _group(sold: TaxGroup, net: int, gross: int) -> TaxGroup:
    return TaxGroup(
        rate=sold.rate,
        treatment=sold.treatment,
        net_minor=-net,
        tax_minor=net - gross,
        gross_minor=-gross,
    )


def _net(sold: TaxGroup, before: int, gross: int) -> int:
    """The net of a credit of `gross`, after `before` was credited of the rate."""
    if sold.gross_minor == 0:
        return 0
    return _net_of(sold, before + gross) - _net_of(sold, before)


def _net_of(sold: TaxGroup, gross: int) -> int:
    return (2 * sold.net_minor * gross + sold.gross_minor) // (2 * sold.gross_minor)


def _parts(lines: Sequence[PricedLine], net: int) -> list[LineTotal]:
    """Each line of one rate with its share of the net."""
    nets = spread(net, [-line.amount_minor for line in lines])
    return [
        LineTotal(
            line=line, net_minor=-share, tax_minor=line.amount_minor + share, gross_minor=line.amount_minor
        )
        for line, share in zip(lines, nets, strict=True)
    ]
