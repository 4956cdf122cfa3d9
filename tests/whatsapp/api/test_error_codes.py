"""Which code asks for what. The table is Meta's; each row here was copied from its page, not from ours."""

import pytest

from shop.whatsapp.errors import (
    CODES,
    Affects,
    AnswerLost,
    NotReached,
    VendorAction,
    VendorError,
    VendorFailure,
    WhatsAppError,
    meaning_of,
)

RETRY, LATER, NEVER, FIX, STOP = VendorAction

ACTIONS = {
    RETRY: [1, 2, 4, 80007, 80009, 80014, 130429, 131000, 131016, 131059, 133000, 133004],
    LATER: [131049, 131056, 131057, 132069, 134101],
    NEVER: [
        *(100, 803, 1026, 130472, 130497, 131008, 131009, 131021, 131026, 131047, 131050, 131051, 131052),
        *(131053, 131055, 131061, 131062, 131063, 132000, 132001, 132005, 132007, 132008, 132012, 132018),
        *(132068, 134100, 134102, 135000, 137000, 139000, 139004, 139100, 139103, 139200, 147001, 147005),
        *(2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299),
    ],
    FIX: [
        *(0, 3, 10, 33, 190, 200, 299, 131005, 131030, 131037, 131042, 131045, 133005, 133006, 133008),
        *(133009, 133010, 133015, 133016, 134011, 2388019),
    ],
    STOP: [368, 131031, 131048, 131064, 132015, 132016],
}
WHOLE_NUMBER = [0, 3, 10, 190, 200, 368, 131005, 131031, 131037, 131042, 131045, 131048, 131064, 133010]


@pytest.mark.parametrize(
    ("action", "code"), [(action, code) for action in ACTIONS for code in ACTIONS[action]]
)
def test_a_code_asks_for_what_metas_page_says(action: VendorAction, code: int) -> None:
    assert meaning_of(code).action is action
    assert WhatsAppError("no", code=code, http_status=400).action is action
    assert VendorError(code).action is action


@pytest.mark.parametrize("code", WHOLE_NUMBER)
def test_these_stop_the_whole_number(code: int) -> None:
    assert meaning_of(code).affects is Affects.NUMBER


@pytest.mark.parametrize("code", [131026, 131049, 131050, 131056, 131030])
def test_these_concern_one_recipient(code: int) -> None:
    assert meaning_of(code).affects is Affects.RECIPIENT


@pytest.mark.parametrize("code", [132001, 132015, 132016])
def test_these_concern_a_template(code: int) -> None:
    assert meaning_of(code).affects is Affects.TEMPLATE


def test_only_what_is_worth_repeating_has_a_delay() -> None:
    assert {code for code, each in CODES.items() if each.delay} == {
        code for code, each in CODES.items() if each.action in (RETRY, LATER)
    }


def test_the_pair_limit_waits_four_times_longer_each_time() -> None:
    assert [meaning_of(131056).wait(attempt) for attempt in range(5)] == [1, 4, 16, 64, 256]


def test_the_marketing_cap_waits_a_day() -> None:
    assert WhatsAppError("no", code=131049).retry_after == 86400


def test_no_wait_is_longer_than_a_day() -> None:
    assert max(each.wait(1000) for each in CODES.values()) == 86400


@pytest.mark.parametrize(
    ("status", "action"),
    [(400, NEVER), (403, NEVER), (404, NEVER), (429, RETRY), (500, RETRY), (503, RETRY), (None, NEVER)],
)
@pytest.mark.parametrize("code", [None, 999999])
def test_an_unknown_code_is_judged_by_its_status(
    code: int | None, status: int | None, action: VendorAction
) -> None:
    assert meaning_of(code, http_status=status).action is action


def test_what_meta_calls_transient_is_tried_again() -> None:
    assert meaning_of(999999, http_status=400, transient=True).action is RETRY


def test_an_object_that_does_not_exist_is_a_wrong_id_or_token() -> None:
    assert meaning_of(100, subcode=33).action is FIX


def test_a_templates_error_hides_in_the_subcode() -> None:
    assert meaning_of(100, subcode=2388019).action is FIX
    assert meaning_of(100, subcode=2388293).affects is Affects.TEMPLATE


def test_a_vendors_failure_is_a_bad_gateway() -> None:
    assert VendorFailure.status_code == 502
    for kind in (WhatsAppError, NotReached, AnswerLost):
        assert issubclass(kind, VendorFailure)


def test_an_error_says_what_meta_said_and_which_code() -> None:
    error = WhatsAppError("(#131009) Parameter value is not valid", code=131009, details="product not found")
    assert str(error) == "(#131009) Parameter value is not valid (product not found)"
    assert error.extra == {
        "vendor": "whatsapp",
        "code": 131009,
        "details": "product not found",
        "action": "never",
    }
