"""What each column means, by its name: those of our exports, of Meta's catalog template, and common ones. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import msgspec

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.limits import LONGEST_COLUMN_NAME, MOST_COLUMNS

# What an export writes, in its order; `title_en` and `description_en` follow for each language there is.
PRODUCT_COLUMNS = (
    "title",
    "description",
    "brand",
    "category",
    "condition",
    "tags",
    "attributes",
    "tax_class",
    "requires_delivery",
    "images",
    "link",
)
VARIANT_COLUMNS = (
    "options",
    "price",
    "currency",
    "sale_price",
    "sale_starts_at",
    "sale_ends_at",
    "compare_at_price",
    "stock",
    "availability_mode",
    "low_stock_threshold",
    "weight_grams",
    "variant_images",
    "archived",
)
EXPORT_COLUMNS = ("product", "sku", *PRODUCT_COLUMNS, *VARIANT_COLUMNS)

# Meta's template (names with "_" below are its fields), and words that merchants write.
_SYNONYMS = {
    "product": "item_group_id product_id group handle producto produto grupo",
    "sku": "id retailer_id variant_sku referencia",
    "title": "name titulo nombre nome",
    "description": "descripcion descricao",
    "brand": "marca vendor",
    "category": "product_type categoria",
    "condition": "estado_del_producto condicion condicao",
    "tags": "internal_label etiquetas",
    "requires_delivery": "requires_shipping variant_requires_shipping requiere_envio necesita_envio requer_entrega"
    " precisa_de_entrega",
    "link": "url enlace",
    "price": "precio preco variant_price",
    "currency": "moneda moeda divisa",
    "sale_price": "precio_de_oferta precio_rebajado preco_promocional",
    "compare_at_price": "variant_compare_at_price",
    "stock": "quantity_to_sell_on_facebook inventory quantity existencias cantidad estoque quantidade",
    "weight_grams": "variant_grams",
    "low_stock_threshold": "low_stock_mark",  # what exports called it before
    "options": "opciones opcoes",
}
# Columns of Meta's template that no export has.
_METAS_OTHER_COLUMNS = (
    "availability",
    "sale_price_effective_date",
    "image_link",
    "additional_image_link",
    "shipping_weight",
)
# Columns of Meta's template that hold one option each.
OPTION_COLUMNS = ("color", "size", "material", "pattern", "gender", "age_group")
MORE_OPTIONS = "additional_variant_attribute"
_TRANSLATED = re.compile(r"(title|description)_([a-z]{2,3})([_-][a-z0-9]{2,8})?", re.IGNORECASE | re.ASCII)
_OPTION = re.compile(r"(?:option|opcion|opcao)\s*:\s*(\S.*)", re.IGNORECASE)
OPTION = "option:"

_FIELDS = {name: name for name in (*EXPORT_COLUMNS, *_METAS_OTHER_COLUMNS, *OPTION_COLUMNS, MORE_OPTIONS)} | {
    word: field for field, words in _SYNONYMS.items() for word in words.split()
}
# The columns from which a field may come, by what the catalog's rules call the field.
_SOURCES = {
    "availability_mode": ("availability_mode", "availability"),
    "stock": ("stock", "availability"),
    "sale_starts_at": ("sale_starts_at", "sale_price_effective_date"),
    "sale_ends_at": ("sale_ends_at", "sale_price_effective_date"),
    "weight_grams": ("weight_grams", "shipping_weight"),
    "images": ("images", "variant_images", "image_link", "additional_image_link"),
    "options": ("options", *OPTION_COLUMNS, MORE_OPTIONS),
}


class Column(msgspec.Struct, frozen=True, array_like=True):
    """A column that is read: what it means, what the file calls it, and the place of its cells, from 0."""

    field: str
    name: str
    at: int


class Header(msgspec.Struct, frozen=True):
    """The columns that are read, and what is to be said of the others."""

    columns: list[Column]
    notes: list[str]


def count_known(names: Sequence[str]) -> int:
    """How many of these names are columns that we know."""
    return sum(field_of(name) is not None for name in names)


def field_of(name: str) -> str | None:
    """What a column of that name means; None for nothing that we know."""
    name = name.strip()
    if (translated := _TRANSLATED.fullmatch(name)) is not None and normalized_header(name) not in _FIELDS:
        return f"{translated[1].lower()}_{translated[2].lower()}{translated[3] or ''}"
    if (option := _OPTION.fullmatch(name)) is not None:
        return OPTION + option.group(1).strip()
    return _FIELDS.get(normalized_header(name))


def read_header(names: Sequence[str]) -> Header:
    """The columns of a file, by their names. Raises SpreadsheetRefused."""
    names = [_storable(name) for name in names]
    _check_names(names)
    chosen: dict[str, Column] = {}
    unknown: list[str] = []
    doubled: list[str] = []
    for at, raw in enumerate(names):
        name, field = raw.strip(), field_of(raw)
        if field is None:
            unknown.extend([_short(name)] if name else [])
        elif field not in chosen or (chosen[field].name != field and name == field):
            doubled.extend([_short(chosen[field].name)] if field in chosen else [])
            chosen[field] = Column(field, name[:LONGEST_COLUMN_NAME], at)
        else:
            doubled.append(_short(name))
    if "sku" not in chosen:
        shown = ", ".join(_short(name) for name in names if name.strip()) or "nothing"
        raise SpreadsheetRefused(
            f"The first row must name the columns, one of them `sku`. It holds: {shown}."
        )
    columns = sorted(chosen.values(), key=lambda column: column.at)
    return Header(columns, [*_notes(unknown, doubled), *_stock_notes(chosen)])


def column_of(columns: Sequence[Column], field: str) -> str:
    """The name of the column from which a field, as the catalog's rules call it, came; "" if there is none."""
    fields = _SOURCES.get(field, (field,))
    by_field = {column.field: column.name for column in columns}
    if field == "options":
        fields = (*fields, *(field for field in by_field if field.startswith(OPTION)))
    return next((by_field[field] for field in fields if field in by_field), "")


def normalized_header(name: str) -> str:
    """Without accents, in lower case, words joined by "_": "Código SKU" is "codigo_sku"."""
    apart = unicodedata.normalize("NFKD", name.strip().casefold())
    letters = "".join(c for c in apart if not unicodedata.combining(c))
    return re.sub(r"[\s_-]+", "_", letters)


def _check_names(names: Sequence[str]) -> None:
    if len(names) > MOST_COLUMNS:
        raise SpreadsheetRefused(f"The file has {len(names)} columns; {MOST_COLUMNS} are allowed.")
    written = [name.strip() for name in names if field_of(name) is not None]
    twice = next((name for name in written if written.count(name) > 1), None)
    if twice is not None:
        raise SpreadsheetRefused(f"Two columns are called {_short(twice)}: which one counts?")


def _notes(unknown: Sequence[str], doubled: Sequence[str]) -> Iterator[str]:
    if unknown:
        yield f"These columns are not read: {', '.join(unknown[:50])}."
    if doubled:
        yield f"Of columns that mean the same one is read; these are not: {', '.join(doubled)}."


def _stock_notes(chosen: dict[str, Column]) -> Iterator[str]:
    if "availability" in chosen and "stock" not in chosen:
        yield (
            "The file says what is in stock and not how many: what is known keeps its stock, what is new has none "
            "until you say how many there are."
        )


def _storable(name: str) -> str:
    """Without NUL and half characters: names are stored and shown."""
    return name.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:39]}…"
