"""Carts: what a shopper picked in the chat, matched to our catalog and priced by it.

An open cart waits for the shopper's word; `models` draws its states. The price in a cart message is a claim.
"""
