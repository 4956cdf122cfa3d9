"""Notices: an order's messages (link, confirmation, invoice, word about money) that WhatsApp took and refused later.

Staff are told on the order; when the shopper writes again, what still holds is sent again. Called by jobs that the inbox
leaves.
"""
