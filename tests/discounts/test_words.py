"""What the shopper reads about a discount."""

import pytest

from shop.discounts.evaluation import AppliedDiscount, RefusalReason, RefusedCode
from shop.discounts.words import applied_words, refusal_words
from shop.kit.translations import languages
from tests.discounts.rules import numbered


def applied(**more: object) -> AppliedDiscount:
    given = {
        "discount_id": numbered(1),
        "name": "Rebajas\nde verano",
        "code": None,
        "amount_minor": 500,
        **more,
    }
    return AppliedDiscount(**given)  # type: ignore[arg-type]


def test_what_a_discount_did_is_said_by_its_code_else_by_its_name() -> None:
    assert applied_words("es", applied(code="VERANO10"), currency="EUR") == "VERANO10: 5,00 € menos"
    assert applied_words("en", applied(), currency="JPY") == "Rebajas de verano: ¥500 less"
    freeing = applied(amount_minor=0, frees_delivery=True)
    assert applied_words("es", freeing, currency="EUR") == "Rebajas de verano: envío gratis"


@pytest.mark.parametrize("locale", languages())
@pytest.mark.parametrize("reason", RefusalReason)
def test_every_reason_is_a_sentence_that_names_the_code(reason: RefusalReason, locale: str) -> None:
    said = refusal_words(locale, RefusedCode(code="VERANO10", reason=reason, other="DIEZ"), currency="EUR")
    assert "VERANO10" in said
    assert said.endswith(".")
    assert "{" not in said
    assert ("DIEZ" in said) == (reason is RefusalReason.NOT_TOGETHER)


def test_what_is_missing_is_said() -> None:
    def said(needed_minor: int | None = None, needed_quantity: int | None = None) -> str:
        refused = RefusedCode(
            code="VERANO10",
            reason=RefusalReason.TOO_LITTLE,
            needed_minor=needed_minor,
            needed_quantity=needed_quantity,
        )
        return refusal_words("es", refused, currency="EUR")

    assert said(needed_minor=1250) == "VERANO10: con 12,50 € más ya vale."
    assert said(needed_quantity=1) == "VERANO10: con 1 unidad más ya vale."
    assert said(needed_quantity=2) == "VERANO10: con 2 unidades más ya vale."


def test_a_discount_without_a_code_can_be_used_up_as_well() -> None:
    gone = RefusedCode(code=None, reason=RefusalReason.USED_UP)
    assert refusal_words("en", gone, currency="EUR") == "The discount has been used up."
