"""The chat in the browser: a page on top of the control API, in which one plays the shoppers and both vendors.

Owns the page and its files (`static/`). What only the page asks for is answered by `shop.sandbox.control.chat`.
"""
