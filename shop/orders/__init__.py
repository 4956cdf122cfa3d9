"""Orders: checkout, totals, tax, stock held and given back, closing.

`models` draws its states. Stock is promised to a pending order for 30 minutes; the order can be
paid for 72 hours and takes stock again then. Lock order everywhere: conversation, order, stock by id, counters.
"""
