"""Meta's items as a feed: CSV, or RSS 2.0 with Google's namespace, as Meta's page of catalog feeds has them. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from catalog_sync.items.mapping import MetaItem

MOST_MORE_IMAGES = 20
FIELDS = (
    "id",
    "title",
    "description",
    "availability",
    "condition",
    "price",
    "sale_price",
    "sale_price_effective_date",
    "link",
    "image_link",
    "additional_image_link",
    "brand",
    "item_group_id",
    "product_type",
    "google_product_category",
    "internal_label",
    "shipping_weight",
    "color",
    "size",
    "material",
    "pattern",
    "additional_variant_attribute",
)
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def csv_head() -> str:
    """The names of the columns."""
    return _csv([FIELDS])


def csv_items(items: Sequence[MetaItem]) -> str:
    """One row for each item."""
    return _csv([[_cell(item, field) for field in FIELDS] for item in items])


def xml_head(shop: str, link: str) -> str:
    """The document up to the first item."""
    name = _written(shop)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">'
        f"<channel><title>{name}</title><link>{_written(link)}</link><description>{name}</description>\n"
    )


def xml_items(items: Sequence[MetaItem]) -> str:
    """An element for each, on a line of its own; what has no value has no element."""
    return "".join(f"<item>{''.join(_elements(item))}</item>\n" for item in items)


XML_END = "</channel></rss>\n"


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _cell(item: MetaItem, field: str) -> str:
    """A machine reads it: nothing is escaped against spreadsheet programs."""
    images = _images(item)
    if field == "image_link":
        return images[0] if images else ""
    if field == "additional_image_link":
        return ",".join(image.replace(",", "%2C") for image in images[1:])
    if field == "internal_label":
        return _labels(item)
    return str(item[field])


def _elements(item: MetaItem) -> Iterator[str]:
    for field in FIELDS:
        values = _images(item)[1:] if field == "additional_image_link" else [_cell(item, field)]
        for value in values:
            if value:
                yield f"<g:{field}>{_written(value)}</g:{field}>"


def _images(item: MetaItem) -> list[str]:
    return [image["url"] for image in item["image"]][: MOST_MORE_IMAGES + 1]


def _labels(item: MetaItem) -> str:
    """Meta: ['summer','trending']."""
    words = [label.replace("\\", "").replace("'", "’") for label in item["internal_label"]]
    return "[" + ",".join(f"'{word}'" for word in words) + "]" if words else ""


def _written(text: str) -> str:
    return escape(_NOT_IN_XML.sub(" ", text))
