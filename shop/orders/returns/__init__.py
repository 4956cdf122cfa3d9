"""Returns: some pieces of what was sent come back, with a reason.

`models` draws their states. An exchange is a return and a new order; the money is given back by a refund, and both are
only named here. The shopper is told of each step.
"""
