"""What a list of products may be asked for."""

from typing import Annotated

from litestar.params import QueryParameter

from shop.api.http.json_bodies import InvalidField
from shop.api.http.pages import NO_NUL
from shop.catalog.enums import Availability
from shop.catalog.listing.query import ProductFilter, Sort

WholeSku = Annotated[
    str | None, QueryParameter(required=False, max_length=100, pattern=NO_NUL, description="The whole SKU.")
]
SearchWords = Annotated[
    str | None,
    QueryParameter(
        required=False,
        max_length=200,
        pattern=NO_NUL,
        description="SearchWords to search for; accents and endings do not matter.",
    ),
]
CategoryPath = Annotated[
    str | None,
    QueryParameter(
        required=False,
        max_length=750,
        pattern=NO_NUL,
        description="Its path; what lies below it is included.",
    ),
]
Tag = Annotated[
    str | None,
    QueryParameter(
        required=False, max_length=100, pattern=NO_NUL, description="Accents and case do not matter."
    ),
]
LowStock = Annotated[
    bool | None,
    QueryParameter(
        required=False,
        description="True: a variant on sale has so few left as its `low_stock_threshold` says. False: none has.",
    ),
]
AvailabilityOfOne = Annotated[
    Availability | None, QueryParameter(required=False, description="Of one of its variants on sale.")
]
SortOrder = Annotated[
    Sort | None,
    QueryParameter(
        required=False,
        description="Not together with `q`. `position` is a collection's own order and needs `collection`.",
    ),
]


def order_of(wanted: ProductFilter, sort: Sort | None) -> Sort | None:
    """The order that is meant; None is a search's own. Raises InvalidField."""
    if wanted.words is not None:
        if sort is not None:
            raise InvalidField("What is found by `q` comes in the order of how well it fits.", "sort")
        return None
    if sort is Sort.POSITION and wanted.collection is None:
        raise InvalidField("The order of a collection needs `collection`.", "sort")
    return sort or Sort.NEWEST
