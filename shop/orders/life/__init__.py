"""How far an order has come, from its payment to what came back: counted in pieces, told in one word.

`stages` is the one pure function of it, `progress` the row that lists are filtered by, `rebuilding` the same from the log
of events alone, `withdrawal` the time in which goods may be given back.
"""
