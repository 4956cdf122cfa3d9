"""What is to be done about each kind of call, as merchants and operators read it."""

from shop.attention.models import AttentionKind

WHAT_TO_DO: dict[AttentionKind, str] = {
    AttentionKind.CONVERSATION_WAITS: "Answer the shopper, or give the conversation back to the bot.",
    AttentionKind.MESSAGE_UNREADABLE: "Ask the shopper to say it again; the operator keeps the original.",
    AttentionKind.MESSAGE_REFUSED: "Reach the shopper in another way: WhatsApp did not deliver this message.",
    AttentionKind.NUMBER_PAUSED: "Mend what the reason says, then `shop numbers resume`.",
    AttentionKind.ACCOUNT_ALERT: "Look at the account in WhatsApp Manager.",
    AttentionKind.LINK_FAILED: "Agree with the shopper on another way to pay, or cancel the order.",
    AttentionKind.PAYMENT_UNCLEAR: "Refund this payment, or settle the order with the shopper.",
    AttentionKind.PAYMENT_UNDELIVERABLE: "Deliver what can be had and refund the rest, or refund all.",
    AttentionKind.PAYMENT_EVENT_SET_ASIDE: "Look at this payment at Stripe; the operator can replay its event.",
    AttentionKind.PAYMENT_RETURNED: "Nothing, unless the shopper asks: this payment goes back by itself.",
    AttentionKind.PAID_AFTER_CANCEL: "Send it, unless the shopper says that it was a mistake: then refund it.",
    AttentionKind.REFUND_FAILED: "Refund it once more, or in another way; the shopper still waits for the money.",
    AttentionKind.REFUND_NOT_MADE: "See what was refunded at Stripe, and refund the rest if some is still owed.",
    AttentionKind.REFUNDED_AT_STRIPE: "The order was refunded at Stripe: do not send it.",
    AttentionKind.DISPUTE: "Answer the dispute at Stripe before its deadline.",
    AttentionKind.DISPUTE_LOST: "The money is gone: do not send the order, or settle it with the shopper.",
    AttentionKind.FRAUD_WARNING: "Do not send the order; consider a refund before it becomes a dispute.",
    AttentionKind.INVOICE_FAILED: "Send the invoice in another way; the next try is made by the operator.",
    AttentionKind.CREDIT_NOTE_FAILED: "Send the credit note in another way; the next try is made by the operator.",
    AttentionKind.INVOICE_NEEDS_BUYER: "Ask the buyer for name, address and tax id.",
    AttentionKind.TITLE_UNPRINTABLE: "Give the product or the shop a name in letters that documents can print.",
    AttentionKind.ORDER_NOTE: "Read what the shopper wrote with the cart before you pack the order.",
    AttentionKind.NO_DELIVERY: "Offer a delivery for this order, agree on one with the shopper, or cancel it.",
    AttentionKind.ORDER_UNFULFILLED: "Pack it and say so (POST /api/v1/orders/{id}/fulfilments), or refund it.",
}
