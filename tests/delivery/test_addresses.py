"""Addresses are written as their country writes them, and what cannot be delivered to is refused in a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.delivery.addresses import Address, Destination, InvalidAddress, normalize, normalize_destination
from shop.delivery.postal_codes import compact_code, region_code, region_of, rules_of


def address(country: str, postal_code: str, city: str = "Somewhere", **more: str) -> Address:
    fields = {"name": "Ana Pérez", "street": "Calle Mayor 1", **more}
    return Address(city=city, postal_code=postal_code, country=country, **fields)


@pytest.mark.parametrize(
    ("country", "written", "postal_code", "region"),
    [
        ("ES", "28013", "28013", "M"),
        ("es", " 2 8 0 1 3 ", "28013", "M"),
        ("ES", "E-28013", "28013", "M"),
        ("ES", "ES-35001", "35001", "GC"),
        ("ES", "38001", "38001", "TF"),
        ("ES", "51001", "51001", "CE"),
        ("ES", "52001", "52001", "ML"),
        ("ES", "07800", "07800", "PM"),
        ("ES", "26127", "26127", "SO"),
        ("PT", "1250096", "1250-096", ""),
        ("PT", "9000-001", "9000-001", "30"),
        ("PT", "9500-321", "9500-321", "20"),
        ("BR", "01310100", "01310-100", "SP"),
        ("DE", "D-10115", "10115", ""),
        ("DE", "10115", "10115", ""),
        ("GB", "sw1a1aa", "SW1A 1AA", ""),
        ("GB", "bt1 1aa", "BT1 1AA", "NIR"),
        ("IE", "d02x285", "D02 X285", ""),
        ("FR", "75 001", "75001", "75"),
        ("FR", "20000", "20000", "2A"),
        ("FR", "20200", "20200", "2B"),
        ("FR", "97400", "97400", "974"),
        ("MX", "06082", "06082", "CMX"),
        ("AD", "ad500", "AD500", "07"),
        ("GI", "gx111aa", "GX11 1AA", ""),
        ("GI", "", "", ""),
        ("IE", "", "", ""),
        ("NL", "1234ab", "1234 AB", ""),
        ("CH", "CH-2544", "2544", ""),
        ("ES", "２８０１３", "28013", "M"),
    ],
)
def test_a_postal_code_is_written_as_its_country_does(
    country: str, written: str, postal_code: str, region: str
) -> None:
    found = normalize(address(country, written))
    assert (found.country, found.postal_code, found.region) == (country.upper(), postal_code, region)
    assert found.destination == Destination(country.upper(), postal_code, region)
    assert normalize(found) == found


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        (address("ES", "99123"), "postal_code", "The postal code 99123 does not exist in Spain."),
        (address("ES", "00123"), "postal_code", "The postal code 00123 does not exist in Spain."),
        (address("ES", "08001", "Madrid"), "postal_code", "lies in Barcelona, not in Madrid"),
        (address("ES", "08001", region="M"), "postal_code", "lies in Barcelona, not in Madrid"),
        (address("ES", "08001", region="Madrid"), "postal_code", "lies in Barcelona, not in Madrid"),
        (address("ES", "28013", region="Canarias"), "postal_code", "lies in Madrid, not in Canarias"),
        (address("ES", "2801"), "postal_code", "“2801” is no postal code of Spain; one looks like 28039."),
        (address("ES", "28013", region="Atlantis"), "region", "“Atlantis” is no province"),
        (address("ES", ""), "postal_code", "The address needs a postal code."),
        (address("ES", "28013", ""), "city", "The address needs a town."),
        (address("ES", "28013", street=" "), "street", "The address needs a street and a number."),
        (address("ES", "28013", name=""), "name", "needs the name"),
        (address("ES", "28013", phone="no tengo"), "phone", "“no tengo” is no telephone number."),
        (address("ES", "28013", street="x" * 201), "street", "too long: 200 characters"),
        (address("", "28013"), "country", "needs a country"),
        (address("ZZ", "28013"), "country", "“ZZ” is no country"),
        (address("España", "28013"), "country", "“España” is no country"),
        (address("../es", "28013"), "country", "is no country"),
        (address("PT", "1250"), "postal_code", "is no postal code of Portugal; one looks like 2725-079."),
        (address("BR", "01310-100", region="RJ"), "postal_code", "lies in São Paulo, not in Rio de Janeiro"),
        (address("DE", "1011"), "postal_code", "is no postal code of Germany"),
        (address("GB", "XX1 1AA"), "postal_code", "is no postal code of United Kingdom"),
        (address("IE", "D02"), "postal_code", "is no postal code of Ireland"),
        (address("FR", "7500"), "postal_code", "is no postal code of France"),
        (address("MX", "06082", region="Jalisco"), "postal_code", "lies in Ciudad de México, not in Jalisco"),
        (address("AD", "AD800"), "postal_code", "is no postal code of Andorra; one looks like AD100."),
        (address("GI", "28013"), "postal_code", "is no postal code of Gibraltar; one looks like GX11 1AA."),
        (address("US", "", region="CA"), "postal_code", "needs a postal code"),
    ],
)
def test_what_cannot_be_delivered_to_is_refused_with_the_field_and_a_sentence(
    wrong: Address, field: str, sentence: str
) -> None:
    with pytest.raises(InvalidAddress) as refused:
        normalize(wrong)
    assert refused.value.field == field
    assert sentence in str(refused.value)
    assert refused.value.extra == {"errors": [{"path": field, "message": str(refused.value)}]}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("es", "El código postal 99123 no existe en España."),
        ("pt_BR", "O CEP 99123 não existe em Espanha."),
        ("pt_PT", "O código postal 99123 não existe em Espanha."),
    ],
)
def test_a_refusal_is_said_in_the_shoppers_language(locale: str, said: str) -> None:
    with pytest.raises(InvalidAddress) as refused:
        normalize(address("ES", "99123"))
    assert refused.value.said(locale) == said


def test_a_place_that_only_begins_like_an_area_is_no_contradiction() -> None:
    assert normalize(address("ES", "10500", "Valencia de Alcántara")).region == "CC"
    assert normalize(address("ES", "08001", "M")).region == "B"


def test_a_larger_area_that_is_named_becomes_the_area_that_the_postal_code_says() -> None:
    assert normalize(address("ES", "38001", region="Canarias")).region == "TF"
    assert Destination("ES", "38001").areas == {"TF", "CN"}
    assert Destination("ES").areas == frozenset()
    assert Destination("ES", region="Tenerife").areas == {"TF", "CN"}


@pytest.mark.parametrize(
    ("country", "name", "code"),
    [
        ("ES", "Gipuzkoa", "SS"),
        ("ES", "a coruña", "C"),
        ("ES", "Euskadi", "PV"),
        ("ES", "Islas Baleares", "PM"),
        ("BR", "São Paulo", "SP"),
        ("IE", "Dublin", "D"),
        ("IE", "Co. Cork", "CO"),
        ("MX", "Nuevo León", "NLE"),
        ("PT", "Açores", "20"),
        ("FR", "Corse", "COR"),
        ("DE", "Bayern", "Bayern"),
        ("ES", "Bayern", None),
        ("QQ", "Bayern", None),
    ],
)
def test_an_area_is_known_by_its_code_and_by_its_names(country: str, name: str, code: str | None) -> None:
    assert region_code(country, name) == code


def test_a_telephone_number_loses_what_stands_between_its_digits() -> None:
    assert normalize(address("ES", "28013", phone="+34 (600) 12-34.56")).phone == "+34600123456"


def test_a_destination_needs_its_country_alone() -> None:
    assert normalize_destination(Destination("es")) == Destination("ES")
    assert normalize_destination(Destination("ES", "35001")) == Destination("ES", "35001", "GC")
    assert normalize_destination(Destination("US", "", "California")) == Destination("US", "", "CA")
    with pytest.raises(InvalidAddress, match="does not exist"):
        normalize_destination(Destination("ES", "99123"))


@pytest.mark.parametrize(
    "country", ["ES", "PT", "BR", "DE", "GB", "IE", "FR", "MX", "AD", "GI", "IT", "US", "NL"]
)
def test_the_examples_of_a_country_are_codes_of_it_however_they_are_written(country: str) -> None:
    rules = rules_of(country)
    assert rules is not None
    assert rules.examples
    for example in rules.examples:
        for written in (example, example.lower(), compact_code(example), f"{country}-{example}"):
            assert normalize_destination(Destination(country, written)).postal_code == example.upper()


@settings(max_examples=300, deadline=None, database=None)
@given(
    country=st.sampled_from(["ES", "PT", "BR", "GB", "IT", "XX"]) | st.text(max_size=3),
    words=st.lists(st.text(max_size=30), min_size=6, max_size=6),
)
def test_any_text_is_an_address_or_refused_in_every_language(country: str, words: list[str]) -> None:
    name, street, city, postal_code, region, phone = words
    found = read(Address(name, street, city, postal_code[:25], country, region, phone))
    if isinstance(found, Address):
        assert normalize(found) == found
        assert "\0" not in "".join(str(getattr(found, field)) for field in found.__struct_fields__)
    else:
        assert all(found.said(locale) for locale in ("en", "es", "pt_BR", "pt_PT"))


def read(written: Address) -> Address | InvalidAddress:
    try:
        return normalize(written)
    except InvalidAddress as refused:
        return refused


def test_where_the_areas_of_a_country_are_not_all_known_no_postal_code_is_said_not_to_exist() -> None:
    assert normalize_destination(Destination("RU", "247112")).postal_code == "247112"
    assert region_of("RU", "247112") == ""
