"""The words on an invoice, in the languages we issue them in."""

import msgspec

from shop.invoices.contents import DocumentKind, PaymentMethod


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """One language. `{date}`, `{page}` and `{pages}` are filled in."""

    language: str
    titles: dict[DocumentKind, str]
    number: str
    issued_on: str
    operation_on: str
    order: str
    corrects: str
    buyer: str
    tax_id: str
    item: str
    quantity: str
    unit_price: str
    discount: str
    tax: str
    amount: str
    tax_included: str
    tax_excluded: str
    rate: str
    net: str
    tax_amount: str
    gross: str
    total: str
    paid: dict[PaymentMethod, str]
    refunded: dict[PaymentMethod, str]
    page: str


def phrases(locale: str) -> Phrases:
    """The phrases for "es", "pt_BR" or "en-GB"; English for a language we do not have."""
    return _PHRASES.get(locale.replace("-", "_").split("_")[0].lower(), _ENGLISH)


_SPANISH = Phrases(
    language="es",
    titles={
        DocumentKind.FULL: "Factura",
        DocumentKind.SIMPLIFIED: "Factura simplificada",
        DocumentKind.CREDIT_NOTE: "Factura rectificativa",
    },
    number="Número",
    issued_on="Fecha de expedición",
    operation_on="Fecha de operación",
    order="Pedido",
    corrects="Rectifica la factura",
    buyer="Cliente",
    tax_id="NIF",
    item="Descripción",
    quantity="Cant.",
    unit_price="Precio",
    discount="Dto.",
    tax="IVA",
    amount="Importe",
    tax_included="IVA incluido",
    tax_excluded="sin IVA",
    rate="Tipo",
    net="Base imponible",
    tax_amount="Cuota de IVA",
    gross="Total",
    total="Total",
    paid={
        PaymentMethod.CARD: "Pagado con tarjeta el {date}",
        PaymentMethod.TRANSFER: "Pagado por transferencia el {date}",
        PaymentMethod.CASH: "Pagado en efectivo el {date}",
        PaymentMethod.ONLINE: "Pagado en línea el {date}",
    },
    refunded={
        PaymentMethod.CARD: "Devuelto a la tarjeta el {date}",
        PaymentMethod.TRANSFER: "Devuelto por transferencia el {date}",
        PaymentMethod.CASH: "Devuelto en efectivo el {date}",
        PaymentMethod.ONLINE: "Devuelto en línea el {date}",
    },
    page="Página {page} de {pages}",
)

_ENGLISH = Phrases(
    language="en",
    titles={
        DocumentKind.FULL: "Invoice",
        DocumentKind.SIMPLIFIED: "Simplified invoice",
        DocumentKind.CREDIT_NOTE: "Credit note",
    },
    number="Number",
    issued_on="Date of issue",
    operation_on="Date of supply",
    order="Order",
    corrects="Corrects invoice",
    buyer="Bill to",
    tax_id="Tax ID",
    item="Description",
    quantity="Qty",
    unit_price="Price",
    discount="Discount",
    tax="VAT",
    amount="Amount",
    tax_included="VAT included",
    tax_excluded="excl. VAT",
    rate="Rate",
    net="Net",
    tax_amount="VAT",
    gross="Gross",
    total="Total",
    paid={
        PaymentMethod.CARD: "Paid by card on {date}",
        PaymentMethod.TRANSFER: "Paid by bank transfer on {date}",
        PaymentMethod.CASH: "Paid in cash on {date}",
        PaymentMethod.ONLINE: "Paid online on {date}",
    },
    refunded={
        PaymentMethod.CARD: "Refunded to the card on {date}",
        PaymentMethod.TRANSFER: "Refunded by bank transfer on {date}",
        PaymentMethod.CASH: "Refunded in cash on {date}",
        PaymentMethod.ONLINE: "Refunded online on {date}",
    },
    page="Page {page} of {pages}",
)

_PORTUGUESE = Phrases(
    language="pt",
    titles={
        DocumentKind.FULL: "Fatura",
        DocumentKind.SIMPLIFIED: "Fatura simplificada",
        DocumentKind.CREDIT_NOTE: "Nota de crédito",
    },
    number="Número",
    issued_on="Data de emissão",
    operation_on="Data da operação",
    order="Encomenda",
    corrects="Retifica a fatura",
    buyer="Cliente",
    tax_id="NIF",
    item="Descrição",
    quantity="Qtd.",
    unit_price="Preço",
    discount="Desc.",
    tax="IVA",
    amount="Valor",
    tax_included="IVA incluído",
    tax_excluded="sem IVA",
    rate="Taxa",
    net="Base tributável",
    tax_amount="Valor do IVA",
    gross="Total",
    total="Total",
    paid={
        PaymentMethod.CARD: "Pago com cartão em {date}",
        PaymentMethod.TRANSFER: "Pago por transferência em {date}",
        PaymentMethod.CASH: "Pago em dinheiro em {date}",
        PaymentMethod.ONLINE: "Pago online em {date}",
    },
    refunded={
        PaymentMethod.CARD: "Devolvido ao cartão em {date}",
        PaymentMethod.TRANSFER: "Devolvido por transferência em {date}",
        PaymentMethod.CASH: "Devolvido em dinheiro em {date}",
        PaymentMethod.ONLINE: "Devolvido online em {date}",
    },
    page="Página {page} de {pages}",
)

_PHRASES = {each.language: each for each in (_SPANISH, _ENGLISH, _PORTUGUESE)}
