"""What an order costs, and how much of it is tax. Pure.

All amounts are minor units of one currency. **Rounding happens once per rate**, half up (away from zero), on
the sum of that rate's lines, as EN 16931 asks (BR-CO-17):

* prices with tax: the group's gross is the exact sum of what the shopper saw; net = round(gross / (1 + rate))
  and tax is the difference, so the shown prices never change by a cent;
* prices without tax: the group's net is the exact sum; tax = round(net x rate) and gross = net + tax.

A line's own net, tax and gross are its share of the group: its exact value rounded down or up, by largest
remainder, so that the shares add up to the group. Lines that bear no tax for different reasons are groups of their own.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from shop.kit.errors import ShopError


class InvalidLine(ShopError):
    """A line whose discount or rate makes no sense."""

    status_code = 422


class TaxTreatment(StrEnum):
    """Why a line bears the tax that it bears. An invoice has to name the reason of what is untaxed."""

    TAXED = "taxed"
    EXPORT = "export"  # goods that leave the VAT area (Directive 2006/112/EC, article 146)
    INTRA_EU_SUPPLY = "intra_eu_supply"  # goods to a business of another member state (article 138)
    REVERSE_CHARGE = "reverse_charge"  # services to such a business, which owes the tax itself (article 196)


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
    treatment: TaxTreatment = TaxTreatment.TAXED

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
    """All lines of one rate, and of one reason for it."""

    rate: Decimal
    net_minor: int
    tax_minor: int
    gross_minor: int
    treatment: TaxTreatment = TaxTreatment.TAXED


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The sums. `groups` are ordered by rate, highest first; `lines` as they were given."""

    lines: tuple[LineTotal, ...]
    groups: tuple[TaxGroup, ...]
    net_minor: int
    tax_minor: int
    gross_minor: int


_Kind = tuple[Decimal, TaxTreatment]


def compute_totals(lines: Iterable[PricedLine], *, prices_include_tax: bool) -> Totals:
    """Add up. Raises InvalidLine for a discount above the line's price or a rate that is no percentage."""
    given = tuple(lines)
    for line in given:
        _check(line)
    alike: dict[_Kind, list[int]] = {}
    for position, line in enumerate(given):
        alike.setdefault((line.rate, line.treatment), []).append(position)
    shares: dict[int, LineTotal] = {}
    for (rate, _), positions in alike.items():
        taxed = _tax([given[p] for p in positions], rate, prices_include_tax=prices_include_tax)
        shares.update(zip(positions, taxed, strict=True))
    groups = tuple(
        _group(kind, [shares[p] for p in alike[kind]]) for kind in sorted(alike, key=_highest_first)
    )
    return Totals(
        lines=tuple(shares[position] for position in range(len(given))),
        groups=groups,
        net_minor=sum(group.net_minor for group in groups),
        tax_minor=sum(group.tax_minor for group in groups),
        gross_minor=sum(group.gross_minor for group in groups),
    )


def _highest_first(kind: _Kind) -> tuple[Decimal, str]:
    return -kind[0], kind[1]


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
        nets = shares_of(amounts, hundred, hundred + percent)
        taxes = [amount - net for amount, net in zip(amounts, nets, strict=True)]
    else:
        nets, taxes = amounts, shares_of(amounts, percent, hundred)
    return [
        LineTotal(line=line, net_minor=net, tax_minor=tax, gross_minor=net + tax)
        for line, net, tax in zip(lines, nets, taxes, strict=True)
    ]


def shares_of(amounts: Sequence[int], numerator: int, denominator: int) -> list[int]:
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


def _group(kind: _Kind, lines: Sequence[LineTotal]) -> TaxGroup:
    return TaxGroup(
        rate=kind[0],
        treatment=kind[1],
        net_minor=sum(line.net_minor for line in lines),
        tax_minor=sum(line.tax_minor for line in lines),
        gross_minor=sum(line.gross_minor for line in lines),
    )
