"""What a discount did, and why a code did nothing, as the shopper is told."""

from shop.discounts.evaluation import AppliedDiscount, RefusalReason, RefusedCode
from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import marked, t, tn

_SENTENCES = {
    RefusalReason.UNKNOWN: marked("{code}: there is no such code."),
    RefusalReason.NOT_YET: marked("{code} is not valid yet."),
    RefusalReason.OVER: marked("{code} is not valid any more."),
    RefusalReason.ALREADY_USED_CODE: marked("{code} was good for one order, and has been used."),
    RefusalReason.USED_UP: marked("{code} has been used up."),
    RefusalReason.USED_BY_YOU: marked("{code}: you have already used it."),
    RefusalReason.FIRST_ORDER_ONLY: marked("{code} is for a first order only."),
    RefusalReason.NOTHING_IT_IS_FOR: marked("{code} is for nothing in this order."),
    RefusalReason.DELIVERY_TOO_DEAR: marked("{code} does not cover a delivery at this price."),
    RefusalReason.NOT_TOGETHER: marked("{code} cannot be combined with {other}."),
    RefusalReason.BETTER_ONE: marked("{code}: another discount is better for you."),
}
_TOO_LITTLE = marked("{code} needs a larger order.")


def applied_words(locale: str, applied: AppliedDiscount, *, currency: str) -> str:
    """ "VERANO10: 5,00 € less", on one line: by its code, else by its name."""
    label = one_line(applied.code or applied.name)
    if applied.frees_delivery:
        return t(locale, "{discount}: free delivery", discount=label)
    amount = format_money(applied.amount_minor, currency, locale)
    return t(locale, "{discount}: {amount} less", discount=label, amount=amount)


def refusal_words(locale: str, refused: RefusedCode, *, currency: str) -> str:
    """The sentence for a code that did nothing, on one line."""
    code = one_line(refused.code or t(locale, "The discount"))
    if refused.reason is RefusalReason.TOO_LITTLE:
        return _too_little(locale, refused, code, currency)
    other = one_line(refused.other or "")
    return t(locale, _SENTENCES[refused.reason], code=code, other=other)


def _too_little(locale: str, refused: RefusedCode, code: str, currency: str) -> str:
    if refused.needed_minor is not None:
        amount = format_money(refused.needed_minor, currency, locale)
        return t(locale, "{code}: {amount} more and it counts.", code=code, amount=amount)
    if refused.needed_quantity is not None:
        return tn(
            locale,
            "{code}: {count} more piece and it counts.",
            "{code}: {count} more pieces and it counts.",
            refused.needed_quantity,
            code=code,
        )
    return t(locale, _TOO_LITTLE, code=code)
