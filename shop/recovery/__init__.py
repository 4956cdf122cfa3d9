"""Recovery: winning back what was left behind.

The subject is an order that was placed and not paid, or an open cart of our own chat (Meta tells nobody about a cart that
was never sent). `models` draws its states. One active recovery for each conversation. A payment
ends it (`recovery.note_paid`), a new order or cart does (`recovery.watch`), and a stop at the next look through the
gates. An answer of the shopper's withdraws what is queued, in the transaction that reads it.
"""
