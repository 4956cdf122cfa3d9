"""Invoices: numbering, the document, its XML, credit notes."""
