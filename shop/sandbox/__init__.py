"""A pretend Meta and a pretend Stripe on real HTTP, so that the shop runs without accounts.

Owns one `World` (state.py): businesses, numbers, shoppers, conversations, media, templates, catalogs, and
`stripe`. `meta/` answers the Cloud API and the catalog API, `stripe/` answers Stripe's, `webhooks/` posts what both
announce, `control/` (`/_control`) plays the shopper and what the vendors decide, `chat/` is the page in the browser.

Imports nothing of the shop but kit and config: code shared with the clients could be wrong with them.
Called only by the command line, the demo and tests; production differs from it by a base URL, and its image leaves it out.
"""
