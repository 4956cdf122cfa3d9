"""What is asked about health, and what a description may call it besides, over all languages at once.

Each topic stands by itself: a sentence about sugar says nothing of alcohol, one about hazelnuts nothing of almonds, one
without gluten nothing of oats. What is asked in general (allergens, ingredients) is answered by what lists them.
"""

from shop.bot.understanding.words.health.ailments import ILLNESS_ENDS
from shop.bot.understanding.words.health.asking import ALLERGENS, INGREDIENTS, LISTS, WEAK
from shop.bot.understanding.words.health.every import HEALTH
from shop.bot.understanding.words.health.persons import (
    AGE,
    BABIES,
    GIVING,
    HAVING,
    MAY,
    NO_AGE,
    NO_REMEDY,
    OLD,
    RIGHT_FOR,
    SAFETY,
    YEARS,
)
from shop.bot.understanding.words.health.topics import HealthTopic
from shop.bot.understanding.words.health.traces import TRACES

__all__ = [
    "AGE",
    "ALLERGENS",
    "BABIES",
    "GIVING",
    "HAVING",
    "HEALTH",
    "ILLNESS_ENDS",
    "INGREDIENTS",
    "LISTS",
    "MAY",
    "NO_AGE",
    "NO_REMEDY",
    "OLD",
    "RIGHT_FOR",
    "SAFETY",
    "TRACES",
    "WEAK",
    "YEARS",
    "HealthTopic",
]
