"""Does somebody ask about their own data: to have it erased, to see it, or where it comes from? Pure."""

from enum import StrEnum

from shop.bot.understanding.normalising import finds, without, words_in
from shop.bot.understanding.words import data_words as says


class DataRequest(StrEnum):
    """What is wanted."""

    ERASE = "erase"
    SEE = "see"


def data_request(text: str) -> DataRequest | None:
    """None where the text asks nothing of the kind; how an order's data may be changed is another matter."""
    words = without(words_in(text), says.TELLING)
    if finds(words, says.OTHER_MATTERS):
        return None
    if finds(words, says.ALWAYS_ERASES) or (
        finds(words, says.ERASING) and finds(words, says.ONES_DATA, says.ABOUT_ME)
    ):
        return DataRequest.ERASE
    if finds(words, says.ALWAYS_SEES) or (finds(words, says.DATA) and finds(words, says.ABOUT_ME, says.MINE)):
        return DataRequest.SEE
    return None
