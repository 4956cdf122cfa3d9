"""The buyer's form, and the bank's question."""

from html import escape

from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.cards import OUTCOMES, for_outcome
from shop.sandbox.stripe.page_parts import amount_text, frame, summary
from shop.sandbox.stripe.page_words import Words
from shop.sandbox.stripe.values import Json

_COUNTRIES = ("ES", "PT", "FR", "DE", "IT", "GB", "US", "MX", "BR", "AR", "CO", "CL", "PE")


def checkout_page(
    account: Account, session: Json, words: Words, *, error: str | None = None, locked: bool = False
) -> str:
    """What to pay, and a form for it. `error` is a key of the texts; `locked`: the e-mail is given."""
    amount = amount_text(session["amount_total"], session["currency"], words)
    alert = f'<p class="error" role="alert">{words(error)}</p>' if error else ""
    button = words("pay", amount=amount) if session["amount_total"] else words("confirm_free")
    form = (
        f'<form class="card" method="post" action="/c/pay/{session["id"]}?locale={words.language}">'
        f"{_contact(session, words, locked=locked)}{_addresses(session, words)}{_questions(session, words)}"
        f"{_delivery(account, session, words)}{_methods(session, words)}"
        f'<button type="submit">{button}</button>'
        f'<a class="quiet" href="{_leave(session, words)}">{words("leave")}</a></form>'
    )
    title = words("pay_to", name=account.name)
    head = f'<h1>{escape(title)}</h1><p class="sum money">{amount}</p>'
    return frame(
        words,
        account.name,
        title,
        head + alert + summary(words, session, account.lines[session["id"]]) + form,
    )


def bank_page(account: Account, session: Json, words: Words) -> str:
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


def decision(session: Json, words: Words) -> str:
    """For a delayed payment: buttons that decide it now."""
    return (
        f'<form class="stack" method="post" action="/c/pay/{session["id"]}/async?locale={words.language}">'
        f'<p>{words("simulate")}</p><button name="succeed" value="true">{words("arrive")}</button>'
        f'<button class="second" name="succeed" value="false">{words("fail")}</button></form>'
    )


def _contact(session: Json, words: Words, *, locked: bool) -> str:
    email = session["customer_email"] or ""
    fixed = " readonly" if locked else ""
    phone = session["phone_number_collection"]["enabled"]
    return (
        f"<fieldset><legend>{words('contact')}</legend>"
        + _field("email", words("email"), kind="email", value=email, complete="email", more=fixed)
        + _field("name", words("name"), complete="name")
        + (_field("phone", words("phone"), kind="tel", complete="tel") if phone else "")
        + "</fieldset>"
    )


def _addresses(session: Json, words: Words) -> str:
    asked = session["shipping_address_collection"]
    if not asked and session["billing_address_collection"] != "required":
        return ""
    countries = asked["allowed_countries"] if asked else _COUNTRIES
    options = "".join(f"<option>{escape(code)}</option>" for code in countries)
    return (
        f"<fieldset><legend>{words('address' if asked else 'billing_address')}</legend>"
        + _field("line1", words("line1"), complete="address-line1")
        + '<div class="pair">'
        + _field("postal_code", words("postal_code"), complete="postal-code")
        + _field("city", words("city"), complete="address-level2")
        + f'</div><div class="field"><label for="country">{words("country")}</label>'
        f'<select id="country" name="country" autocomplete="country">{options}</select></div></fieldset>'
    )


def _questions(session: Json, words: Words) -> str:
    """Custom fields: texts, numbers, choices."""
    return "".join(_question(field, words) for field in session["custom_fields"])


def _question(field: Json, words: Words) -> str:
    key, label = f"custom_{field['key']}", escape(field["label"]["custom"])
    optional = field.get("optional", False)
    if optional:
        label += f" ({words('optional')})"
    if field["type"] == "dropdown":
        pairs = [(option["value"], option["label"]) for option in field["dropdown"]["options"]]
        blank = '<option value=""></option>' if optional else ""
        options = "".join(f'<option value="{escape(v)}">{escape(text)}</option>' for v, text in pairs)
        name = escape(key)
        return (
            f'<div class="field"><label for="{name}">{label}</label>'
            f'<select id="{name}" name="{name}">{blank}{options}</select></div>'
        )
    more = ' inputmode="numeric"' if field["type"] == "numeric" else ""
    return _field(key, label, more=more, required=not optional)


def _delivery(account: Account, session: Json, words: Words) -> str:
    """The shipping options, if there is a choice."""
    if len(session["shipping_options"]) < 2:
        return ""
    chosen = (session["shipping_cost"] or {}).get("shipping_rate")
    rows = ""
    for option in session["shipping_options"]:
        rate = account.find("shipping_rate", option["shipping_rate"])
        amount = amount_text(option["shipping_amount"], session["currency"], words)
        rows += _choice(
            "shipping_rate", rate["id"], escape(rate["display_name"]), amount, rate["id"] == chosen
        )
    return f"<fieldset><legend>{words('delivery')}</legend>{rows}</fieldset>"


def _methods(session: Json, words: Words) -> str:
    if session["amount_total"] == 0:
        return ""
    rows = ""
    for outcome in OUTCOMES:
        method = for_outcome(outcome)
        if method.kind in session["payment_method_types"]:
            groups = " ".join(method.number[i : i + 4] for i in range(0, len(method.number), 4))
            what = f"{groups} · 12/34 · CVC 123" if method.kind == "card" else f"IBAN {groups}"
            rows += _choice("outcome", outcome, words(outcome), what, not rows)
    return f"<fieldset><legend>{words('method')}</legend>{rows}</fieldset>"


def _leave(session: Json, words: Words) -> str:
    if session["payment_link"] is None and session["cancel_url"]:
        return escape(session["cancel_url"])
    return f"/c/pay/{session['id']}/left?locale={words.language}"


def _choice(name: str, value: str, title: str, note: str, checked: bool) -> str:
    mark = " checked" if checked else ""
    return (
        f'<label class="choice"><input type="radio" name="{name}" value="{escape(value)}"{mark}>'
        f'<span class="what"><b>{title}</b><small>{note}</small></span></label>'
    )


def _field(
    name: str,
    label: str,
    *,
    kind: str = "text",
    value: str = "",
    complete: str = "off",
    more: str = "",
    required: bool = True,
) -> str:
    name, must = escape(name), " required" if required else ""
    return (
        f'<div class="field"><label for="{name}">{label}</label>'
        f'<input type="{kind}" id="{name}" name="{name}" value="{escape(value)}" '
        f'autocomplete="{complete}"{must}{more}></div>'
    )
