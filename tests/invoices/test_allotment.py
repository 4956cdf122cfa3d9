"""Credits of an invoice, however they are cut, add up to it to the cent, rate by rate, and never to more."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from shop.invoices.credit_notes.allotment import (
    CreditedPieces,
    credit_amount,
    credit_everything,
    credit_pieces,
    spread,
)
from shop.orders.cost.totals import PricedLine, TaxTreatment, Totals, compute_totals

RATES = ["21", "10", "4", "5.5", "0"]


def line(sku: str, quantity: int, unit: int, rate: str, treatment: TaxTreatment) -> PricedLine:
    return PricedLine(
        name=sku, sku=sku, quantity=quantity, unit_minor=unit, rate=Decimal(rate), treatment=treatment
    )


LINES = st.lists(
    st.builds(
        line,
        st.just("?"),
        st.integers(1, 9),
        st.integers(0, 10**6),
        st.sampled_from(RATES),
        st.sampled_from([TaxTreatment.TAXED, TaxTreatment.EXPORT]),
    ),
    min_size=1,
    max_size=6,
).map(
    lambda lines: [
        line(f"SKU-{n}", each.quantity, each.unit_minor, str(each.rate), each.treatment)
        for n, each in enumerate(lines)
    ]
)


def add_up(note: Totals) -> None:
    """A document adds up, line by line, group by group."""
    for part in note.lines:
        assert part.net_minor + part.tax_minor == part.gross_minor == part.line.amount_minor
        assert part.gross_minor <= 0
        assert part.net_minor <= 0
    for group in note.groups:
        assert group.net_minor + group.tax_minor == group.gross_minor
        assert group.net_minor <= 0
        assert group.tax_minor <= 0
        of_group = [
            part
            for part in note.lines
            if (part.line.rate, part.line.treatment) == (group.rate, group.treatment)
        ]
        assert sum(part.net_minor for part in of_group) == group.net_minor
        assert sum(part.gross_minor for part in of_group) == group.gross_minor
    assert note.gross_minor == note.net_minor + note.tax_minor


@given(LINES, st.booleans(), st.lists(st.integers(1, 10**6), max_size=12))
def test_amounts_and_the_rest_are_the_invoice(
    lines: list[PricedLine], has_tax: bool, amounts: list[int]
) -> None:
    invoice = compute_totals(lines, prices_include_tax=has_tax)
    notes: list[Totals] = []
    for amount in [*amounts, invoice.gross_minor]:
        left = invoice.gross_minor + sum(note.gross_minor for note in notes)
        if (part := min(amount, left)) == 0:
            continue
        notes.append(credit_amount(invoice, notes, part, "reduction"))
        assert notes[-1].gross_minor == -part
        add_up(notes[-1])
    for group in invoice.groups:
        credited = [
            each
            for note in notes
            for each in note.groups
            if (each.rate, each.treatment) == (group.rate, group.treatment)
        ]
        assert -sum(each.gross_minor for each in credited) == group.gross_minor
        assert -sum(each.net_minor for each in credited) == group.net_minor
        assert -sum(each.tax_minor for each in credited) == group.tax_minor


@given(LINES, st.booleans())
def test_the_whole_is_the_invoice_with_the_other_sign(lines: list[PricedLine], has_tax: bool) -> None:
    invoice = compute_totals(lines, prices_include_tax=has_tax)
    note = credit_everything(invoice)
    add_up(note)
    assert (note.net_minor, note.tax_minor) == (-invoice.net_minor, -invoice.tax_minor)
    assert len(note.lines) == len(invoice.lines)


@given(LINES, st.data())
def test_lines_come_to_the_invoice_or_are_told_not_to_fit(
    lines: list[PricedLine], data: st.DataObject
) -> None:
    invoice = compute_totals(lines, prices_include_tax=True)
    notes: list[Totals] = []
    for each in data.draw(st.permutations(lines)):
        amount = each.quantity * each.unit_minor
        pieces = [CreditedPieces(sku=each.sku, quantity=each.quantity, amount_minor=amount)]
        if amount == 0:
            continue
        note = credit_pieces(invoice, notes, pieces)
        assert note is not None
        add_up(note)
        notes.append(note)
        last = pieces
    if notes:
        assert credit_pieces(invoice, notes, last) is None
    assert sum(note.net_minor for note in notes) == -invoice.net_minor


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**8), min_size=1, max_size=8))
def test_no_share_is_above_its_weight(amount: int, weights: list[int]) -> None:
    amount = min(amount, sum(weights))
    shares = spread(amount, weights)
    assert sum(shares) == amount
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))
