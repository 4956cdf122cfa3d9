"""Meta's WhatsApp Cloud API as wire code; it knows nothing of carts, orders, merchants or the database.

To import from: `incoming` (reading webhooks), `outgoing` (messages and their wire form), `api` (calls to Meta),
`errors` (what Meta refuses and what to do then). Holds no state but the connections of one `WhatsApp`.
Called by hooks, inbox, templates, catalog_sync and every slice that writes a message.
"""
