"""What an order costs, and how much of it is tax. Pure.

All amounts are minor units of one currency. **Rounding happens once per rate**, half up (away from zero), on
the sum of that rate's lines, as EN 16931 asks (BR-CO-17):

* prices with tax: the group's gross is the exact sum of what the shopper saw; net = round(gross / (1 + rate))
  and tax is the difference, so the shown prices never change by a cent;
* prices without tax: the group's net is the exact sum; tax = round(net x rate) and gross = net + tax.

A line's own net, tax and gross are its share of the group: its exact value rounded down or up, by largest
remainder, so that the shares add up to the group.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import msgspec

from shop.kit.errors import ShopError


class InvalidLine(ShopError):
    """A line whose discount or rate makes no sense."""

    status_code = 422


class PricedLine(msgspec.Struct, frozen=True, kw_only=True):
    """So many of one thing. A returned line has a negative quantity and, if any, a negative discount.

    `unit_minor` includes tax or not as the shop's prices do; `rate` is a percentage (Decimal("21"));
    `discount_minor` is taken off the whole line. Shipping is a line too.
    """

    name: str
    sku: str
    quantity: int
    unit_minor: int
    rate: Decimal
    discount_minor: int = 0

    @property
    def amount_minor(self) -> int:
        """What the line says it costs, in the shop's kind of price."""
        return self.quantity * self.unit_minor - self.discount_minor


class LineTotal(msgspec.Struct, frozen=True, kw_only=True):
    """A line with its share of the group's tax."""

    line: PricedLine
    net_minor: int
    tax_minor: int
    gross_minor: int


class TaxGroup(msgspec.Struct, frozen=True, kw_only=True):
    """All lines of one rate."""

    rate: Decimal
    net_minor: int
    tax_minor: int
    gross_minor: int


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The sums. `groups` are ordered by rate, highest first; `lines` as they were given."""

    lines: tuple[LineTotal, ...]
    groups: tuple[TaxGroup, ...]
    net_minor: int
    tax_minor: int
    gross_minor: int


def compute_totals(lines: Iterable[PricedLine], *, prices_include_tax: bool) -> Totals:
    """Add up. Raises InvalidLine for a discount above the line's price or a rate that is no percentage."""
    given = tuple(lines)
    for line in given:
        _check(line)
    by_rate: dict[Decimal, list[int]] = {}
    for position, line in enumerate(given):
        by_rate.setdefault(line.rate, []).append(position)
    shares: dict[int, LineTotal] = {}
    for rate, positions in by_rate.items():
        taxed = _tax([given[p] for p in positions], rate, prices_include_tax=prices_include_tax)
        shares.update(zip(positions, taxed, strict=True))
    groups = tuple(_group(rate, [shares[p] for p in by_rate[rate]]) for rate in sorted(by_rate, reverse=True))
    return Totals(
        lines=tuple(shares[position] for position in range(len(given))),
        groups=groups,
        net_minor=sum(group.net_minor for group in groups),
        tax_minor=sum(group.tax_minor for group in groups),
        gross_minor=sum(group.gross_minor for group in groups),
    )


def _check(line: PricedLine) -> None:
    listed = line.quantity * line.unit_minor
    if not min(0, listed) <= line.discount_minor <= max(0, listed):
        raise InvalidLine(f"The discount on {line.name!r} is not between nothing and the line's price.")
    if not line.rate.is_finite() or line.rate < 0:
        raise InvalidLine(f"{line.rate} is not a tax rate.")


def _tax(lines: Sequence[PricedLine], rate: Decimal, *, prices_include_tax: bool) -> list[LineTotal]:
    """Split each line of one rate. Whole numbers throughout: a Decimal context would round at 28 digits."""
    percent, parts = rate.as_integer_ratio()
    hundred = 100 * parts
    amounts = [line.amount_minor for line in lines]
    if prices_include_tax:
        nets = _shares(amounts, hundred, hundred + percent)
        taxes = [amount - net for amount, net in zip(amounts, nets, strict=True)]
    else:
        nets, taxes = amounts, _shares(amounts, percent, hundred)
    return [
        LineTotal(line=line, net_minor=net, tax_minor=tax, gross_minor=net + tax)
        for line, net, tax in zip(lines, nets, taxes, strict=True)
    ]


def _shares(amounts: Sequence[int], numerator: int, denominator: int) -> list[int]:
    """That fraction of each amount as whole numbers whose sum is the fraction of the sum, rounded half up."""
    shares = [amount * numerator // denominator for amount in amounts]
    missing = _half_up(sum(amounts) * numerator, denominator) - sum(shares)
    by_remainder = sorted(range(len(amounts)), key=lambda i: -(amounts[i] * numerator % denominator))
    for position in by_remainder[:missing]:
        shares[position] += 1
    return shares


def _half_up(numerator: int, denominator: int) -> int:
    """Round a fraction with a positive denominator to the nearest whole, halves away from zero."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def _group(rate: Decimal, lines: Sequence[LineTotal]) -> TaxGroup:
    return TaxGroup(
        rate=rate,
        net_minor=sum(line.net_minor for line in lines),
        tax_minor=sum(line.tax_minor for line in lines),
        gross_minor=sum(line.gross_minor for line in lines),
    )
