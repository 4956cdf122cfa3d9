"""Settings from the environment (prefix `SHOP_`), read once, frozen."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything an installation can choose. Secrets never appear in a `repr`."""

    model_config = SettingsConfigDict(env_prefix="SHOP_", frozen=True, extra="ignore")

    database_url: SecretStr | None = Field(
        None, description="The application's role; unset: embedded server."
    )
    migrate_database_url: SecretStr | None = Field(default=None, description="The owner's role, for migrations.")
    data_dir: Path = Field(default=Path(".shop"), description="Where the embedded server and the demo keep files.")
    secret_key: SecretStr | None = Field(
        None, description="Encrypts merchants' secrets; at least 32 characters."
    )
    public_url: str = Field(default="http://127.0.0.1:8000", description="How shoppers' phones reach this server.")
    whatsapp_api_url: str = "https://graph.facebook.com"
    whatsapp_api_version: str = "v26.0"
    stripe_api_url: str = "https://api.stripe.com"
    log_level: str = "INFO"


@cache
def settings() -> Settings:
    """This process's settings."""
    return Settings()
