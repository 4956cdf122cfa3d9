"""Who carries parcels, and where each is followed.

The addresses are those of the carriers' own pages that take a number, as they stood in November 2026 in their shop modules
and in the tables of published shop software: Correos, Correos Express, SEUR, MRW (the `urlTracking` of its official
PrestaShop module), GLS and CTT Express in Spain; CTT in Portugal; Correios, Jadlog and Loggi in Brazil; DHL, UPS, FedEx,
DPD and USPS. They were not called from here. NACEX needs the number of its agency as well, and others change: whoever is
not in this table needs its link.
"""

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from shop.kit.errors import ShopError
from shop.kit.texts.lines import one_line
from shop.whatsapp.outgoing.limits import BadContent, web_address

LONGEST_NAME = 60  # of a carrier we do not know
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9./\- ]{0,59}")


class Carrier(NamedTuple):
    """Its name as people read it, and its page for a number ("{}")."""

    name: str
    page: str


CARRIERS: dict[str, Carrier] = {
    "correos": Carrier(
        "Correos",
        "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number={}",
    ),
    "correos_express": Carrier("Correos Express", "https://s.correosexpress.com/c?n={}"),
    "seur": Carrier("SEUR", "https://www.seur.com/livetracking/?segOnlineIdentificador={}"),
    "mrw": Carrier("MRW", "https://www.mrw.es/seguimiento_envios/MRW_historico_nacional.asp?enviament={}"),
    "gls": Carrier("GLS", "https://gls-group.com/ES/es/seguimiento-envio/?match={}"),
    "ctt_express": Carrier("CTT Express", "https://www.cttexpress.com/localizador-de-envios/?sc={}"),
    "ctt": Carrier("CTT", "https://www.ctt.pt/feapl_2/app/open/objectSearch/objectSearch.jspx?objects={}"),
    "correios": Carrier("Correios", "https://rastreamento.correios.com.br/app/index.php?objetos={}"),
    "jadlog": Carrier("Jadlog", "https://www.jadlog.com.br/siteInstitucional/tracking.jad?cte={}"),
    "loggi": Carrier("Loggi", "https://www.loggi.com/rastreador/{}"),
    "dhl": Carrier("DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id={}"),
    "ups": Carrier("UPS", "https://www.ups.com/track?tracknum={}"),
    "fedex": Carrier("FedEx", "https://www.fedex.com/fedextrack/?trknbr={}"),
    "dpd": Carrier("DPD", "https://tracking.dpd.de/status/en_US/parcel/{}"),
    "usps": Carrier("USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels={}"),
}


class BadShipment(ShopError):
    """A carrier, number or link that cannot be shown to a shopper."""

    status_code = 422


class Shipment(msgspec.Struct, frozen=True):
    """By whom a parcel is carried and how it is followed; nothing of it where the shop brings it itself."""

    carrier: str | None = None
    number: str | None = None
    url: str | None = None


def carrier_name(carrier: str) -> str:
    """As people read it."""
    return CARRIERS[carrier].name if carrier in CARRIERS else carrier


def shipment_of(carrier: str | None, number: str | None, url: str | None) -> Shipment:
    """What was said, checked; the link of a carrier we know follows from the number. Raises BadShipment."""
    carrier, number = _carrier(carrier), _number(number)
    if carrier is None:
        if number is not None or url is not None:
            raise BadShipment("Say who carries it, too.")
        return Shipment()
    if url is not None:
        return Shipment(carrier, number, _link(url))
    if carrier in CARRIERS:
        return Shipment(
            carrier, number, CARRIERS[carrier].page.format(quote(number, safe="")) if number else None
        )
    raise BadShipment(f"“{carrier}” is no carrier we know: give its tracking link, too.")


def _carrier(written: str | None) -> str | None:
    """A code of ours however it is written ("Correos Express"), else the name."""
    name = one_line(written or "")
    if not name:
        return None
    if len(name) > LONGEST_NAME:
        raise BadShipment(f"A carrier's name may have {LONGEST_NAME} characters.")
    code = re.sub(r"[ -]", "_", name.casefold())
    return code if code in CARRIERS else name


def _number(written: str | None) -> str | None:
    number = one_line(written or "")
    if number and not _NUMBER.fullmatch(number):
        raise BadShipment("A tracking number has up to 60 letters, digits, spaces, dots, slashes and dashes.")
    return number or None


def _link(url: str) -> str:
    """Only https, and no name before the host: a link must lead where it seems to lead."""
    try:
        web_address(url, "The tracking link")
    except BadContent as refused:
        raise BadShipment(str(refused)) from refused
    address = urlsplit(url)
    if address.scheme != "https" or address.username is not None:
        raise BadShipment("A tracking link begins with https:// and names nobody before its host.")
    return url
