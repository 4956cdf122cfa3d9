"""The buyer's pages: opening a link, paying, the bank's question, how a payment stands. Templates in `templates/`."""
