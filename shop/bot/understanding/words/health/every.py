"""Every topic."""

from shop.bot.understanding.words.health.ailments import AILMENTS
from shop.bot.understanding.words.health.diets import DIETS
from shop.bot.understanding.words.health.food import FOOD
from shop.bot.understanding.words.health.persons import PERSONS
from shop.bot.understanding.words.health.substances import SUBSTANCES
from shop.bot.understanding.words.health.topics import HealthTopic
from shop.bot.understanding.words.health.traces import TRACES

HEALTH: tuple[HealthTopic, ...] = (*FOOD, *DIETS, *SUBSTANCES, *PERSONS, *AILMENTS, TRACES)
