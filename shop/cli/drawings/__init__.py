"""Flat drawings of the demo shop's goods, a module per category; owns no state, called by `cli.pictures`."""
