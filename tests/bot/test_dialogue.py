"""The dialogue: the same state, messages and facts give the same answer."""

from datetime import timedelta

import pytest
from msgspec import structs

from shop.bot.actions import HandOver, OptIn, OptOut, Reply
from shop.kit.translations import languages
from shop.merchants.opening_hours import OpeningHours
from shop.orders.models import OrderStatus
from shop.orders.words import CONSENT_NO, CONSENT_YES, consent_question
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingMessage
from shop.whatsapp.outgoing import CatalogMessage
from tests.bot.facts import (
    MUG,
    OPEN_AT_NIGHT,
    PENDING,
    facts,
    order,
    reasons,
    tap,
    text,
    turn,
    words_of,
)

SAID = [
    ("hola", "bot.welcome"),
    ("catálogo", "bot.catalog"),
    ("mi pedido", "bot.no_order"),
    ("cancelar", "bot.nothing_to_cancel"),
    ("horario", "bot.open_now"),
    ("gracias", "bot.thanks"),
    ("alta", "consent.given"),
    ("baja", "consent.withdrawn"),
    ("no", "bot.no_noted"),
    ("adiós", "bot.farewell"),
    ("para", "consent.asked_to_stop"),
    ("la taza llegó rota", "bot.trouble"),
    ("cambiar la dirección de mi pedido", "bot.order_matter"),
    ("¿tenéis algo sin gluten?", "bot.health_question"),
    ("pedido 777", "bot.order_unknown"),
    ("xyzzy", "bot.help"),
    ("persona", "bot.handover"),
]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("words", "reason"), SAID)
def test_every_intent_is_answered_in_every_language(words: str, reason: str, language: str) -> None:
    answer = turn(text(words), known=facts(locale=language))
    assert reason in reasons(answer)
    assert words_of(answer).strip()


def test_the_languages_say_different_things() -> None:
    said = {words_of(turn(text("hola"), known=facts(locale=language))) for language in languages()}
    assert len(said) == len(languages()) == 4


def test_a_greeting_shows_the_catalog_where_there_is_one() -> None:
    (said,) = turn(text("hola")).actions
    assert isinstance(said, Reply)
    assert isinstance(said.content, CatalogMessage)


def test_without_a_catalog_a_greeting_is_words() -> None:
    answer = turn(text("hola"), known=facts(catalog_ready=False))
    assert "La Tienda del Faro" in words_of(answer)


def test_without_a_catalog_nobody_is_sent_to_look_at_it() -> None:
    assert "persona" in words_of(turn(text("catálogo"), known=facts(catalog_ready=False)))


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (OrderStatus.PENDING, "bot.order_pending"),
        (OrderStatus.PAID, "bot.order_paid"),
        (OrderStatus.CANCELLED, "bot.order_closed"),
        (OrderStatus.EXPIRED, "bot.order_closed"),
    ],
)
def test_the_state_of_the_order_is_told(status: OrderStatus, reason: str) -> None:
    answer = turn(text("¿dónde está mi pedido?"), known=facts(orders=(order(1001, status),)))
    assert reasons(answer) == [reason]
    assert "1001" in words_of(answer)


def test_a_pending_order_is_told_with_its_total_and_link() -> None:
    words = words_of(turn(text("mi pedido"), known=facts(orders=(PENDING,))))
    assert "32,90" in words
    assert "https://shop.test/pay/abc" in words


def test_a_pending_order_can_be_cancelled() -> None:
    answer = turn(text("cancelar"), known=facts(orders=(PENDING,)))
    assert reasons(answer) == ["CancelOrder", "bot.cancelled"]


def test_a_paid_order_cannot_be_cancelled_by_a_word() -> None:
    paid = order(1001, OrderStatus.PAID)
    assert reasons(turn(text("cancelar"), known=facts(orders=(paid,)))) == ["bot.nothing_to_cancel"]


def test_outside_the_hours_a_person_is_promised_for_the_opening() -> None:
    answer = turn(text("persona"), known=facts(hours=OPEN_AT_NIGHT))
    assert reasons(answer) == ["bot.handover_closed", "HandOver"]
    assert "21:00" in words_of(answer)


def test_outside_the_hours_the_next_opening_and_the_week_are_told() -> None:
    answer = turn(text("horario"), known=facts(hours=OPEN_AT_NIGHT))
    assert reasons(answer) == ["bot.closed_now"]
    assert "lun 21:00-23:00" in words_of(answer)


