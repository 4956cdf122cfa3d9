"""Is what was said before taken back: it was not meant, or not for us? Pure."""

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import finds, without, words_in
from shop.bot.understanding.words.stop_words import AROUND_TAKING_BACK, TAKING_BACK


def takes_back(text: str) -> bool:
    """ "No, wait", "sorry, wrong chat", and nothing besides."""
    words = words_in(text)
    if not finds(words, TAKING_BACK):
        return False
    return not without(without_courtesies(without(words, TAKING_BACK)), AROUND_TAKING_BACK)
