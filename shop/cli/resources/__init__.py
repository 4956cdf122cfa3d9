"""What commands work on: a database, and the folder of a demo."""
