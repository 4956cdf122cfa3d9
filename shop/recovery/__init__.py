"""Recovery: winning back what was left behind.

The subject is an order that was placed and not paid, or an open cart of our own chat (Meta tells nobody about a cart that
was never sent). States: waiting -> nudged -> recovered | ended. One active recovery per person. Payment, a new order, an
answer or a stop ends it and withdraws what is queued, in its own transaction.
"""
