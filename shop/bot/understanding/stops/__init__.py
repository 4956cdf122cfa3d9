"""Does somebody ask for no more promotions? Plainly, perhaps, or not at all."""
