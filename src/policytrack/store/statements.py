"""The store's tables and statements: one set, written for each engine's placeholder and schema.

Whatever is here runs on SQLite and on PostgreSQL and should run on the engines that speak PostgreSQL's protocol: plain
tables of text, a foreign key, `on conflict do nothing`, `left join`, `substr`.
"""

from functools import cache
from typing import NamedTuple

from policytrack import fields
from policytrack.errors import StoreUnavailable
from policytrack.model import Retraction
from policytrack.text import Text

APPLICATION_ID = 0x504C5459  # "PLTY": tells our SQLite files from others

COLUMNS = tuple(field.name for field in fields.STORED)
RETRACTION = ("id", "actual", *Retraction._fields)

_TABLES = (
    """create table {schema}actuals (
        id text primary key,
        indicator text not null,
        series text,
        time_period text not null,
        value text not null,
        unit text not null,
        typed text not null,
        qualifier text not null,
        status text,
        source text,
        quote text,
        note text,
        published text,
        recorded_at text not null,
        recorded_by text not null
    )""",
    "create index actuals_of_indicator on {schema}actuals (indicator, recorded_at)",
    """create table {schema}retractions (
        id text primary key,
        actual text not null unique references {schema}actuals (id),
        reason text not null,
        recorded_at text not null,
        recorded_by text not null
    )""",
)
_GUARDS = tuple(
    f"create trigger {table}_no_{act} before {act} on {table} begin select raise(abort, 'append-only'); end"
    for table in ("actuals", "retractions")
    for act in ("update", "delete")
)
# REPLACE deletes without the delete trigger wherever recursive_triggers is off, as in every other program
_NO_REPLACE = tuple(
    f"create trigger {table}_no_replace before insert on {table} "
    f"when exists (select 1 from {table} where id = new.id) begin select raise(abort, 'append-only'); end"
    for table in ("actuals", "retractions")
)


class Migration(NamedTuple):
    """What leads to one version of the schema: statements for every engine, and those that only SQLite needs."""

    version: int
    shared: tuple[str, ...] = ()
    sqlite: tuple[str, ...] = ()


# A new store is made by all of them in turn. Never change one that was released: add another.
MIGRATIONS = (Migration(1, _TABLES, _GUARDS), Migration(2, sqlite=_NO_REPLACE))
SCHEMA_VERSION = MIGRATIONS[-1].version


class Statements(NamedTuple):
    """The statements as one engine takes them."""

    schema: str
    mark: str
    all: str
    of_indicator: str
    with_prefix: str
    retract: str
    counts: str
    orphans: str

    def held(self, count: int) -> str:
        """What selects the rows of `count` ids."""
        marks = ", ".join([self.mark] * count)
        return f"select {', '.join(COLUMNS)} from {self.schema}actuals where id in ({marks})"

    def insert(self, count: int) -> str:
        """What adds `count` rows and passes by those whose id is there."""
        marks = ", ".join([self.mark] * len(COLUMNS))
        rows = ", ".join([f"({marks})"] * count)
        return f"insert into {self.schema}actuals ({', '.join(COLUMNS)}) values {rows} on conflict (id) do nothing"

    @property
    def retraction_of(self) -> str:
        """What selects the withdrawal of one row."""
        return f"select {', '.join(RETRACTION)} from {self.schema}retractions where actual = {self.mark}"


@cache
def statements(schema: str, mark: str, version: int = SCHEMA_VERSION) -> Statements:
    """The statements for tables in `schema` ("" or a name with a dot), parameters being marked by `mark`.

    Reading migrates nothing: what a store of an earlier `version` has no column for is selected as null.
    """
    own = (f"a.{one.name}" if one.since <= version else f"null as {one.name}" for one in fields.STORED)
    select = (
        f"select {', '.join(own)}, {', '.join('r.' + name for name in Retraction._fields)} "
        f"from {schema}actuals a left join {schema}retractions r on r.actual = a.id"
    )

    return Statements(
        schema=schema,
        mark=mark,
        all=f"{select} order by a.recorded_at, a.id",
        of_indicator=f"{select} where a.indicator = {mark} order by a.recorded_at, a.id",
        with_prefix=f"{select} where substr(a.id, 1, {mark}) = {mark} order by a.recorded_at, a.id",
        retract=f"insert into {schema}retractions ({', '.join(RETRACTION)}) "
        f"values ({', '.join([mark] * len(RETRACTION))}) on conflict (actual) do nothing",
        counts=f"select (select count(*) from {schema}actuals), (select count(*) from {schema}retractions)",
        orphans=f"select r.id from {schema}retractions r left join {schema}actuals a on a.id = r.actual "
        "where a.id is null",
    )


def between(version: int, last: int, schema: str, *, sqlite: bool) -> list[str]:
    """The statements that lead from a version (0: nothing yet) to a later one."""
    return [
        statement.format(schema=schema)
        for one in MIGRATIONS
        if version < one.version <= last
        for statement in (*one.shared, *(one.sqlite if sqlite else ()))
    ]


def since(version: int, schema: str, *, sqlite: bool) -> list[str]:
    """The statements that lead from a version (0: nothing yet) to the newest."""
    return between(version, SCHEMA_VERSION, schema, sqlite=sqlite)


def newer(place: str, version: int) -> StoreUnavailable:
    """The error of a store that a later policytrack made."""
    return StoreUnavailable(
        Text(
            f"{place} 由更新版本的policytrack写成(格式{version},本版本为{SCHEMA_VERSION})",
            f"{place} was written by a newer policytrack (schema {version}; this one knows {SCHEMA_VERSION})",
        ),
        Text("请升级policytrack", "upgrade policytrack"),
    )
