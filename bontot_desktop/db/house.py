"""The file's own tables, the same whatever the office does: what it is, its history, settings and unfinished typing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index

from bontot_desktop.db.base import Base, Json, Line, Mapped, Pk, mapped_column

#: The mark by which a file is known to be one of ours.
FORMAT = "bontot-van-phong"


class FileInfo(Base):
    """What this file is; exactly one row."""

    __tablename__ = "file_info"
    __unrecorded__ = True
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[Pk]
    format: Mapped[Line]
    #: Version of the program that made the file.
    made_by: Mapped[Line]
    #: Oldest program that may still open it; an older one refuses and names this version.
    oldest_program: Mapped[Line]
    #: Version the office was last upgraded by.
    upgraded_by: Mapped[Line]
    created_at: Mapped[datetime]


class History(Base):
    """One act: who, when, which act, in words, and every changed row before and after.

    ``changes`` is a list of ``{"table", "op" ("insert" | "update" | "delete"), "id", "before", "after"}``
    in the order the rows were written; ``before`` and ``after`` hold the changed columns only (all of
    them for a new or a deleted row). Companions are left out, they follow from the rest.
    """

    __tablename__ = "history"
    __unrecorded__ = True
    __table_args__ = (Index("ix_history_subject", "subject_table", "subject_id"),)

    id: Mapped[Pk]
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[Line]
    #: The act's key, as services name it ("register.save_cell").
    act: Mapped[Line]
    #: The act as a person would say it ("Thêm chi bộ thôn Mẫu 1"); also the text of "Hoàn tác: …".
    sentence: Mapped[Line]
    #: The record whose page shows this line, when there is one.
    subject_table: Mapped[Line]
    subject_id: Mapped[int | None]
    #: The line this one took back, or None. It stands before the changes: SQLite reads a row from its beginning.
    undoes_id: Mapped[int | None] = mapped_column(index=True)
    changes: Mapped[Json]


class HistoryTouch(Base):
    """Which rows an act touched: the index behind a record's own history page and behind undo."""

    __tablename__ = "history_touch"
    __unrecorded__ = True
    __table_args__ = (Index("ix_history_touch_row", "row_table", "row_id", "history_id"),)

    id: Mapped[Pk]
    history_id: Mapped[int] = mapped_column(index=True)
    row_table: Mapped[Line]
    row_id: Mapped[int]


class Setting(Base):
    """One choice of the office or the user, by key."""

    __tablename__ = "setting"

    key: Mapped[Line] = mapped_column(primary_key=True)
    value: Mapped[Json]


class Draft(Base):
    """Unfinished typing that survives a power cut; never part of the history."""

    __tablename__ = "draft"
    __unrecorded__ = True

    key: Mapped[Line] = mapped_column(primary_key=True)
    title: Mapped[Line]
    payload: Mapped[Json]
    saved_at: Mapped[datetime]
