"""Was somebody harmed by what was sold, or is something in it that may harm? Pure."""

from shop.bot.understanding.harm.telling import tells_of_harm

__all__ = ["tells_of_harm"]
