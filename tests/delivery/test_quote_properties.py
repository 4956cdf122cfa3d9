"""What is true of every set-up, parcel and destination."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shop.delivery.addresses import Destination
from shop.delivery.quotes import quotes, why_none
from shop.delivery.setup import (
    DeliveryKind,
    DeliverySetup,
    Method,
    Parcel,
    PricingKind,
    ValueStep,
    WeightStep,
)
from shop.delivery.zones import Area, Zone
from shop.kit.db.columns import new_id
from tests.delivery.setups import SHOP, TUESDAY, setup

AMOUNT, GRAMS = st.integers(0, 10**9), st.integers(0, 10**6)
COUNTRIES = st.sampled_from(["ES", "PT", "GB"])
DESTINATIONS = st.builds(
    Destination,
    COUNTRIES,
    st.sampled_from(["", "28013", "38001", "35001", "1000-001", "9000-001", "BT1 1AA", "B1 1AA"]),
)
AREAS = st.builds(
    Area,
    COUNTRIES,
    st.lists(st.sampled_from(["CN", "MD", "30", "NIR"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["28*", "35000-38999", "1000-1999", "BT*", "B*"]), max_size=2).map(tuple),
)
ZONES = st.builds(
    lambda areas, excluded: Zone(new_id(), "", tuple(areas), tuple(excluded)),
    st.lists(AREAS, min_size=1, max_size=3),
    st.lists(AREAS, max_size=2),
)
OPTIONAL = {
    "free_from_minor": st.none() | AMOUNT,
    "min_value_minor": st.none() | AMOUNT,
    "max_value_minor": st.none() | AMOUNT,
    "max_weight_grams": st.none() | GRAMS,
    "min_days": st.none() | st.integers(0, 3),
    "max_days": st.none() | st.integers(3, 9),
}
PARCELS = st.builds(Parcel, st.none() | GRAMS, AMOUNT, st.booleans())


def rising(values: list[int]) -> list[int]:
    return sorted(set(values))


@st.composite
def steps(draw: st.DrawFn) -> dict[str, Any]:
    """Prices of either kind, dearer with every step of weight."""
    begins = rising(draw(st.lists(GRAMS, min_size=1, max_size=4)))
    costs = sorted(draw(st.lists(AMOUNT, min_size=len(begins), max_size=len(begins))))
    pairs = list(zip(begins, costs, strict=True))
    match draw(st.sampled_from(PricingKind)):
        case PricingKind.BY_WEIGHT:
            return {
                "pricing_kind": PricingKind.BY_WEIGHT,
                "weight_steps": tuple(WeightStep(*pair) for pair in pairs),
            }
        case PricingKind.BY_VALUE:
            first = [(0, draw(AMOUNT)), *(pair for pair in pairs if pair[0])]
            return {
                "pricing_kind": PricingKind.BY_VALUE,
                "value_steps": tuple(ValueStep(*pair) for pair in first),
            }
        case _:
            return {"price_minor": costs[0]}


@st.composite
def setups(draw: st.DrawFn) -> DeliverySetup:
    zones = tuple(draw(st.lists(ZONES, max_size=3)))
    methods = []
    for _ in range(draw(st.integers(0, 4))):
        zone = draw(st.sampled_from([None, *zones]))
        kind = DeliveryKind.PICKUP if zone is None else DeliveryKind.HOME
        more: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=OPTIONAL)) | draw(steps())
        methods.append(Method(id=new_id(), kind=kind, name="", zone_id=zone.id if zone else None, **more))
    places = draw(st.sampled_from([(), (SHOP,)]))
    return DeliverySetup(zones, tuple(methods), places, setup().dispatch, "EUR")


@settings(deadline=None, max_examples=400, database=None)
@given(setups(), PARCELS, st.none() | DESTINATIONS)
def test_every_quote_is_one_of_its_zone_and_never_negative_and_a_reason_is_given_exactly_where_there_is_none(
    made: DeliverySetup, parcel: Parcel, destination: Destination | None
) -> None:
    found = quotes(made, parcel, destination, locale="es", at=TUESDAY)
    assert (why_none(made, parcel, destination) is None) == bool(found)
    assert [each.price_minor for each in found] == sorted(each.price_minor for each in found)
    methods, zones = {each.id: each for each in made.methods}, {each.id: each for each in made.zones}
    for quote in found:
        assert quote.price_minor >= 0
        assert (quote.earliest is None) == (quote.latest is None)
        assert quote.earliest is None or quote.latest is None or quote.earliest <= quote.latest
        if quote.kind is DeliveryKind.HOME and quote.method_id is not None:
            zone_id = methods[quote.method_id].zone_id
            assert destination is not None
            assert zone_id is not None
            assert zones[zone_id].includes(destination)
        if quote.free_from_minor is not None and parcel.value_minor >= quote.free_from_minor:
            assert quote.price_minor == 0
    if not parcel.needs_delivery:
        assert [each.kind for each in found] == [DeliveryKind.DIGITAL]


@settings(deadline=None, max_examples=300, database=None)
@given(setups(), AMOUNT, GRAMS, GRAMS, DESTINATIONS)
def test_more_weight_is_never_cheaper(
    made: DeliverySetup, value: int, one: int, other: int, destination: Destination
) -> None:
    light, heavy = (
        {
            (each.method_id, each.place_id): each.price_minor
            for each in quotes(made, Parcel(grams, value, True), destination, locale="es", at=TUESDAY)
        }
        for grams in sorted((one, other))
    )
    assert heavy.keys() <= light.keys()
    assert all(light[way] <= price for way, price in heavy.items())
