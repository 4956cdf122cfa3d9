"""`/_control`: what tests, scripts and the browser do to the world. Not part of either vendor's API.

One router (router.py): the world itself, its faults and knobs, then one package for each vendor (`meta/` plays the
shopper and Meta's reviewers, `stripe/` the buyer and the bank), and `chat/` for what only the page in the browser asks.
"""
