"""The shopper and Meta in the control API: businesses, shoppers, what they send, what Meta decides."""
