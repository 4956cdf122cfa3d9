"""Credit notes: what corrects an invoice when money goes back, in a series of their own, one for each refund at most."""
