"""The register: every column of every table with what it holds of people, and how long its rows are kept.

A column has one class (`DataClass`). Where several would be right, the first of the enumeration counts: what the law
keeps before what people said, that before what names them. So JSON and bytes that may hold people's words are content,
whatever else is in them; an invoice is money, although it names its buyer. A test compares the register with the migrated
database.
"""
