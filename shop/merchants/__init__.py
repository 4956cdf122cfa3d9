"""Merchants: who sells here, their WhatsApp apps and numbers, Stripe accounts, keys, hours and settings.

Owns the directory, which answers "whose is this?" before a merchant is known. Called by every door.
"""
