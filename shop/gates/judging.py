"""The gates, one function each, asked in order. Pure: facts in, a judgement with every answer out."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from shop.customers.models import Marketing
from shop.merchants.opening_hours import OpeningHours

QUIET_FROM = time(21)  # nobody is sent promotions at night, whatever the merchant's hours
QUIET_UNTIL = time(9)
PERSON_PAUSE = timedelta(hours=1)
REVIEW_PAUSE = timedelta(minutes=10)
CAP_SPAN = timedelta(days=7)
_NEVER = datetime.max.replace(tzinfo=UTC)


class GateFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about one message that might be sent. Times are UTC."""

    at: datetime
    wanted: bool = True
    open_still: bool
    closed_reason: str = ""
    in_stock: bool = True
    marketing: Marketing
    person_holds: bool
    hours: OpeningHours
    merchant_zone: str
    shopper_zone: str | None
    template_status: str | None
    sent_lately: tuple[datetime, ...]  # promotions to this person within CAP_SPAN, oldest first
    cap: int


class GateAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """What one gate says, in a sentence. `again_at`: not now, but perhaps then."""

    gate: str
    passed: bool
    why: str
    again_at: datetime | None = None


class GateJudgement(msgspec.Struct, frozen=True):
    """All answers. The first refusal without a time is final; else the latest time counts."""

    answers: tuple[GateAnswer, ...]

    @property
    def allowed(self) -> bool:
        return all(answer.passed for answer in self.answers)

    @property
    def refusal(self) -> GateAnswer | None:
        """What decides: a final no before a later time."""
        refused = [answer for answer in self.answers if not answer.passed]
        return max(refused, key=lambda answer: answer.again_at or _NEVER, default=None)

    @property
    def again_at(self) -> datetime | None:
        """When to ask again, None if never."""
        return self.refusal.again_at if self.refusal else None


def judge(facts: GateFacts) -> GateJudgement:
    """Ask every gate: the answers are kept even where the first already says no."""
    return GateJudgement(tuple(gate(facts) for gate in GATES))


def wanted(facts: GateFacts) -> GateAnswer:
    why = "The merchant sends these." if facts.wanted else "The merchant switched these off."
    return GateAnswer(gate="wanted", passed=facts.wanted, why=why)


def still_open(facts: GateFacts) -> GateAnswer:
    why = "It is still open and unpaid." if facts.open_still else facts.closed_reason
    return GateAnswer(gate="still_open", passed=facts.open_still, why=why)


def in_stock(facts: GateFacts) -> GateAnswer:
    why = "Everything in it is in stock." if facts.in_stock else "Something in it is sold out."
    return GateAnswer(gate="in_stock", passed=facts.in_stock, why=why)


def consent(facts: GateFacts) -> GateAnswer:
    words = {
        Marketing.GIVEN: "The person agreed to reminders.",
        Marketing.WITHDRAWN: "The person asked for no promotions.",
        Marketing.UNASKED: "The person never agreed to reminders.",
    }
    return GateAnswer(gate="consent", passed=facts.marketing is Marketing.GIVEN, why=words[facts.marketing])


def no_person(facts: GateFacts) -> GateAnswer:
    if not facts.person_holds:
        return GateAnswer(gate="no_person", passed=True, why="Nobody of the staff is in the conversation.")
    why = "A person of the staff is in the conversation."
    return GateAnswer(gate="no_person", passed=False, why=why, again_at=facts.at + PERSON_PAUSE)


def merchant_hours(facts: GateFacts) -> GateAnswer:
    if not facts.hours.are_known:
        return GateAnswer(gate="merchant_hours", passed=True, why="The merchant has set no hours.")
    opens = facts.hours.next_opening(facts.at, facts.merchant_zone)
    if opens is not None and opens <= facts.at:
        return GateAnswer(gate="merchant_hours", passed=True, why="The merchant is open.")
    return GateAnswer(gate="merchant_hours", passed=False, why="The merchant is closed.", again_at=opens)


def quiet_hours(facts: GateFacts) -> GateAnswer:
    """Night is where the shopper is; where that is unknown, where the merchant is."""
    known = _zone(facts.shopper_zone)
    zone = known or ZoneInfo(facts.merchant_zone)
    where = f"in {zone.key}" if known else f"in {zone.key} (the shopper's zone is unknown)"
    local = facts.at.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return GateAnswer(gate="quiet_hours", passed=True, why=f"It is {local:%H:%M} {where}.")
    day = local.date() + timedelta(days=1 if local.time() >= QUIET_FROM else 0)
    morning = datetime.combine(day, QUIET_UNTIL, zone).astimezone(facts.at.tzinfo)
    why = f"It is {local:%H:%M} {where}: quiet until {QUIET_UNTIL:%H:%M}."
    return GateAnswer(gate="quiet_hours", passed=False, why=why, again_at=morning)


def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of that name; None where there is none, or none that this machine knows."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: the name of a folder, such as "Europe"
        return None


def cap(facts: GateFacts) -> GateAnswer:
    lately = [at for at in facts.sent_lately if at > facts.at - CAP_SPAN]
    if facts.cap <= 0:
        return GateAnswer(gate="cap", passed=False, why="The merchant sends no promotions.")
    if len(lately) < facts.cap:
        why = f"{len(lately)} of at most {facts.cap} promotions in {CAP_SPAN.days} days."
        return GateAnswer(gate="cap", passed=True, why=why)
    free = lately[-facts.cap] + CAP_SPAN
    why = f"{len(lately)} promotions in {CAP_SPAN.days} days: the cap is {facts.cap}."
    return GateAnswer(gate="cap", passed=False, why=why, again_at=free)


def template(facts: GateFacts) -> GateAnswer:
    status = facts.template_status
    if status == "APPROVED":
        return GateAnswer(gate="template", passed=True, why="Meta approved the template in this language.")
    if status in (None, "UNSENT", "PENDING", "IN_APPEAL"):
        why = "Meta has not reviewed the template yet."
        return GateAnswer(gate="template", passed=False, why=why, again_at=facts.at + REVIEW_PAUSE)
    return GateAnswer(gate="template", passed=False, why=f"Meta's review of the template says {status}.")


GATES: tuple[Callable[[GateFacts], GateAnswer], ...] = (
    wanted,
    still_open,
    in_stock,
    consent,
    no_person,
    merchant_hours,
    quiet_hours,
    cap,
    template,
)
