"""Merchants: the tenants of the installation, their WhatsApp apps and numbers, Stripe accounts, keys, hours and settings.

Owns the directory, which finds the merchant of a key, number or token before row-level security applies.
Called by every door.
"""
