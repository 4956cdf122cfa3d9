"""Message templates: their definitions in the repository, Meta's review of them, and rendering with checked values.

States are Meta's: unsent, pending, approved, rejected, paused, disabled. Only an approved one in the right
language is sent.
"""
