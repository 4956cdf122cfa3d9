"""A pretend Stripe: payment links, checkout, refunds, disputes and signed events over HTTP.

Owns every object a merchant's Stripe account would hold, in memory. The shop reaches it by base URL only
(`SHOP_STRIPE_API_URL`), buyers through `/buy/{token}`, tests and the demo through `/_control/stripe/…`.
Shares no code with Stripe's own library: what is known stands in the vendor's documents, not in its client.

It does not make invoices, taxes, discounts or subscriptions, does not capture by hand, and offers buyers no
adjustable quantities or optional items: such parameters are read and shown, or refused where silence would lie.

An object is replaced (`Table.replace`), never changed in place: an event may keep the object it is about.
"""
