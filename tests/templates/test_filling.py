"""Wrong parameters are refused before anything is sent."""

import pytest

from shop.templates.filling import WrongParameters, check_filling
from shop.templates.names import ORDER_PAID, ORDER_PAYMENT
from shop.whatsapp.outgoing import TemplateMessage, UrlButton


def test_a_full_set_of_values_and_buttons_passes() -> None:
    check_filling(TemplateMessage(name=ORDER_PAID, language="es", body=["1", "Faro", "2 €"]))


@pytest.mark.parametrize("body", [[], ["1"], ["1", "2", "3", "4"]])
def test_too_few_or_too_many_values_are_refused(body: list[str]) -> None:
    with pytest.raises(WrongParameters, match="wants 3 values"):
        check_filling(TemplateMessage(name=ORDER_PAID, language="es", body=body))


def test_a_missing_button_is_refused() -> None:
    whole = TemplateMessage(
        name=ORDER_PAYMENT, language="es", body=["1", "2", "3"], buttons=[UrlButton(index=0, suffix="a")]
    )
    check_filling(whole)
    with pytest.raises(WrongParameters):
        check_filling(TemplateMessage(name=ORDER_PAYMENT, language="es", body=["1", "2", "3"]))
