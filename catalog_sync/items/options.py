"""Options as Meta's fields: "Talla: M" is `size`, and what Meta has no field for is an additional attribute."""

import unicodedata
from collections.abc import Mapping

from shop.kit.texts.lines import one_line

LONGEST_OPTION = 200
FIELDS = ("color", "size", "material", "pattern")

# Names in Spanish, English and Portuguese, without accents and case.
_NAMES = {
    "color": "color",
    "colour": "color",
    "colores": "color",
    "colors": "color",
    "cor": "color",
    "cores": "color",
    "size": "size",
    "sizes": "size",
    "talla": "size",
    "tallas": "size",
    "talle": "size",
    "tamano": "size",
    "tamanho": "size",
    "material": "material",
    "materials": "material",
    "materiales": "material",
    "materiais": "material",
    "tejido": "material",
    "tecido": "material",
    "fabric": "material",
    "pattern": "pattern",
    "estampado": "pattern",
    "estampa": "pattern",
    "padrao": "pattern",
}
_OF_THE_FORMAT = str.maketrans({",": " ", ":": " "})  # Meta writes "Scent:Fruity,Flavor:Apple"


def option_fields(options: Mapping[str, str]) -> dict[str, str]:
    """`color`, `size`, `material`, `pattern` and `additional_variant_attribute`, "" where there is none.

    Of two options that mean the same field the first has it; the other is an additional attribute.
    """
    found = dict.fromkeys(FIELDS, "")
    others: list[str] = []
    for name, value in sorted(options.items()):  # the database keeps no order of theirs
        field = _NAMES.get(normalised_name(name))
        if field is not None and not found[field]:
            found[field] = one_line(value)[:LONGEST_OPTION]
        else:
            others.append(f"{_word(name)}:{_word(value)}")
    return found | {"additional_variant_attribute": ",".join(others)}


def normalised_name(text: str) -> str:
    """Without accents, case and spaces around: "Tamaño" is "tamano"."""
    apart = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def _word(text: str) -> str:
    return one_line(text.translate(_OF_THE_FORMAT))[:LONGEST_OPTION]
