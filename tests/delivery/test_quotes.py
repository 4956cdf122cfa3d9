"""What is offered for a parcel and a destination, what it costs, when it arrives, and why nothing is offered."""

from datetime import date

import msgspec
import pytest

from shop.delivery.addresses import Destination
from shop.delivery.quotes import quotes, why_none
from shop.delivery.reasons import NoDelivery, NoDeliveryReason
from shop.delivery.setup import DeliveryKind, DeliverySetup, Method, PricingKind, ValueStep
from shop.delivery.zones import Area, Zone
from shop.kit.db.columns import new_id
from tests.delivery.setups import (
    BY_WEIGHT,
    COLLECT,
    LISBON,
    MADRID,
    SHOP,
    STANDARD,
    TENERIFE,
    TUESDAY,
    parcel,
    setup,
)


def changed(method: Method, **more: object) -> Method:
    return msgspec.structs.replace(method, **more)


def prices(
    made: DeliverySetup, value_minor: int, weight_grams: int | None, to: Destination | None = MADRID
) -> list[int]:
    return [
        each.price_minor
        for each in quotes(made, parcel(value_minor, weight_grams), to, locale="es", at=TUESDAY)
    ]


def test_home_and_pickup_are_offered_the_cheapest_first() -> None:
    collected, sent = quotes(setup(), parcel(), MADRID, locale="en", at=TUESDAY)
    assert (collected.kind, collected.price_minor, collected.place_id, collected.place) == (
        DeliveryKind.PICKUP,
        0,
        SHOP.id,
        SHOP,
    )
    assert (sent.method_id, sent.place_id, sent.kind, sent.name, sent.price_minor, sent.free_from_minor) == (
        STANDARD.id,
        None,
        DeliveryKind.HOME,
        "Standard",
        490,
        6000,
    )


def test_a_date_is_a_range_of_working_days() -> None:
    collected, sent = quotes(setup(), parcel(), MADRID, locale="es", at=TUESDAY)
    assert (sent.earliest, sent.latest) == (date(2026, 12, 4), date(2026, 12, 10))  # over two holidays
    assert (collected.earliest, collected.latest) == (date(2026, 12, 5), date(2026, 12, 5))  # a Saturday
    (island,) = quotes(setup(BY_WEIGHT), parcel(), TENERIFE, locale="es", at=TUESDAY)
    assert (island.earliest, island.latest) == (None, None)


@pytest.mark.parametrize(
    ("locale", "name"), [("es", "Envío estándar"), ("pt_BR", "Entrega padrão"), ("de", "Envío estándar")]
)
def test_a_method_is_called_as_in_the_shoppers_language(locale: str, name: str) -> None:
    (sent,) = quotes(setup(STANDARD), parcel(), MADRID, locale=locale, at=TUESDAY)
    assert sent.name == name


def test_from_the_threshold_on_it_costs_nothing() -> None:
    assert prices(setup(STANDARD), 5999, None) == [490]
    assert prices(setup(STANDARD), 6000, None) == [0]


def test_a_step_of_weight_counts_up_to_its_figure() -> None:
    made = setup(BY_WEIGHT)
    assert [prices(made, 3000, grams, TENERIFE) for grams in (0, 2000, 2001, 10_000, 10_001)] == [
        [1290],
        [1290],
        [2490],
        [2490],
        [],
    ]


def test_a_step_of_value_counts_from_its_figure() -> None:
    steps = (ValueStep(0, 690), ValueStep(3000, 490), ValueStep(6000, 0))
    made = setup(
        changed(STANDARD, pricing_kind=PricingKind.BY_VALUE, value_steps=steps, free_from_minor=None)
    )
    assert [prices(made, value, None) for value in (0, 2999, 3000, 5999, 6000)] == [
        [690],
        [690],
        [490],
        [490],
        [0],
    ]


def test_what_needs_no_delivery_is_quoted_without_any_set_up() -> None:
    empty = DeliverySetup((), (), (), setup().dispatch, "EUR")
    assert not empty.is_used
    digital = parcel(needs_delivery=False)
    (quote,) = quotes(empty, digital, None, locale="es", at=TUESDAY)
    assert (quote.kind, quote.price_minor, quote.method_id, quote.name) == (
        DeliveryKind.DIGITAL,
        0,
        None,
        "No hay nada que enviar",
    )
    assert why_none(empty, digital, None) is None


def test_without_a_destination_what_is_collected_is_offered_alone() -> None:
    (quote,) = quotes(setup(), parcel(), None, locale="es", at=TUESDAY)
    assert quote.method_id == COLLECT.id


