"""Telephone numbers of several countries."""

SPAIN, PORTUGAL, BRAZIL, BRITAIN, GERMANY = (
    "34611000001",
    "351911000001",
    "5511999990001",
    "447700900001",
    "49151000001",
)
