"""What every door shares: the session of its request, and the settings of its process."""

from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import Settings

Session = NamedDependency[AsyncSession]  # one request, one transaction; see `app.provide_session`
ProcessSettings = NamedDependency[Settings]  # see `app.provide_settings`
