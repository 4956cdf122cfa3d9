"""The inbox: conversations, messages in and out, the 24-hour window, handover between the bot and people.

A conversation is a mailbox: the door makes its row and drops events into it; `inbox.read_events` appends what
arrived, in the provider's order, under the conversation's lock. Outgoing messages are rows too: queued ->
sending -> sent -> delivered -> read, or failed, withdrawn, unknown; a status only moves up.
"""
