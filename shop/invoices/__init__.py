"""Invoices: gapless numbers per series, allotted by a job of their own; the document as PDF; its way into the chat.

An invoice is a snapshot and never changes. `issuing` numbers it inside the caller's transaction; `sending` makes the PDF
once, uploads it and says it.
"""
