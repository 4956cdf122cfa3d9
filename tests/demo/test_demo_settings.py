"""The demo's settings are its own, whatever the environment says of a shop on the same machine."""

import os
from pathlib import Path

from shop.config import Settings
from shop.demo.environment import demo_settings

REAL = Settings(public_url="https://shop.example", whatsapp_api_version="v25.0")


def made(folder: Path) -> Settings:
    return demo_settings(
        REAL, folder, "postgresql://shop_app@/demo", web="http://127.0.0.1:1", vendors="http://127.0.0.1:2"
    )


def test_the_demo_calls_its_own_vendors_and_keeps_its_own_data(tmp_path: Path) -> None:
    before = dict(os.environ)
    settings = made(tmp_path)
    assert settings.public_url == "http://127.0.0.1:1"
    assert settings.whatsapp_api_url == settings.stripe_api_url == "http://127.0.0.1:2"
    assert settings.data_dir == tmp_path
    assert dict(os.environ) == before


def test_what_it_does_not_decide_stays_as_it_was(tmp_path: Path) -> None:
    assert made(tmp_path).whatsapp_api_version == "v25.0"


def test_its_secret_key_is_made_once_and_for_nobody_elses_eyes(tmp_path: Path) -> None:
    assert made(tmp_path).secret_key == made(tmp_path).secret_key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
