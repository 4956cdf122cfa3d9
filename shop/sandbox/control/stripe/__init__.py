"""The buyer, the bank and the dashboard of Stripe in the control API."""
