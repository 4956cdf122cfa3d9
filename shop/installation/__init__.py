"""How the installation stands, across all merchants: what waits, in numbers.

It reads what the slices below it store and changes nothing. Read by `observability` and by the doctor.
"""
