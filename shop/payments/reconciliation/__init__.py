"""What Stripe happened to tell us, compared with what it has to tell: an event whose webhook was lost is fetched."""