def test_the_first_zone_that_includes_a_destination_counts() -> None:
    everywhere = Zone(new_id(), "Todo", (Area("ES"), Area("PT")))
    anywhere = changed(STANDARD, id=new_id(), zone_id=everywhere.id, price_minor=990)
    made = setup(STANDARD, BY_WEIGHT, anywhere, zones=(*setup().zones, everywhere))
    assert prices(made, 3000, 500, MADRID) == [490]
    assert prices(made, 3000, 500, TENERIFE) == [1290]
    assert prices(made, 3000, 500, LISBON) == [990]


def test_a_method_may_be_of_some_places_only() -> None:
    other = msgspec.structs.replace(SHOP, id=new_id(), name="Otra")
    made = setup(changed(COLLECT, place_ids=(other.id,)), places=(SHOP, other))
    assert [each.place_id for each in quotes(made, parcel(), None, locale="es", at=TUESDAY)] == [other.id]


@pytest.mark.parametrize(
    ("made", "value", "weight", "to", "expected"),
    [
        (setup(STANDARD), 3000, 500, LISBON, NoDelivery(NoDeliveryReason.NOT_THERE, destination=LISBON)),
        (setup(STANDARD), 3000, 500, None, NoDelivery(NoDeliveryReason.NO_DESTINATION)),
        (setup(BY_WEIGHT), 1999, 500, TENERIFE, NoDelivery(NoDeliveryReason.TOO_LITTLE_ORDERED, 2000)),
        (setup(BY_WEIGHT), 3000, 10_001, TENERIFE, NoDelivery(NoDeliveryReason.TOO_HEAVY, 10_000)),
        (setup(BY_WEIGHT), 3000, None, TENERIFE, NoDelivery(NoDeliveryReason.NO_WEIGHT_KNOWN)),
        (
            setup(changed(STANDARD, max_value_minor=100_000)),
            100_001,
            None,
            MADRID,
            NoDelivery(NoDeliveryReason.TOO_MUCH_ORDERED, 100_000),
        ),
        (
            setup(changed(STANDARD, max_weight_grams=20_000), changed(STANDARD, max_weight_grams=30_000)),
            1000,
            30_001,
            MADRID,
            NoDelivery(NoDeliveryReason.TOO_HEAVY, 30_000),
        ),
        (
            setup(changed(STANDARD, min_value_minor=5000), changed(COLLECT, min_value_minor=4000)),
            1000,
            1,
            MADRID,
            NoDelivery(NoDeliveryReason.TOO_LITTLE_ORDERED, 4000),
        ),
        (
            DeliverySetup((), (), (), setup().dispatch, "EUR"),
            1000,
            1,
            MADRID,
            NoDelivery(NoDeliveryReason.NOT_SET_UP),
        ),
    ],
)
def test_why_nothing_is_offered_is_said_with_the_figure_that_is_needed(
    made: DeliverySetup, value: int, weight: int | None, to: Destination | None, expected: NoDelivery
) -> None:
    assert prices(made, value, weight, to) == []
    assert why_none(made, parcel(value, weight), to) == expected


@pytest.mark.parametrize(
    ("why", "locale", "said"),
    [
        (
            NoDelivery(NoDeliveryReason.NOT_THERE, destination=TENERIFE),
            "es",
            "No hacemos envíos a 38001, España.",
        ),
        (
            NoDelivery(NoDeliveryReason.NOT_THERE, destination=Destination("US")),
            "es",
            "No hacemos envíos a Estados Unidos.",
        ),
        (
            NoDelivery(NoDeliveryReason.NOT_THERE, destination=LISBON),
            "en",
            "We do not deliver to 1000-001, Portugal.",
        ),
        (
            NoDelivery(NoDeliveryReason.TOO_HEAVY, 1500),
            "es",
            "Este pedido pesa demasiado: enviamos hasta 1,5 kg.",
        ),
        (
            NoDelivery(NoDeliveryReason.TOO_HEAVY, 30_000),
            "en",
            "This order is too heavy: we deliver up to 30 kg.",
        ),
        (
            NoDelivery(NoDeliveryReason.TOO_LITTLE_ORDERED, 2000),
            "es",
            "Enviamos pedidos a partir de 20,00 €; añade algo al tuyo.",
        ),
        (
            NoDelivery(NoDeliveryReason.TOO_MUCH_ORDERED, 100_000),
            "pt_BR",
            "Entregamos pedidos de até € 1.000,00; divida o seu em dois, por favor.",
        ),
    ],
)
def test_a_shopper_reads_why_in_a_sentence(why: NoDelivery, locale: str, said: str) -> None:
    assert why.said(locale, "EUR") == said


@pytest.mark.parametrize("reason", NoDeliveryReason)
def test_every_reason_has_a_sentence_in_every_language(reason: NoDeliveryReason) -> None:
    why = NoDelivery(reason, 1000, MADRID)
    said = {locale: why.said(locale, "EUR") for locale in ("en", "es", "pt_BR", "pt_PT")}
    assert all(said.values())
    assert len({said["en"], said["es"], said["pt_BR"]}) == 3
