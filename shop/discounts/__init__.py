"""Discounts: what takes something off a cart, by code or by itself, what it took, and how often it may.

`evaluation` is pure. `loading` reads the rules that may matter; `usage` takes, releases and confirms uses under the
locks of their discounts and codes, in the caller's transaction: after stock, before the order's number. A use of a
discount by an order is held while the order waits, used once it is paid, released when it ends unpaid (`models`).
Orders call downward into here.
"""
