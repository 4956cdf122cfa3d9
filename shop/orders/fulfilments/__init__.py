"""Fulfilments: some pieces of a paid order, sent in one parcel or laid ready to be collected.

`models` draws their states. An order may have several; together they never hold more pieces than were ordered, which the
order's lock guards. Staff say what happens by the API; the shopper is told of each step, once.
"""
