"""What every table is built from: the declarative base, our column types, and companions kept by the base itself.

A subject module under ``db/models`` writes its columns like this::

    class Cell(Base):
        __tablename__ = "cell"
        id: Mapped[Pk]
        code: Mapped[Line] = mapped_column(unique=True)
        name: Mapped[Line]
        name_folded: Mapped[Line] = folded_of("name", "code")
        name_order: Mapped[Line] = ordered_of("name")
        remarks: Mapped[Block]
        kind: Mapped[CellKind]                               # a StrEnum: text with a named CHECK
        state: Mapped[CellState] = choice(CellState, "state")  # the same, when one enum serves two columns
        facts: Mapped[Json]
        founded_on: Mapped[date | None]
        parent_id: Mapped[int | None] = ref("cell")

Text is never NULL: an absent text is "". An absent date, number or reference is None.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable
from typing import Annotated, Any

from sqlalchemy import (
    Connection,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
    event,
    inspect,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column

from bontot_desktop import text

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
#: Key of ``Column.info`` under which a companion says what it is made from and how.
COMPANION = "companion"
#: Written length of every enum column, so that a longer value is not a change of type.
ENUM_LENGTH = 40


class LineText(TypeDecorator[str]):
    """One line of text; passes :func:`text.clean` on its way into the file."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean what is stored, and what is compared with it."""
        return None if value is None else text.clean(value)


class BlockText(TypeDecorator[str]):
    """Text of several lines; passes :func:`text.clean_block` on its way into the file."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean what is stored, and what is compared with it."""
        return None if value is None else text.clean_block(value)


class JsonText(TypeDecorator[Any]):
    """Plain lists, dicts, texts and numbers kept as JSON with readable Vietnamese and keys in order.

    The same value gives the same characters, so that a save that changes nothing writes nothing.
    """

    impl = Text
    cache_ok = True
    coerce_to_is_types = ()

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """Write the value; None is stored as JSON's own ``null``."""
        return as_json(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read the value back."""
        return None if value is None else json.loads(value)

    def compare_values(self, x: Any, y: Any) -> bool:
        """Two values are the same when they are written the same."""
        return as_json(x) == as_json(y)


def as_json(value: Any) -> str:
    """Write plain values as one line of JSON, keys in order, Vietnamese readable."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def enum_values(members: type[enum.Enum]) -> list[str]:
    """Return what is stored of an enum: its values, not its Python names."""
    return [str(member.value) for member in members]


#: Integer primary key.
Pk = Annotated[int, mapped_column(Integer, primary_key=True)]
#: One line of cleaned text, "" when absent.
Line = Annotated[str, mapped_column(LineText, default="")]
#: Several lines of cleaned text, "" when absent.
Block = Annotated[str, mapped_column(BlockText, default="")]
#: A list or dict of plain values. Replace it whole; changes inside it are not seen.
Json = Annotated[Any, mapped_column(JsonText, nullable=False, default=dict)]


class Base(DeclarativeBase):
    """Base of every table; a plain ``str`` is a :class:`LineText`, a StrEnum is text with a named CHECK."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 — SQLAlchemy's own spelling
        str: LineText,
        enum.Enum: Enum(
            enum.Enum,
            native_enum=False,
            create_constraint=True,
            validate_strings=True,
            values_callable=enum_values,
            length=ENUM_LENGTH,
        ),
    }


def choice(members: type[enum.Enum], name: str, **options: Any) -> Any:
    """Return a column of an enum whose CHECK is ``ck_<table>_<name>``; needed when one enum serves two columns."""
    kind = Enum(
        members,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        values_callable=enum_values,
        name=name,
        length=ENUM_LENGTH,
    )
    return mapped_column(kind, **options)


def ref(table: str, *, index: bool = True, **options: Any) -> Any:
    """Return a column that refers to ``table.id`` and keeps what it refers to from being deleted.

    The database never cascades: rows deleted behind the program's back would be missing from the
    history. Children go with their parent through the relationship
    (``cascade="all, delete-orphan"``), where the act sees them.
    """
    return mapped_column(ForeignKey(f"{table}.id", ondelete="RESTRICT"), index=index, **options)


def folded_of(*sources: str) -> Any:
    """Return a companion for search: the named columns of the same row, joined and folded by :func:`text.fold`."""
    return _companion(text.fold, sources, index=False)


def ordered_of(*sources: str) -> Any:
    """Return a companion for Vietnamese order by :func:`text.sort_key`."""
    return _companion(text.sort_key, sources, index=True)


def sorted_of(*sources: str) -> Any:
    """Return a companion for the order of people by :func:`text.person_sort_key`."""
    return _companion(text.person_sort_key, sources, index=True)


def _companion(make: Callable[[str], str], sources: tuple[str, ...], *, index: bool) -> Any:
    def value(values: dict[str, Any]) -> str:
        return make(" ".join(str(values.get(source) or "") for source in sources).strip())

    def at_insert(context: DefaultExecutionContext) -> str:
        return value(dict(context.get_current_parameters()))  # type: ignore[no-untyped-call]

    # The default serves rows written without objects (bulk inserts); objects are served by the listener below.
    return mapped_column(LineText, default=at_insert, index=index, info={COMPANION: (sources, value)})


def companions(mapper: Mapper[Any]) -> dict[str, tuple[tuple[str, ...], Callable[[dict[str, Any]], str]]]:
    """Return the companion columns of a table by attribute: what each is made from, and the function that makes it."""
    return {
        attribute.key: attribute.columns[0].info[COMPANION]
        for attribute in mapper.column_attrs
        if COMPANION in attribute.columns[0].info
    }


@event.listens_for(Base, "before_insert", propagate=True)
@event.listens_for(Base, "before_update", propagate=True)
def _tidy(mapper: Mapper[Any], connection: Connection, target: Base) -> None:
    """Clean the texts in the object itself (so "Hòa " over "Hòa" is no change), then renew its companions."""
    values = inspect(target).dict
    for attribute in mapper.column_attrs:
        kind = attribute.columns[0].type
        value = values.get(attribute.key)
        if isinstance(value, str) and isinstance(kind, LineText | BlockText):
            cleaned = text.clean(value) if isinstance(kind, LineText) else text.clean_block(value)
            if cleaned != value:
                setattr(target, attribute.key, cleaned)
    for key, (sources, value_of) in companions(mapper).items():
        wanted = value_of({source: getattr(target, source) for source in sources})
        if values.get(key) != wanted:
            setattr(target, key, wanted)


__all__ = [
    "COMPANION",
    "Base",
    "Block",
    "BlockText",
    "Json",
    "JsonText",
    "Line",
    "LineText",
    "Mapped",
    "Pk",
    "as_json",
    "choice",
    "companions",
    "enum_values",
    "folded_of",
    "mapped_column",
    "ordered_of",
    "ref",
    "sorted_of",
]
