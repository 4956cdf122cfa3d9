"""Banks that ask for their customers' money: disputes, inquiries and warnings of fraud, as Stripe tells them."""
