"""Colours and other common words of options, for readers of another language than the merchant's.

Titles and descriptions are translated by the merchant, options are not: a word that is not in this table stays as the
merchant wrote it.
"""

import unicodedata
from functools import cache

from shop.kit.translations import fallbacks

# One concept a line: Spanish (several words: masculine, feminine), English, Portuguese; the first is what is said.
_CONCEPTS: tuple[tuple[str, str, str], ...] = (
    ("Azul", "Blue", "Azul"),
    ("Azul marino, Marino", "Navy blue, Navy", "Azul-marinho, Azul marinho, Marinho"),
    ("Azul claro, Celeste", "Light blue, Sky blue", "Azul-claro, Azul claro"),
    ("Azul oscuro", "Dark blue", "Azul-escuro, Azul escuro"),
    ("Rojo, Roja", "Red", "Vermelho, Vermelha"),
    ("Verde", "Green", "Verde"),
    ("Verde alga", "Seaweed green", "Verde-alga, Verde alga"),
    ("Verde claro", "Light green", "Verde-claro, Verde claro"),
    ("Verde oscuro", "Dark green", "Verde-escuro, Verde escuro"),
    ("Verde oliva, Oliva", "Olive green, Olive", "Verde-oliva, Verde oliva, Oliva"),
    ("Verde agua", "Aqua green", "Verde-água, Verde água"),
    ("Verde botella", "Bottle green", "Verde-garrafa, Verde garrafa"),
    ("Amarillo, Amarilla", "Yellow", "Amarelo, Amarela"),
    ("Naranja", "Orange", "Laranja"),
    ("Morado, Morada, Violeta", "Purple, Violet", "Roxo, Roxa, Violeta"),
    ("Lila", "Lilac", "Lilás"),
    ("Lavanda", "Lavender", "Lavanda"),
    ("Rosa", "Pink", "Rosa, Cor-de-rosa"),
    ("Fucsia", "Fuchsia", "Fúcsia"),
    ("Blanco, Blanca", "White", "Branco, Branca"),
    ("Blanco roto, Crudo, Cruda", "Off-white", "Branco-sujo, Cru, Crua"),
    ("Negro, Negra", "Black", "Preto, Preta"),
    ("Gris", "Grey, Gray", "Cinza, Cinzento, Cinzenta"),
    ("Gris claro", "Light grey, Light gray", "Cinza-claro, Cinza claro"),
    ("Gris oscuro", "Dark grey, Dark gray", "Cinza-escuro, Cinza escuro"),
    ("Gris perla", "Pearl grey", "Cinza-pérola, Cinza pérola"),
    ("Antracita", "Anthracite", "Antracite"),
    ("Marrón", "Brown", "Marrom, Castanho, Castanha"),
    ("Beis, Beige", "Beige", "Bege"),
    ("Crema", "Cream", "Creme"),
    ("Arena", "Sand", "Areia"),
    ("Camel", "Camel", "Camelo"),
    ("Caqui", "Khaki", "Cáqui"),
    ("Coral", "Coral", "Coral"),
    ("Salmón", "Salmon", "Salmão"),
    ("Terracota, Teja", "Terracotta", "Terracota"),
    ("Ocre", "Ochre", "Ocre"),
    ("Mostaza", "Mustard", "Mostarda"),
    ("Granate, Burdeos", "Burgundy, Maroon", "Bordô, Grená, Bordeaux"),
    ("Turquesa", "Turquoise", "Turquesa"),
    ("Dorado, Dorada, Oro", "Gold, Golden", "Dourado, Dourada, Ouro"),
    ("Plateado, Plateada, Plata", "Silver", "Prateado, Prateada, Prata"),
    ("Cobre", "Copper", "Cobre"),
    ("Transparente", "Transparent, Clear", "Transparente"),
    ("Multicolor", "Multicoloured, Multicolored", "Multicolor, Multicolorido"),
    ("Natural", "Natural", "Natural"),
    ("Pequeño, Pequeña", "Small", "Pequeno, Pequena"),
    ("Mediano, Mediana", "Medium", "Médio, Média"),
    ("Grande", "Large, Big", "Grande"),
    ("Talla única, Única", "One size", "Tamanho único"),
    ("Algodón", "Cotton", "Algodão"),
    ("Lana", "Wool", "Lã"),
    ("Lino", "Linen", "Linho"),
    ("Madera", "Wood", "Madeira"),
    ("Cuero, Piel", "Leather", "Couro, Pele"),
    ("Hombre", "Men", "Homem"),
    ("Mujer", "Women", "Mulher"),
    ("Niño", "Boy", "Menino"),
    ("Niña", "Girl", "Menina"),
    ("Con caja", "With box", "Com caixa"),
    ("Sin caja", "Without box", "Sem caixa"),
)
_LANGUAGES = ("es", "en", "pt")


def option_in(value: str, locale: str) -> str:
    """An option's value as a reader of the locale knows it; as it is where the table has it not."""
    language = fallbacks(locale)[0].partition("_")[0]
    concepts = _by_word().get(_folded(value))
    if concepts is None or language not in _LANGUAGES:
        return value
    said = [word.strip() for word in concepts[_LANGUAGES.index(language)].split(",")]
    return value if _folded(value) in map(_folded, said) else said[0]


@cache
def _by_word() -> dict[str, tuple[str, str, str]]:
    return {_folded(word): concept for concept in _CONCEPTS for words in concept for word in words.split(",")}


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
