"""The words in which harm is told, for each language."""
