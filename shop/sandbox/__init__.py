"""A pretend Meta and a pretend Stripe on real HTTP, so that the shop runs without accounts.

Owns one `World` (state.py): businesses, numbers, shoppers, conversations, media, templates, catalogs, and
`stripe`. `meta/` answers the Cloud API and the catalog API, `stripe/` answers Stripe's, `delivery.py` posts
both vendors' webhooks, and `/_control` (control*.py) plays the shopper and the vendors' whims.

Imports nothing of the shop but kit and config: code shared with the clients could be wrong with them.
Called only by the command line and by tests; production differs from it by a base URL.
"""
