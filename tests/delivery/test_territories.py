"""Whose VAT counts at a destination, and whether it lies in the Union's VAT area."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.delivery.addresses import Destination
from shop.delivery.territories import VatTerritory, vat_territory

MEMBERS = (
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - one line
)


@pytest.mark.parametrize(
    ("country", "postal_code", "counts", "is_eu", "regional"),
    [
        ("ES", "28013", "ES", True, ""),
        ("ES", "07001", "ES", True, ""),
        ("ES", "35001", "ES", False, "canarias"),
        ("ES", "38001", "ES", False, "canarias"),
        ("ES", "51001", "ES", False, "ceuta"),
        ("ES", "52006", "ES", False, "melilla"),
        ("IT", "23041", "IT", False, "livigno"),
        ("IT", "23030", "IT", True, ""),
        ("IT", "22061", "IT", False, "campione"),
        ("IT", "22060", "IT", True, ""),
        ("DE", "27498", "DE", False, "heligoland"),
        ("DE", "78266", "DE", False, "buesingen"),
        ("DE", "78265", "DE", True, ""),
        ("FI", "22100", "FI", False, "aland"),
        ("AX", "22100", "FI", False, "aland"),
        ("FI", "00550", "FI", True, ""),
        ("GR", "630 86", "GR", False, "mount-athos"),
        ("GR", "630 75", "GR", True, ""),
        ("FR", "75001", "FR", True, ""),
        ("FR", "20000", "FR", True, "corsica"),
        ("FR", "97100", "FR", False, "guadeloupe"),
        ("FR", "97500", "FR", False, "overseas"),
        ("FR", "98800", "FR", False, "overseas"),
        ("FR", "98000", "FR", True, ""),
        ("MC", "98000", "FR", True, ""),
        ("RE", "97400", "FR", False, "reunion"),
        ("YT", "97600", "FR", False, "mayotte"),
        ("DK", "8000", "DK", True, ""),
        ("DK", "3900", "DK", False, "greenland"),
        ("FO", "100", "FO", False, ""),
        ("GL", "3900", "GL", False, ""),
        ("GB", "SW1A 1AA", "GB", False, ""),
        ("GB", "BT1 1AA", "XI", True, ""),
        ("GB", "B1 1AA", "GB", False, ""),
        ("GB", "IM1 1AA", "GB", False, ""),
        ("IM", "IM1 1AA", "GB", False, ""),
        ("GB", "JE2 3AB", "JE", False, ""),
        ("GB", "GY1 1AA", "GG", False, ""),
        ("PT", "1000-001", "PT", True, ""),
        ("PT", "9000-001", "PT", True, "madeira"),
        ("PT", "9400-001", "PT", True, "madeira"),
        ("PT", "9500-321", "PT", True, "azores"),
        ("PT", "9980-024", "PT", True, "azores"),
        ("AT", "6691", "AT", True, "jungholz-mittelberg"),
        ("AT", "6993", "AT", True, "jungholz-mittelberg"),
        ("AT", "6690", "AT", True, ""),
        ("AD", "AD500", "AD", False, ""),
        ("GI", "GX11 1AA", "GI", False, ""),
        ("SM", "47890", "SM", False, ""),
        ("VA", "00120", "VA", False, ""),
        ("CH", "8000", "CH", False, ""),
        ("BR", "01310-100", "BR", False, ""),
        ("MX", "06082", "MX", False, ""),
        ("EL", "10431", "GR", True, ""),
        ("IE", "D02 X285", "IE", True, ""),
    ],
)
def test_a_postal_code_decides_whose_vat_counts(
    country: str, postal_code: str, counts: str, is_eu: bool, regional: str
) -> None:
    assert vat_territory(Destination(country, postal_code)) == VatTerritory(counts, is_eu, regional)


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (Destination("ES"), VatTerritory("ES", True)),
        (Destination("ES", region="Tenerife"), VatTerritory("ES", False, "canarias")),
        (Destination("ES", region="CN"), VatTerritory("ES", False, "canarias")),
        (Destination("ES", region="CE"), VatTerritory("ES", False, "ceuta")),
        (Destination("PT", region="Madeira"), VatTerritory("PT", True, "madeira")),
        (Destination("FR", region="2A"), VatTerritory("FR", True, "corsica")),
        (Destination("GB", region="Northern Ireland"), VatTerritory("XI", True)),
        (Destination("FI", region="01"), VatTerritory("FI", False, "aland")),
    ],
)
def test_without_a_postal_code_the_area_decides(destination: Destination, expected: VatTerritory) -> None:
    assert vat_territory(destination) == expected


@given(st.text(max_size=3), st.text(max_size=25), st.text(max_size=25))
def test_any_text_has_an_answer(country: str, postal_code: str, region: str) -> None:
    found = vat_territory(Destination(country, postal_code, region))
    assert found.is_eu <= (found.country in {*MEMBERS, "XI"})
