"""The inbox: conversations, messages in and out, the 24-hour window, handover between the bot and people.

The webhook door makes a conversation's row and stores its events; `inbox.read_webhooks` appends what
arrived, in the provider's order, under the conversation's lock. Outgoing messages are rows too;
`models` draws their states.
"""
