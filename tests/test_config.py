"""Settings: every wrong one is named at once, and no value is ever repeated."""

from collections.abc import Generator

import pytest
from pydantic import ValidationError

from shop.config import Settings, faults, settings

GOOD_KEY = "k" * 32


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Generator[pytest.MonkeyPatch]:
    """An environment without settings; whoever reads them afterwards reads the real ones."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"SHOP_{name.upper()}", raising=False)
    settings.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    settings.cache_clear()


def test_without_an_environment_everything_has_its_default(environment: pytest.MonkeyPatch) -> None:
    assert faults() == []
    assert settings().whatsapp_api_url == "https://graph.facebook.com"
    assert settings().stripe_api_url == "https://api.stripe.com"
    assert settings().database_url is None


def test_everything_that_is_wrong_is_said_at_once_by_name(environment: pytest.MonkeyPatch) -> None:
    wrong = {
        "SHOP_DATABASE_URL": "mysql://u:hunter2@db/shop",
        "SHOP_MIGRATE_DATABASE_URL": "hunter2",
        "SHOP_SECRET_KEY": "hunter2",
        "SHOP_PUBLIC_URL": "shop.example",
        "SHOP_WHATSAPP_API_URL": "ftp://hunter2",
        "SHOP_WHATSAPP_API_VERSION": "hunter2",
        "SHOP_STRIPE_API_URL": "https://",
        "SHOP_LOG_LEVEL": "hunter2",
    }
    for name, value in wrong.items():
        environment.setenv(name, value)

    said = faults()

    assert [sentence.split()[0] for sentence in said] == list(wrong)
    assert not any("hunter2" in sentence for sentence in said)


def test_what_a_command_needs_and_lacks_is_said_together_with_what_is_wrong(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("SHOP_LOG_LEVEL", "LOUD")
    said = faults(["database_url", "secret_key"])
    assert said == [
        "SHOP_LOG_LEVEL is no log level; use DEBUG, INFO, WARNING or ERROR.",
        "SHOP_DATABASE_URL is not set.",
        "SHOP_SECRET_KEY is not set.",
    ]


def test_an_empty_setting_is_none(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_DATABASE_URL", "")
    environment.setenv("SHOP_LOG_LEVEL", "")
    assert settings().database_url is None
    assert settings().log_level == "INFO"
    assert faults(["database_url"]) == ["SHOP_DATABASE_URL is not set."]


@pytest.mark.parametrize("keys", ["", GOOD_KEY, f"{GOOD_KEY}, {'n' * 40}"])
def test_keys_that_are_long_enough_are_taken(environment: pytest.MonkeyPatch, keys: str) -> None:
    environment.setenv("SHOP_SECRET_KEY", keys)
    assert faults() == []


@pytest.mark.parametrize("keys", ["k" * 31, f"{GOOD_KEY},short", " , "])
def test_a_key_that_is_too_short_is_refused(environment: pytest.MonkeyPatch, keys: str) -> None:
    environment.setenv("SHOP_SECRET_KEY", keys)
    assert faults() == ["SHOP_SECRET_KEY needs at least 32 random characters in each key."]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://shop_app:x@db:5432/shop",
        "postgres://shop_app@db/shop",
        "postgresql+asyncpg://shop_app@/shop?host=/run/postgresql&port=5432",
        "postgresql://shop_app@[::1]/shop",
    ],
)
def test_a_database_may_be_written_in_every_usual_way(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("SHOP_DATABASE_URL", url)
    assert faults() == []


@pytest.mark.parametrize(
    "url", ["db/shop", "sqlite:///shop.db", "postgresql://db:port/shop", "postgresql://[::1/x"]
)
def test_what_is_no_database_is_refused(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("SHOP_DATABASE_URL", url)
    (said,) = faults()
    assert said.startswith("SHOP_DATABASE_URL is no database URL")


def test_an_address_loses_its_last_slash(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_PUBLIC_URL", "https://shop.example/")
    assert settings().public_url == "https://shop.example"


def test_a_log_level_may_be_written_small(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_LOG_LEVEL", "debug")
    assert settings().log_level == "DEBUG"


def test_settings_show_no_secret(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_SECRET_KEY", GOOD_KEY)
    environment.setenv("SHOP_DATABASE_URL", "postgresql://shop_app:hunter2@db/shop")
    shown = repr(settings()) + str(settings())
    assert GOOD_KEY not in shown
    assert "hunter2" not in shown


def test_settings_do_not_change(environment: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().log_level = "DEBUG"
    assert settings() is settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SHOP_TRUSTED_PROXIES", "10.0.0.0/8,proxy", "holds no network; write 10.0.0.0/8,172.16.0.0/12"),
        ("SHOP_TRUSTED_PROXIES", "10.0.0.1/8", "holds no network; write 10.0.0.0/8,172.16.0.0/12"),
        ("SHOP_FRAMED_BY", "shop.example", "holds no origin; write https://host, with a port if need be"),
        (
            "SHOP_FRAMED_BY",
            "https://a.test;script-src",
            "holds no origin; write https://host, with a port if need be",
        ),
    ],
)
def test_networks_and_origins_are_looked_at(
    environment: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    environment.setenv(name, value)
    assert faults() == [f"{name} {said}."]


def test_networks_and_origins_are_taken(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("SHOP_TRUSTED_PROXIES", "10.0.0.0/8, fd00::/8")
    environment.setenv("SHOP_FRAMED_BY", "https://chat.test http://127.0.0.1:9000")
    assert faults() == []
