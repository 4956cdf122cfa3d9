"""What every door shares: the session of its request."""

from litestar.di import NamedDependency
from sqlmodel.ext.asyncio.session import AsyncSession

Session = NamedDependency[AsyncSession]  # one request, one transaction; see `app.provide_session`
