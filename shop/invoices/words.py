"""The words on an invoice that depend on what it is: its title, the names of its tax, how it was paid. Pure."""

from typing import NamedTuple

from shop.invoices.contents import DocumentKind, InvoiceDocument, Party, PaymentMethod
from shop.kit.translations import catalog_for, tp
from shop.orders.cost.tax_names import tax_id_label, tax_name
from shop.orders.cost.totals import TaxTreatment


class TaxWords(NamedTuple):
    """What the tax is called, and prices with and without it."""

    name: str
    amount: str
    included: str
    excluded: str


def language(document: InvoiceDocument) -> str:
    """ISO 639 code of the words, which are English where there is no catalog."""
    return (catalog_for(document.locale) or "en").partition("_")[0]


def title(document: InvoiceDocument) -> str:
    """What the document is."""
    match document.kind:
        case DocumentKind.FULL:
            return tp(document.locale, "invoice", "Invoice")
        case DocumentKind.SIMPLIFIED:
            return tp(document.locale, "invoice", "Simplified invoice")
        case DocumentKind.CREDIT_NOTE:
            return tp(document.locale, "invoice", "Credit note")


def tax_words(document: InvoiceDocument) -> TaxWords:
    """By the seller's country: "IVA", "IGV", or only "tax" where we know no name."""
    locale, tax = document.locale, tax_name(document.country, document.locale)
    if not tax:
        return TaxWords(
            tp(locale, "invoice", "Tax"),
            tp(locale, "invoice, amount of it", "Tax"),
            tp(locale, "invoice", "tax included"),
            tp(locale, "invoice", "excl. tax"),
        )
    return TaxWords(
        tax,
        tp(locale, "invoice, amount of it", "{tax}", tax=tax),
        tp(locale, "invoice", "{tax} included", tax=tax),
        tp(locale, "invoice", "excl. {tax}", tax=tax),
    )


def untaxed_mentions(document: InvoiceDocument) -> list[str]:
    """Why lines bear no tax, as an invoice has to say (RD 1619/2012 art. 6.1.j, Directive 2006/112/EC art. 226 (11))."""
    reasons = dict.fromkeys(group.treatment for group in document.totals.groups)
    return [_mention(document.locale, each) for each in reasons if each is not TaxTreatment.TAXED]


def _mention(locale: str, treatment: TaxTreatment) -> str:
    match treatment:
        case TaxTreatment.EXPORT:
            return tp(locale, "invoice", "Export, exempt from tax (Directive 2006/112/EC, article 146).")
        case TaxTreatment.INTRA_EU_SUPPLY:
            return tp(
                locale,
                "invoice",
                "Intra-Community supply, exempt from tax (Directive 2006/112/EC, article 138).",
            )
        case _:
            return tp(locale, "invoice", "Reverse charge.")


def tax_id(party: Party, document: InvoiceDocument) -> str:
    """A party's tax number behind its label, "" without a number."""
    label = tax_id_label(document.country, document.locale)
    return f"{label} {party.tax_id}" if party.tax_id else ""


def payment(document: InvoiceDocument, method: PaymentMethod, date: str) -> str:
    """How and when it was paid; on a credit note, refunded."""
    if document.kind is DocumentKind.CREDIT_NOTE:
        return _refunded(document.locale, method, date)
    match method:
        case PaymentMethod.CARD:
            return tp(document.locale, "invoice", "Paid by card on {date}", date=date)
        case PaymentMethod.TRANSFER:
            return tp(document.locale, "invoice", "Paid by bank transfer on {date}", date=date)
        case PaymentMethod.CASH:
            return tp(document.locale, "invoice", "Paid in cash on {date}", date=date)
        case PaymentMethod.ONLINE:
            return tp(document.locale, "invoice", "Paid online on {date}", date=date)


def _refunded(locale: str, method: PaymentMethod, date: str) -> str:
    match method:
        case PaymentMethod.CARD:
            return tp(locale, "invoice", "Refunded to the card on {date}", date=date)
        case PaymentMethod.TRANSFER:
            return tp(locale, "invoice", "Refunded by bank transfer on {date}", date=date)
        case PaymentMethod.CASH:
            return tp(locale, "invoice", "Refunded in cash on {date}", date=date)
        case PaymentMethod.ONLINE:
            return tp(locale, "invoice", "Refunded online on {date}", date=date)
