"""The buyer's pages: what each shows, given to its template. Whatever a shop or a buyer wrote is escaped."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from shop.kit.money import exponent, format_money
from shop.sandbox.stripe.objects import money
from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.pages.texts import PageTexts
from shop.sandbox.stripe.payments.methods import OUTCOMES, for_outcome
from shop.sandbox.types import Json

_COUNTRIES = ("ES", "PT", "FR", "DE", "IT", "GB", "US", "MX", "BR", "AR", "CO", "CL", "PE")
_TEMPLATES = Environment(
    loader=PackageLoader(__package__),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def checkout_page(
    account: AccountRecord,
    session: Json,
    texts: PageTexts,
    *,
    error: str | None = None,
    filled: dict[str, str] | None = None,
    locked: bool = False,
) -> str:
    """What to pay, and a form for it.

    `error` is a key of the texts, `filled` what was entered; `locked`: the e-mail cannot be changed.
    """
    return _rendered(
        "checkout",
        texts,
        account.name,
        **_of_session(session, texts),
        error=error,
        filled={"email": session["customer_email"] or "", **(filled or {})},
        locked=locked,
        lines=account.lines[session["id"]],
        rates=_rates(account, session),
        names=_names(session, texts),
        countries=_countries(session),
        questions=[_question(field, texts) for field in session["custom_fields"]],
        methods=_methods(session),
    )


def bank_page(account: AccountRecord, session: Json, texts: PageTexts) -> str:
    """3-D Secure: does the buyer confirm?"""
    return _rendered("bank", texts, account.name, **_of_session(session, texts))


def state_page(
    texts: PageTexts,
    shop: str,
    key: str,
    *,
    icon: str,
    note: str | None = None,
    back: str | None = None,
    decide: str | None = None,
) -> str:
    """A page that says one thing: `key` is its title, `note` its text (the key's own by default).

    `back` leads back to the payment; `decide` takes what becomes of a delayed payment.
    """
    return _rendered("state", texts, shop, key=key, icon=icon, note=note, back=back, decide=decide)


def address_of(session: Json) -> str:
    """The path of a session's own page."""
    return f"/c/pay/{session['id']}"


def amount_text(amount: int, currency: str, texts: PageTexts) -> str:
    """Money as people write it; Stripe's minor units are not always those of ISO 4217."""
    code = currency.upper()
    shift = exponent(code) - money.exponent(currency)
    minor = amount * 10**shift if shift >= 0 else amount // 10**-shift
    return format_money(minor, code, texts.language)


def _rendered(name: str, texts: PageTexts, shop: str, **shown: Any) -> str:
    def money_text(amount: int, currency: str) -> str:
        return amount_text(amount, currency, texts)

    template = _TEMPLATES.get_template(f"{name}.html.jinja")
    return template.render(t=texts, shop=shop, money=money_text, **shown)


def _of_session(session: Json, texts: PageTexts) -> Json:
    amount = amount_text(session["amount_total"], session["currency"], texts)
    return {"session": session, "address": address_of(session), "amount": amount}


def _countries(session: Json) -> list[tuple[str, str]]:
    """Where it may be sent, or billed; none when no address is asked for."""
    asked = session["shipping_address_collection"]
    if not asked and session["billing_address_collection"] != "required":
        return []
    return [(code, code) for code in (asked["allowed_countries"] if asked else _COUNTRIES)]


def _names(session: Json, texts: PageTexts) -> list[Json]:
    """The names that the link collects beside the payer's: a business's, a person's."""
    asked: Json = session.get("name_collection") or {}
    return [
        {
            "name": f"{who}_name",
            "label": _optional(texts(f"{who}_name"), texts, optional=how.get("optional", False)),
            "required": not how.get("optional", False),
        }
        for who, how in asked.items()
        if how["enabled"]
    ]


def _optional(label: str, texts: PageTexts, *, optional: bool) -> str:
    return f"{label} ({texts('optional')})" if optional else label


def _question(field: Json, texts: PageTexts) -> Json:
    """A custom field: a text, a number, or a choice when it has options."""
    label, optional = field["label"]["custom"], field["optional"]
    options = None
    if field["type"] == "dropdown":
        options = [(option["value"], option["label"]) for option in field["dropdown"]["options"]]
        options = [("", ""), *options] if optional else options
    return {
        "name": f"custom_{field['key']}",
        "label": _optional(label, texts, optional=optional),
        "options": options,
        "required": not optional,
        "numeric": field["type"] == "numeric",
    }


def _rates(account: AccountRecord, session: Json) -> list[Json]:
    """The shipping options, and which one the total holds."""
    chosen = (session["shipping_cost"] or {}).get("shipping_rate")
    found = []
    for option in session["shipping_options"]:
        rate = account.find("shipping_rate", option["shipping_rate"])
        shown = {"id": rate["id"], "name": rate["display_name"], "amount": option["shipping_amount"]}
        found.append({**shown, "is_chosen": rate["id"] == chosen})
    return found


def _methods(session: Json) -> list[Json]:
    """The test methods of the kinds that the session takes."""
    found = []
    for outcome in OUTCOMES:
        method = for_outcome(outcome)
        if method.kind in session["payment_method_types"]:
            groups = " ".join(method.number[i : i + 4] for i in range(0, len(method.number), 4))
            number = f"Visa {groups} · 12/34" if method.kind == "card" else f"SEPA {groups}"
            found.append({"outcome": outcome, "number": number})
    return found
