"""The dialogue: what is answered to what was said. Pure.

`bunch` answers all that waits, `single` one message, `written` its words; `answered` reads what is typed after a question
of the bot, `held` says what is served while a person holds the conversation.
"""
