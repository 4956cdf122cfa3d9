"""Payments: Stripe payment links for orders, settlement by webhook, and what did not fit.

A link belongs to one revision of one order: active -> paid | superseded. A payment is settled once; a second or a
wrong one is kept as `surplus` or `mismatch` and shown to the merchant. `gateway.py` alone imports stripe.
"""
