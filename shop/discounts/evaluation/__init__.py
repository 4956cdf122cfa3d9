"""What discounts do to a cart. Pure: rules, lines, codes and the buyer's history come in, amounts and reasons go out.

Conditions are held against the cart before any discount. Those that may be combined are taken one on what the other
left: what is bound to pieces (buy x get y, the cheapest free), then percentages, then amounts, then free delivery;
among one kind by priority, the lower number first, then the older. One that may not be combined stands alone; of all
together and each alone the best for the shopper counts, of equals the older. Amounts are minor units of one currency,
with tax as shoppers read them.
"""

from shop.discounts.evaluation.evaluating import evaluate
from shop.discounts.evaluation.outcomes import AppliedDiscount, Evaluation, RefusalReason, RefusedCode
from shop.discounts.evaluation.rules import (
    EVERYTHING,
    Buyer,
    DiscountableLine,
    DiscountKind,
    DiscountRule,
    ProductScope,
    RuleCode,
)

__all__ = [
    "EVERYTHING",
    "AppliedDiscount",
    "Buyer",
    "DiscountKind",
    "DiscountRule",
    "DiscountableLine",
    "Evaluation",
    "ProductScope",
    "RefusalReason",
    "RefusedCode",
    "RuleCode",
    "evaluate",
]
