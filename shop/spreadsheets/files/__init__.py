"""Spreadsheet files: which kind one is, how CSV and XLSX become rows of texts, and how an export becomes a file."""
