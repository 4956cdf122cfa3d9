"""Everything the pretend Stripe knows: accounts by key, mishaps, what is due later."""

import asyncio

from shop.sandbox.faults import StripeFaults
from shop.sandbox.knobs import StripeKnobs
from shop.sandbox.stripe.checkout import paying, sessions
from shop.sandbox.stripe.events.events import create_event, endpoints_for
from shop.sandbox.stripe.events.sender import EventSender
from shop.sandbox.stripe.objects.account import AccountRecord, dump_account, load_account
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.values import new_id, present
from shop.sandbox.stripe.payments.refunds import decide_refund
from shop.sandbox.stripe.shared_world import SharedWorld
from shop.sandbox.types import Json


class StripeWorld:
    """The accounts and how they act. Lives as `world.stripe`; `shared` sends, keeps time, has an address."""

    def __init__(self, shared: SharedWorld) -> None:
        self.shared = shared
        self.outbox = EventSender(shared.deliveries)
        self.accounts: dict[str, AccountRecord] = {}  # by secret key
        self.passed_on: dict[str, dict[str, str]] = {}  # utm_… of a link's address, for the way back
        shared.agenda.handlers |= {
            "stripe.expire": self._expire,
            "stripe.decide": self._decide,
            "stripe.refund": self._refund,
        }

    def reset(self) -> None:
        """Forget every account."""
        self.accounts.clear()
        self.passed_on.clear()

    @property
    def faults(self) -> StripeFaults:
        """Stripe's mishaps in force."""
        return self.shared.faults.stripe

    @property
    def knobs(self) -> StripeKnobs:
        """How it behaves."""
        return self.shared.knobs.stripe

    @property
    def base_url(self) -> str:
        """Where buyers find us, without a slash at the end."""
        return self.shared.base_url.rstrip("/")

    def snapshot(self) -> Json:
        """Everything as JSON values; what was under way to a webhook is not kept."""
        accounts = [dump_account(account) for account in self.accounts.values()]
        return {"accounts": accounts, "passed_on": self.passed_on}

    def restore(self, snapshot: Json) -> None:
        """Become what `snapshot` returned. What is due later stands in the shared agenda."""
        self.reset()
        self.passed_on = dict(snapshot["passed_on"])
        loaded = [load_account(dump, self._on_change) for dump in snapshot["accounts"]]
        self.accounts = {account.secret_key: account for account in loaded}

    def add_account(self, secret_key: str, *, country: str, currency: str, name: str) -> AccountRecord:
        """The account of this key, made when missing."""
        account = self.accounts.get(secret_key)
        if account is None:
            account = AccountRecord(new_id("acct"), secret_key, country, currency, self._on_change)
            self.accounts[secret_key] = account
        account.country, account.currency, account.name = country, currency, name
        return account

    def find_object(self, kind: str, key: str) -> tuple[AccountRecord, Json]:
        """The object with this id and the account it belongs to. Raises Refused (404)."""
        for account in self.accounts.values():
            if row := account.table(kind).get(key):
                return account, row
        raise Refused(f"No such {kind}: '{key}'", status=404, code="resource_missing", param="id")

    def link_at(self, key: str) -> tuple[AccountRecord, Json]:
        """The link with this id, or with this token at the end of its address. Raises Refused (404)."""
        for account in self.accounts.values():
            links = account.table("payment_link")
            if found := links.of(key):
                return account, found[0]
        return self.find_object("payment_link", key)

    def open_session(self, account: AccountRecord, link: Json, asked: Json | None = None) -> Json:
        """What opening an active link does. Raises Refused."""
        if not link["active"]:
            raise Refused("This Payment Link is no longer active.", code="payment_link_inactive")
        methods = self.knobs.default_methods
        session = sessions.open_from_link(account, link, base_url=self.base_url, methods=methods, asked=asked)
        self.schedule_expiry(session)
        if asked and asked.get("utm"):
            self.passed_on[session["id"]] = asked["utm"]
        return session

    def schedule_expiry(self, session: Json) -> None:
        """Let an open session expire when its time has come."""
        self.shared.agenda.add(session["expires_at"] - present(), "stripe.expire", session["id"])

    def check_payable(self, account: AccountRecord, session: Json) -> None:
        """Raises Refused when the session, or by the knob its link, has ended."""
        paying.check_open(session)
        link = account.table("payment_link").get(session["payment_link"] or "")
        if link and not link["active"] and not self.knobs.open_sessions_outlive_link:
            raise Refused("This Payment Link is no longer active.", code="payment_link_inactive")

    def schedule_delayed_outcome(self, session: Json, outcome: str) -> None:
        """Decide a delayed payment by itself after a while."""
        if session["payment_status"] == "unpaid" and session["status"] == "complete":
            succeeds = "yes" if outcome == "delayed_ok" else ""
            seconds = self.knobs.async_settles_after_seconds
            self.shared.agenda.add(seconds, "stripe.decide", session["id"], succeeds)

    def schedule_refund_outcome(self, account: AccountRecord, refund: Json) -> None:
        """Decide later what is not decided yet, or will fail."""
        if refund["status"] == "pending":
            seconds = self.knobs.refund_settles_after_seconds
            self.shared.agenda.add(seconds, "stripe.refund", refund["id"], "succeeded")
        elif account.later_events.get(refund["charge"]) == "refund_fails":
            seconds = self.knobs.refund_settles_after_seconds
            self.shared.agenda.add(seconds, "stripe.refund", refund["id"], "failed")

    def resend(self, account: AccountRecord, event: Json) -> None:
        """Post a kept event unchanged to every endpoint that wants its type."""
        self.outbox.put(account, event, endpoints_for(account, event["type"]), self.faults.take_webhook())

    async def wait_for_webhook(self, session_id: str) -> None:
        """Wait for the webhook of a completed session, as Checkout does before it sends the buyer back."""
        await asyncio.sleep(0)  # the outbox posts when the present step is over
        await asyncio.sleep(0)
        waiting = self.outbox.about(session_id)
        if waiting:
            tasks = [asyncio.ensure_future(sent.tried.wait()) for sent in waiting]
            await asyncio.wait(tasks, timeout=self.knobs.redirect_waits_seconds)
            for task in tasks:
                task.cancel()

    def _on_change(self, account: AccountRecord, what: Json) -> None:
        endpoints = endpoints_for(account, what["type"])
        fault = self.faults.take_webhook() if endpoints else None
        for _ in range(2 if fault and fault.twins else 1):
            event = create_event(account, what, pending=len(endpoints))
            if endpoints:
                self.outbox.put(account, event, endpoints, fault)
        self.shared.publish(f"stripe.{what['type']}", id=what["object"]["id"])

    def _expire(self, session_id: str) -> None:
        for account in self.accounts.values():
            session = account.table(sessions.KIND).get(session_id)
            if session and session["status"] == "open":
                sessions.expire(account, session)

    def _decide(self, session_id: str, succeeds: str) -> None:
        for account in self.accounts.values():
            session = account.table(sessions.KIND).get(session_id)
            intent = account.table("payment_intent").get((session or {}).get("payment_intent") or "")
            if session and intent and intent["status"] == "processing":
                paying.decide_delayed(account, session, succeeds=bool(succeeds))

    def _refund(self, refund_id: str, status: str) -> None:
        for account in self.accounts.values():
            refund = account.table("refund").get(refund_id)
            if refund and refund["status"] in ("pending", "succeeded"):
                decide_refund(account, refund, status)
