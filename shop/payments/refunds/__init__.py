"""Money that goes back: decided here or in Stripe's dashboard, made by Stripe, followed by its events until it is there."""
