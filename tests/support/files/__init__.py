"""Files that merchants bring, and a server that has some."""
