"""The table of ticks: what the timetable fired, once for all processes."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel


class Tick(SQLModel, table=True):
    """One (name, slot) that was fired. Unpoliced: it belongs to no merchant."""

    name: str = Field(primary_key=True)
    slot: datetime = Field(primary_key=True, sa_type=DateTime(timezone=True))
