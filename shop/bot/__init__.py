"""The bot: what the machine says. It answers the common and hands the rest to people.

`understanding` says what words mean, `replies` what is said of each subject. `dialogue` is pure: state, messages
and facts in, actions out. `handle` gathers the facts under the conversation's lock and carries out the actions in the same
transaction. The bot says only what the catalog and the orders say.
"""
