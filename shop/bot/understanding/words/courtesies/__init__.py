"""Words of politeness, for each language: none of them is a question, so none is a miss. `courtesies` weighs them."""
