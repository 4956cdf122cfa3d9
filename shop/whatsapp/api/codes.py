"""Meta's error codes as data: what to do about each, and what else it affects.

Source: Meta's Cloud API "error codes" page, completed by what maintained clients observed. Titles change;
codes stay. Delays are ours where Meta gives none (it documents no Retry-After).
"""

from enum import StrEnum

import msgspec

HOUR = 3600
DAY = 24 * HOUR


class VendorAction(StrEnum):
    """Try again soon · after a while · never as it is · once a person repaired something · stop sending."""

    RETRY = "retry"
    LATER = "later"
    NEVER = "never"
    FIX = "fix"
    STOP = "stop"


class Affects(StrEnum):
    """What else fails for the same reason: this message, this recipient, this template, the whole number."""

    MESSAGE = "message"
    RECIPIENT = "recipient"
    TEMPLATE = "template"
    NUMBER = "number"


class CodeMeaning(msgspec.Struct, frozen=True):
    """What an error code asks of us. `delay` is in seconds and grows by `growth` with every attempt."""

    action: VendorAction
    affects: Affects = Affects.MESSAGE
    delay: int = 0
    growth: int = 1

    @property
    def pauses_number(self) -> bool:
        """Nothing of the number will work until a person has repaired something."""
        return self.affects is Affects.NUMBER and self.action in (VendorAction.FIX, VendorAction.STOP)

    def wait(self, attempt: int) -> int:
        """Seconds before the next try, after `attempt` tries failed before this one; a day at most."""
        return min(self.delay * int(self.growth ** min(attempt, 20)), DAY)


def _retry(affects: Affects = Affects.MESSAGE, delay: int = 2) -> CodeMeaning:
    return CodeMeaning(VendorAction.RETRY, affects, delay, growth=2)


def _later(affects: Affects, delay: int, growth: int = 1) -> CodeMeaning:
    return CodeMeaning(VendorAction.LATER, affects, delay, growth)


def _never(affects: Affects = Affects.MESSAGE) -> CodeMeaning:
    return CodeMeaning(VendorAction.NEVER, affects)


def _fix(affects: Affects = Affects.NUMBER) -> CodeMeaning:
    return CodeMeaning(VendorAction.FIX, affects)


def _stop(affects: Affects = Affects.NUMBER) -> CodeMeaning:
    return CodeMeaning(VendorAction.STOP, affects)


_RECIPIENT, _TEMPLATE, _NUMBER = Affects.RECIPIENT, Affects.TEMPLATE, Affects.NUMBER

CODES: dict[int, CodeMeaning] = {
    0: _fix(),  # could not authenticate
    1: _retry(),  # unknown, or an outage
    2: _retry(),  # temporary downtime
    3: _fix(),  # capability or permission
    4: _retry(_NUMBER, 60),  # the app's call rate
    10: _fix(),  # permission missing
    33: _fix(),  # phone number id deleted or unknown
    100: _never(),  # invalid parameter
    190: _fix(),  # token expired or invalid
    368: _stop(),  # blocked for policy
    803: _never(),  # unknown object id
    1026: _never(_RECIPIENT),  # the recipient's app cannot show this type
    80007: _retry(_NUMBER, 60),  # the WABA's rate
    80009: _retry(_NUMBER, 120),  # catalog read rate
    80014: _retry(_NUMBER, 120),  # catalog batch rate
    130429: _retry(_NUMBER),  # throughput of the number
    130472: _never(_RECIPIENT),  # the user is in an experiment of Meta's
    130497: _never(_RECIPIENT),  # not allowed to message users of that country
    131000: _retry(),  # unknown
    131005: _fix(),  # access denied
    131008: _never(),  # parameter missing
    131009: _never(),  # parameter value invalid; product not found
    131016: _retry(delay=10),  # service unavailable
    131021: _never(_RECIPIENT),  # sender is recipient
    131026: _never(_RECIPIENT),  # undeliverable: not on WhatsApp, terms not accepted, old app
    131030: _fix(_RECIPIENT),  # a test number's list of allowed recipients
    131031: _stop(),  # account locked
    131037: _fix(),  # display name not approved
    131042: _fix(),  # payment problem
    131045: _fix(),  # registration or certificate
    131047: _never(),  # over 24 hours since the user wrote: a template is needed
    131048: _stop(),  # spam rate: quality
    131049: _later(_RECIPIENT, DAY),  # the user's marketing cap; quick retries only fail again
    131050: _never(_RECIPIENT),  # the user stopped marketing from this business
    131051: _never(),  # message type
    131052: _never(),  # inbound media could not be fetched
    131053: _never(),  # outbound media could not be uploaded
    131055: _never(),  # only marketing templates here
    131056: _later(_RECIPIENT, 1, growth=4),  # pair rate: 4^X seconds for this user
    131057: _later(_NUMBER, 60),  # number in maintenance
    131059: _retry(),  # bad pagination cursor: start again without
    131061: _never(_TEMPLATE),  # template with a maximum price
    131062: _never(),  # needs a phone number, not a business-scoped id
    131063: _never(_TEMPLATE),  # marketing templates are off for this number
    131064: _stop(),  # limited for template classification
    132000: _never(),  # number of parameters
    132001: _never(_TEMPLATE),  # no such template in this language, or not approved
    132005: _never(),  # too long after substitution
    132007: _never(_TEMPLATE),  # character policy
    132008: _never(),  # parameter format, older
    132012: _never(),  # parameter format
    132015: _stop(_TEMPLATE),  # paused
    132016: _stop(_TEMPLATE),  # disabled
    132018: _never(),  # parameter problem
    132068: _never(_TEMPLATE),  # flow blocked
    132069: _later(_TEMPLATE, HOUR),  # flow throttled
    133000: _retry(_NUMBER, 10),  # incomplete deregistration
    133004: _retry(delay=10),  # server unavailable
    **dict.fromkeys((133005, 133006, 133008, 133009, 133010, 133015, 133016), _fix()),  # PIN, registration
    134011: _fix(),  # payment terms
    134100: _never(_TEMPLATE),  # not a marketing template
    134101: _later(_TEMPLATE, 600),  # template still syncing
    134102: _never(_TEMPLATE),  # not available for marketing messages
    135000: _never(),  # generic user error
    137000: _never(_RECIPIENT),  # identity hash mismatch
    **dict.fromkeys(range(139000, 139005), _never()),  # flows
    **dict.fromkeys(range(139100, 139104), _never(_RECIPIENT)),  # blocking users
    139200: _never(),  # direct send blocked
    **dict.fromkeys(range(147001, 147006), _never()),  # business usernames
    2388019: _fix(_TEMPLATE),  # template count
    # template form
    **dict.fromkeys((2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299), _never(_TEMPLATE)),
    **dict.fromkeys(range(200, 300), _fix()),  # permission missing, asset not assigned
}


def meaning_of(
    code: int | None, *, subcode: int | None = None, http_status: int | None = None, transient: bool = False
) -> CodeMeaning:
    """What to do about a code. Unknown: 5xx, 429 and what Meta calls transient again, all else never."""
    if code == 100 and subcode == 33:  # "object does not exist": wrong id, or the token may not see it
        return CODES[33]
    known = CODES.get(subcode or -1) if code == 100 else None  # template errors hide in the subcode
    known = known or (CODES.get(code) if code is not None else None)
    if known is not None:
        return known
    again = transient or (http_status is not None and (http_status == 429 or http_status >= 500))
    return _retry() if again else _never()
