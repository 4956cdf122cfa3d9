"""What every noun of the pretend Stripe rests on: accounts, tables of objects, values, refusals, kinds of parameters."""
