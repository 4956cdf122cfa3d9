"""Conversations: their cases, who holds them, what people do in them, and what silence ends."""
