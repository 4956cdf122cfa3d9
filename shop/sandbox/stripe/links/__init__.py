"""Payment links: their parameters, lines, prices and shipping rates."""
