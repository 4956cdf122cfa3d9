"""How an order reaches its shopper: addresses, zones, ways to deliver, what they cost and how long they take.

Zones, methods and pick-up places are a merchant's set-up; what is removed is archived, because orders keep what they
were quoted. `quotes` is pure and answers for any parcel and destination; `why_none` says in a sentence why it has no
answer. Whose value added tax counts at a destination says `territories`. Called by checkout and the API.
"""
