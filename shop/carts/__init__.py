"""Carts: what a shopper picked in the chat, matched to our catalog and priced by it.

States: open (waits for the shopper's word) -> ordered | dropped. The price in a cart message is a claim.
"""
