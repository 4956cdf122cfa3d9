"""Merchants' secrets at rest."""

from collections.abc import Callable, Generator

import pytest
from pydantic import SecretStr

from shop.config import Settings
from shop.kit.secrets import (
    SecretKeyMissing,
    SecretUnreadable,
    decrypt,
    encrypt,
    fingerprint,
    token,
    use_keys,
)

OLD, NEW = "an old key that is long enough: 1234", "a new key that is long enough: 56789"
UseKeys = Callable[[str | None], None]


@pytest.fixture
def use() -> Generator[UseKeys]:
    """Seal and open with these keys, as SHOP_SECRET_KEY names them."""

    def using(keys: str | None) -> None:
        use_keys(SecretStr(keys) if keys is not None else None)

    yield using
    use_keys(Settings().secret_key)


def test_a_secret_comes_back_as_it_was() -> None:
    assert decrypt(encrypt("sk_test_ñ€🔑")) == "sk_test_ñ€🔑"


def test_what_is_stored_does_not_hold_the_secret_and_differs_each_time() -> None:
    sealed = {encrypt("sk_test_abc") for _ in range(3)}
    assert len(sealed) == 3
    assert not any("sk_test_abc" in each for each in sealed)


def test_a_changed_seal_is_not_opened() -> None:
    sealed = encrypt("sk_test_abc")
    flipped = "A" if sealed[40] != "A" else "B"
    with pytest.raises(SecretUnreadable):
        decrypt(sealed[:40] + flipped + sealed[41:])


def test_another_key_does_not_open_it_and_the_refusal_says_what_to_do(use: UseKeys) -> None:
    use(OLD)
    sealed = encrypt("sk_test_abc")
    use(NEW)
    with pytest.raises(SecretUnreadable, match="after a comma") as refusal:
        decrypt(sealed)
    assert NEW not in str(refusal.value)


def test_with_two_keys_the_first_writes_and_both_read(use: UseKeys) -> None:
    use(OLD)
    old = encrypt("old")
    use(f"{NEW}, {OLD}")
    new = encrypt("new")
    assert (decrypt(old), decrypt(new)) == ("old", "new")
    use(NEW)
    assert decrypt(new) == "new"


def test_without_a_key_nothing_is_sealed(use: UseKeys) -> None:
    use(None)
    with pytest.raises(SecretKeyMissing, match="SHOP_SECRET_KEY"):
        encrypt("sk_test_abc")


def test_tokens_are_long_different_and_fit_into_addresses() -> None:
    tokens = {token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(each) == 22 and each.replace("-", "").replace("_", "").isalnum() for each in tokens)


def test_a_fingerprint_tells_tokens_apart_without_holding_them() -> None:
    assert fingerprint("shop_a") == fingerprint("shop_a") != fingerprint("shop_b")
    assert "shop_a" not in fingerprint("shop_a")
    assert len(fingerprint("shop_a")) == 64  # SHA-256 as hex
