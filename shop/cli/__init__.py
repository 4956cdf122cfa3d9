"""The command line: `shop demo`, `shop serve` and the rest; owns no data, called by people."""
