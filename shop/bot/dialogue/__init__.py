"""The dialogue: what is answered to what was said. Pure.

`respond` answers all that waits, `one_message` one of them, `plain_text` its words; `typed_answers` reads what is typed
after a question of the bot, `split_messages` finds what belongs together, and `while_held` says what is served though a
person holds the conversation.
"""
