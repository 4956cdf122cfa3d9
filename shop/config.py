"""Settings from the environment (prefix `SHOP_`), read once, frozen."""

import logging
import os
from collections.abc import Sequence
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "SHOP_"
MIN_KEY_LENGTH = 32
DEFAULT_PUBLIC_URL = "http://127.0.0.1:8000"
_DATABASE_SCHEMES = ("postgresql", "postgres", "postgresql+asyncpg")


class Settings(BaseSettings):
    """Everything an installation can choose. Secrets never appear in a `repr`; an empty value is none."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", env_ignore_empty=True)

    database_url: SecretStr | None = Field(
        default=None, description="The application's role; unset: embedded server."
    )
    migrate_database_url: SecretStr | None = Field(
        default=None, description="The owner's role, for migrations."
    )
    data_dir: Path = Field(
        default=Path(".shop"),
        description="Where pictures are kept, and the files of an embedded server and the demo.",
    )
    secret_key: SecretStr | None = Field(
        default=None, description="Encrypts merchants' secrets; at least 32 characters."
    )
    public_url: str = Field(default=DEFAULT_PUBLIC_URL, description="How shoppers' phones reach this server.")
    whatsapp_api_url: str = "https://graph.facebook.com"
    whatsapp_api_version: str = Field(default="v26.0", pattern=r"^v\d+\.\d+$")
    stripe_api_url: str = "https://api.stripe.com"
    api_requests_per_second: float = Field(
        default=50, ge=0, le=100_000, description="What each API key may ask on average; 0: no limits."
    )
    api_bulk_per_second: float = Field(
        default=10, gt=0, le=100_000, description="Units of bulk calls and uploads, likewise."
    )
    api_burst: int = Field(default=100, ge=1, le=100_000, description="How much of either at once.")
    trusted_proxies: str = Field(
        default="127.0.0.0/8,::1/128",
        description="Networks whose word about a caller's address counts (X-Forwarded-For), with commas between them.",
    )
    framed_by: str = Field(
        default="", description="Origins whose pages may frame the payment pages, with spaces between them."
    )
    log_level: str = "INFO"
    metrics_token: SecretStr | None = Field(
        default=None, description="Who shows it may read /metrics; unset: nobody may."
    )

    @field_validator("database_url", "migrate_database_url")
    @classmethod
    def _is_a_database(cls, url: SecretStr | None) -> SecretStr | None:
        if url is not None and _scheme(url.get_secret_value()) not in _DATABASE_SCHEMES:
            raise ValueError("is no database URL; write postgresql://user:password@host:5432/database")
        return url

    @field_validator("secret_key")
    @classmethod
    def _is_long_enough(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is not None and min(map(len, split_keys(keys)), default=0) < MIN_KEY_LENGTH:
            raise ValueError(f"needs at least {MIN_KEY_LENGTH} random characters in each key")
        return keys

    @field_validator("public_url", "whatsapp_api_url", "stripe_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if _scheme(url) not in ("http", "https") or not urlsplit(url).hostname:
            raise ValueError("is no URL; write https://host, with a port if need be")
        return url.rstrip("/")

    @field_validator("trusted_proxies")
    @classmethod
    def _are_networks(cls, networks: str) -> str:
        for each in split_networks(networks):
            try:
                ip_network(each)
            except ValueError as error:
                raise ValueError("holds no network; write 10.0.0.0/8,172.16.0.0/12") from error
        return networks

    @field_validator("framed_by")
    @classmethod
    def _are_origins(cls, origins: str) -> str:
        for each in origins.split():
            if _scheme(each) not in ("http", "https") or not urlsplit(each).hostname or ";" in each:
                raise ValueError("holds no origin; write https://host, with a port if need be")
        return origins

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, level: str) -> str:
        if level.upper() not in logging.getLevelNamesMapping():
            raise ValueError("is no log level; use DEBUG, INFO, WARNING or ERROR")
        return level.upper()


@cache
def settings() -> Settings:
    """This process's settings. Raises pydantic's ValidationError; `faults` says the same to people."""
    return Settings()


def faults(needed: Sequence[str] = ()) -> list[str]:
    """All that is wrong with the environment, a sentence each, without a value: it may be a secret."""
    missing = [
        f"{PREFIX}{name.upper()} is not set." for name in needed if not os.environ.get(PREFIX + name.upper())
    ]
    try:
        settings()
    except ValidationError as error:
        wrong = [
            f"{PREFIX}{'_'.join(map(str, fault['loc'])).upper()} {_said(fault['msg'])}."
            for fault in error.errors(include_input=False, include_url=False)
        ]
        return wrong + missing
    return missing


def split_networks(networks: str) -> list[str]:
    """The networks of `SHOP_TRUSTED_PROXIES`."""
    return [each.strip() for each in networks.split(",") if each.strip()]


def split_keys(keys: SecretStr) -> list[str]:
    """The keys of `SHOP_SECRET_KEY`: the first one writes, all of them read."""
    return [key.strip() for key in keys.get_secret_value().split(",") if key.strip()]


def _scheme(url: str) -> str:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:  # brackets that do not close, a port that is no number
        return ""
    return parts.scheme


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")
