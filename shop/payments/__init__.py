"""Payments: Stripe payment links for orders, settlement by webhook, and money that does not fit or goes back.

A link belongs to one revision of one order; `models` draws its states. A payment is settled once; a second one
(`surplus`), and one for what cannot be had any more (`undeliverable`), go back by themselves; one that does not fit
(`mismatch`) is shown to a person. Words and documents follow by jobs and undo nothing. `gateway.py` alone imports stripe.
"""
