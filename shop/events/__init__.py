"""The one log of what happened, appended in the transaction in which it happened.

Timelines, reports, connections to other systems and "why" read it; nobody keeps a second log. It holds ids, codes,
counts and amounts in minor units, never texts, names or phone numbers (`record` refuses them).
"""
