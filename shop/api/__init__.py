"""The merchants' JSON API, `/api/v1`: a door. It translates requests into the slices' words and back.

A key's scopes decide what it may do. Bodies and answers are Structs, never tables. Refusals are RFC 9457
problems, lists are pages with an opaque cursor, money is `{"amount_minor": 1250, "currency": "EUR"}`.
"""
