"""Encrypts merchants' secrets for storage, and makes tokens of our own.

Fernet (AES-128-CBC with HMAC-SHA256, `cryptography`) under a key derived from `SHOP_SECRET_KEY`. Several keys,
separated by commas, are accepted for reading; the first one writes. Whoever opens the installation's database says
which they are (`use_keys`), because a row opens its secrets where it is used, also after its transaction.
"""

import base64
import hashlib
import secrets as _secrets
from functools import cache, lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pydantic import SecretStr

from shop.config import MIN_KEY_LENGTH, split_keys
from shop.kit.errors import ShopError


class SecretUnreadable(ShopError):
    """A stored secret was written under another key."""

    status_code = 500


class SecretKeyMissing(ShopError):
    """`SHOP_SECRET_KEY` is unset."""

    status_code = 500


class _Keyring:
    """The keys of this process."""

    keys: tuple[str, ...] = ()


_keyring = _Keyring()


def use_keys(configured: SecretStr | None) -> None:
    """Seal and open with these from now on, as `SHOP_SECRET_KEY` writes them."""
    _keyring.keys = tuple(split_keys(configured)) if configured else ()


def encrypt(secret: str) -> str:
    """Seal a secret for storage."""
    return _box_of(_keyring.keys).encrypt(secret.encode()).decode()


def decrypt(sealed: str) -> str:
    """Open what `encrypt` sealed. Raises SecretUnreadable."""
    try:
        return _opened(sealed, _keyring.keys)
    except InvalidToken as error:
        raise SecretUnreadable(
            "A stored secret cannot be read with this SHOP_SECRET_KEY. "
            "Add the key it was written with, after a comma, and run `shop secrets rotate`."
        ) from error


def is_newest(sealed: str) -> bool:
    """Was it sealed with the first key, the one that writes?"""
    try:
        _box_of(_keyring.keys[:1]).decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def token(length: int = 16) -> str:
    """A random token that goes into URLs: `length` bytes of entropy, letters, digits, `-` and `_`."""
    return _secrets.token_urlsafe(length)


def fingerprint(secret: str) -> str:
    """What is stored of a token of ours that is only ever compared: its SHA-256, as hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


@lru_cache(maxsize=1024)
def _opened(sealed: str, keys: tuple[str, ...]) -> str:
    """The decrypted secret, cached: every webhook needs the same one."""
    return _box_of(keys).decrypt(sealed.encode()).decode()


@cache
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise SecretKeyMissing(f"Set SHOP_SECRET_KEY to at least {MIN_KEY_LENGTH} random characters.")
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"trastienda.secrets:" + key.encode()).digest())
