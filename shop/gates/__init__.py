"""Gates: may this promotion be sent now? Consent, hours, caps, a person in the conversation; every answer is kept.

`judging` is pure and knows no order and no conversation: the caller brings the facts. A judgement is yes, not before a
time, or no; `decisions` keeps it with every gate's answer, so that anybody can read why something was sent or not.
"""