def test_unknown_hours_are_not_made_up() -> None:
    assert reasons(turn(text("horario"), known=facts(hours=OpeningHours.parse({})))) == ["bot.hours_unknown"]


def test_hours_are_those_of_the_merchants_zone() -> None:
    evening = facts(at=facts().at + timedelta(hours=8, minutes=30))  # 20:30 in Madrid, 19:30 UTC
    assert reasons(turn(text("horario"), known=evening)) == ["bot.closed_now"]


def test_a_question_about_a_product_is_answered_with_price_and_stock() -> None:
    answer = turn(text("¿queda?", product="TAZA"), known=facts(product=MUG))
    assert reasons(answer) == ["bot.product"]
    assert "12,50" in words_of(answer)
    assert "40" in words_of(answer)


@pytest.mark.parametrize(
    ("locale", "left", "said"),
    [
        ("es", 1, "Queda 1."),
        ("es", 2, "Quedan 2."),
        ("en", 1, "1 left."),
        ("en", 2, "2 left."),
        ("pt_BR", 1, "Resta 1."),
        ("pt_BR", 2, "Restam 2."),
        ("pt_PT", 1, "Resta 1."),
        ("pt_PT", 2, "Restam 2."),
    ],
)
def test_one_that_is_left_is_said_in_the_singular(locale: str, left: int, said: str) -> None:
    product = structs.replace(MUG, left=left)
    answer = turn(text("¿queda?", product="TAZA"), known=facts(product=product, locale=locale))
    assert words_of(answer).endswith(said)


@pytest.mark.parametrize(
    ("locale", "opens", "week"),
    [
        ("es", "lunes 23 a las 21:00", "lun 21:00-23:00"),
        ("es_MX", "lunes 23 a las 9:00 p.m.", "lun 9:00 p.m.-11:00 p.m."),
        ("en_GB", "Monday 23 at 21:00", "Mon 21:00-23:00"),
        ("en_US", "Monday 23 at 9:00 PM", "Mon 9:00 PM-11:00 PM"),
        ("pt_BR", "segunda-feira, dia 23, às 21:00", "seg. 21:00-23:00"),
        ("pt_PT", "segunda-feira, dia 23, às 21:00", "segunda 21:00-23:00"),
    ],
)
def test_days_and_times_are_written_as_the_readers_locale_does(locale: str, opens: str, week: str) -> None:
    said = words_of(turn(text("horario"), known=facts(hours=OPEN_AT_NIGHT, locale=locale)))
    assert opens in said
    assert said.endswith(week)


def test_a_sold_out_product_is_said_to_be() -> None:
    sold_out = structs.replace(MUG, left=0)
    answer = turn(text("hola", product="TAZA"), known=facts(product=sold_out))
    assert reasons(answer) == ["bot.product_sold_out"]


def test_a_question_about_a_product_we_do_not_know_is_read_as_words() -> None:
    assert reasons(turn(text("hola", product="NADA"))) == ["bot.welcome"]


@pytest.mark.parametrize(("words", "done"), [("stop", "OptOut"), ("persona", "HandOver")])
def test_a_stop_or_a_call_for_a_person_counts_also_about_a_product(words: str, done: str) -> None:
    assert done in reasons(turn(text(words, product="TAZA"), known=facts(product=MUG)))


def test_consent_is_noted_with_the_question_that_was_asked() -> None:
    answer = turn(tap(CONSENT_YES))
    (opt_in,) = [action for action in answer.actions if isinstance(action, OptIn)]
    assert opt_in.text_shown == consent_question("es")
    assert reasons(answer) == ["OptIn", "consent.given"]


def test_a_refusal_is_noted_as_a_stop() -> None:
    answer = turn(tap(CONSENT_NO))
    assert reasons(answer) == ["OptOut", "bot.consent_refused"]


@pytest.mark.parametrize("message", [tap(STOP_PAYLOAD), text("baja")])
def test_a_stop_is_noted_with_what_was_said(message: IncomingMessage) -> None:
    (opt_out,) = [action for action in turn(message).actions if isinstance(action, OptOut)]
    assert "La Tienda del Faro" in opt_out.text_shown


def test_a_person_is_called_with_a_reason() -> None:
    (called,) = [action for action in turn(text("persona")).actions if isinstance(action, HandOver)]
    assert called.reason
