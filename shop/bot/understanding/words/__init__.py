"""Tables of words, for each language a column. What they mean together stands in the modules that read them."""
