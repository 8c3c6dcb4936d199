"""The people who work with the program on the shared PC."""

from __future__ import annotations

from bontot_desktop.db.base import Base, Line, Mapped, Pk, mapped_column
from bontot_desktop.rules.operators import Role


class Operator(Base):
    """A person who works with the program (người dùng chương trình); stays in the list when they leave."""

    __tablename__ = "operator"

    id: Mapped[Pk]
    name: Mapped[Line]
    role: Mapped[Role]
    is_active: Mapped[bool] = mapped_column(default=True)
