"""Meta's WhatsApp Cloud API as wire code; it knows nothing of carts, orders, merchants or the database.

Doors: `incoming` (what Meta tells us), `outgoing` (what can be said), `client` (saying it), `errors` (what
Meta refuses and what to do then). Holds no state but the connections of one `client.WhatsApp`.
Called by hooks, inbox, templates, catalog_sync and whoever writes a message.
"""
