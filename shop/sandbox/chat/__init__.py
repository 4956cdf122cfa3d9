"""The chat in the browser: a page on top of the control API, in which one plays the shoppers and both vendors.

Owns the page (`static/`), what only the page asks for (`/_control/chat/…`) and the check of who may call
`/_control` from a browser (origin.py). Keeps no state; mounted by `shop.sandbox.app`.
"""
