"""The buyer's form, and the bank's question."""

from html import escape

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.pages.fields import Fields
from shop.sandbox.stripe.pages.parts import amount_text, frame, summary
from shop.sandbox.stripe.pages.texts import PageTexts
from shop.sandbox.stripe.payments.methods import OUTCOMES, for_outcome
from shop.sandbox.types import Json

_COUNTRIES = ("ES", "PT", "FR", "DE", "IT", "GB", "US", "MX", "BR", "AR", "CO", "CL", "PE")


def checkout_page(
    account: AccountRecord,
    session: Json,
    words: PageTexts,
    *,
    error: str | None = None,
    filled: dict[str, str] | None = None,
    locked: bool = False,
) -> str:
    """What to pay, and a form for it.

    `error` is a key of the texts, `filled` what was entered; `locked`: the e-mail cannot be changed.
    """
    amount = amount_text(session["amount_total"], session["currency"], words)
    alert = f'<p class="error" role="alert">{words(error)}</p>' if error else ""
    button = words("pay", amount=amount) if session["amount_total"] else words("confirm_free")
    fields = Fields(words, {"email": session["customer_email"] or "", **(filled or {})})
    form = (
        f'<form class="card" method="post" action="/c/pay/{session["id"]}?locale={words.language}">'
        f"{_contact(session, fields, locked=locked)}{_addresses(session, fields)}"
        f'{_questions(session, fields)}{_methods(session, words)}<button type="submit">{button}</button>'
        f'<a class="quiet" href="{_leave(session, words)}">{words("leave")}</a></form>'
    )
    title = words("pay_to", name=account.name)
    head = f'<h1>{escape(title)}</h1><p class="sum money">{amount}</p>{alert}'
    order = summary(words, session, account.lines[session["id"]])
    return frame(words, account.name, title, head + order + _delivery(account, session, words) + form)


def bank_page(account: AccountRecord, session: Json, words: PageTexts) -> str:
    """3-D Secure: does the buyer confirm?"""
    amount = amount_text(session["amount_total"], session["currency"], words)
    question = words("bank_note", amount=amount, name=escape(account.name))
    content = (
        f'<section class="card state"><h1>{words("bank")}</h1><p>{question}</p>'
        f'<form class="stack" method="post" action="/c/pay/{session["id"]}/bank?locale={words.language}">'
        f'<button name="confirmed" value="true">{words("confirm")}</button>'
        f'<button class="second" name="confirmed" value="false">{words("refuse")}</button></form></section>'
    )
    return frame(words, account.name, words("bank"), content)


def decision(session: Json, words: PageTexts) -> str:
    """For a delayed payment: buttons that decide it now."""
    return (
        f'<form class="stack" method="post" action="/c/pay/{session["id"]}/async?locale={words.language}">'
        f'<p>{words("simulate")}</p><button name="succeed" value="true">{words("arrive")}</button>'
        f'<button class="second" name="succeed" value="false">{words("fail")}</button></form>'
    )


def _contact(session: Json, fields: Fields, *, locked: bool) -> str:
    words = fields.words
    phone = session["phone_number_collection"]["enabled"]
    return (
        f"<fieldset><legend>{words('contact')}</legend>"
        + fields.text(
            "email", words("email"), kind="email", complete="email", more=" readonly" if locked else ""
        )
        + fields.text("name", words("name"), complete="name")
        + (fields.text("phone", words("phone"), kind="tel", complete="tel") if phone else "")
        + "</fieldset>"
    )


def _addresses(session: Json, fields: Fields) -> str:
    words, asked = fields.words, session["shipping_address_collection"]
    if not asked and session["billing_address_collection"] != "required":
        return ""
    countries = asked["allowed_countries"] if asked else _COUNTRIES
    return (
        f"<fieldset><legend>{words('address' if asked else 'billing_address')}</legend>"
        + fields.text("line1", words("line1"), complete="address-line1")
        + '<div class="pair">'
        + fields.text("postal_code", words("postal_code"), complete="postal-code")
        + fields.text("city", words("city"), complete="address-level2")
        + "</div>"
        + fields.select("country", words("country"), [(code, code) for code in countries])
        + "</fieldset>"
    )


def _questions(session: Json, fields: Fields) -> str:
    """Custom fields: texts, numbers, choices."""
    asked = "".join(_question(field, fields) for field in session["custom_fields"])
    return f"<fieldset>{asked}</fieldset>" if asked else ""


def _question(field: Json, fields: Fields) -> str:
    name, label, optional = f"custom_{field['key']}", field["label"]["custom"], field.get("optional", False)
    if optional:
        label += f" ({fields.words('optional')})"
    if field["type"] == "dropdown":
        options = [(option["value"], option["label"]) for option in field["dropdown"]["options"]]
        return fields.select(name, label, [("", ""), *options] if optional else options)
    more = ' inputmode="numeric"' if field["type"] == "numeric" else ""
    return fields.text(name, label, more=more, required=not optional)


def _delivery(account: AccountRecord, session: Json, words: PageTexts) -> str:
    """The shipping options, if there is a choice. Each is a button, for choosing one changes the total."""
    if len(session["shipping_options"]) < 2:
        return ""
    chosen = (session["shipping_cost"] or {}).get("shipping_rate")
    rows = ""
    for option in session["shipping_options"]:
        rate = account.find("shipping_rate", option["shipping_rate"])
        amount = amount_text(option["shipping_amount"], session["currency"], words)
        pressed = "true" if rate["id"] == chosen else "false"
        rows += (
            f'<button class="choice" name="shipping_rate" value="{rate["id"]}" aria-pressed="{pressed}">'
            f'<span class="what">{escape(rate["display_name"])}</span>'
            f'<span class="money">{amount}</span></button>'
        )
    action = f"/c/pay/{session['id']}/shipping?locale={words.language}"
    return f'<form class="card" method="post" action="{action}"><h2>{words("delivery")}</h2>{rows}</form>'


def _methods(session: Json, words: PageTexts) -> str:
    if session["amount_total"] == 0:
        return ""
    rows = ""
    for outcome in OUTCOMES:
        method = for_outcome(outcome)
        if method.kind in session["payment_method_types"]:
            groups = " ".join(method.number[i : i + 4] for i in range(0, len(method.number), 4))
            what = f"Visa {groups} · 12/34" if method.kind == "card" else f"SEPA {groups}"
            rows += _choice("outcome", outcome, words(outcome), what, not rows)
    return f"<fieldset><legend>{words('method')}</legend>{rows}</fieldset>"


def _leave(session: Json, words: PageTexts) -> str:
    return f"/c/pay/{session['id']}/left?locale={words.language}"


def _choice(name: str, value: str, title: str, note: str, checked: bool) -> str:
    mark = " checked" if checked else ""
    return (
        f'<label class="choice"><input type="radio" name="{name}" value="{escape(value)}"{mark}>'
        f'<span class="what"><b>{title}</b><small>{note}</small></span></label>'
    )
