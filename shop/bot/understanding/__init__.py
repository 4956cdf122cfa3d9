"""What shoppers' words mean: pure functions over text, with tables of words for each language.

Nothing here knows a conversation, an order or a product; `shop.bot.dialogue` asks what was meant and decides.
Whoever adds a language adds a column to each table.
"""
