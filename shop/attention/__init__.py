"""Who or what is left alone: one row each until somebody has seen to it.

API, doctor and metrics read the rows from here. A row says what it is about, since when it waits, until when something
must be done, what is to be done, and who took it.
"""
