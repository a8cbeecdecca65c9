"""The store's tables and statements, one set for every engine."""

APPLICATION_ID = 0x504C5459  # "PLTY": tells our SQLite files from others
SCHEMA_VERSION = 1

COLUMNS = (
    "id", "indicator", "series", "time_period", "value", "unit", "typed", "qualifier", "status", "source", "quote",
    "note", "published", "recorded_at", "recorded_by",
)  # fmt: skip

TABLES = (
    """create table actuals (
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
    "create index actuals_of_indicator on actuals (indicator, recorded_at)",
    """create table retractions (
        id text primary key,
        actual text not null unique references actuals (id),
        reason text not null,
        recorded_at text not null,
        recorded_by text not null
    )""",
)

_SELECT = (
    f"select {', '.join('a.' + name for name in COLUMNS)}, r.reason, r.recorded_at, r.recorded_by "
    "from actuals a left join retractions r on r.actual = a.id"
)
ALL = f"{_SELECT} order by a.recorded_at, a.id"
OF_INDICATOR = f"{_SELECT} where a.indicator = ? order by a.recorded_at, a.id"
WITH_PREFIX = f"{_SELECT} where substr(a.id, 1, length(?)) = ? order by a.recorded_at, a.id"
INSERT = f"insert into actuals ({', '.join(COLUMNS)}) values ({', '.join('?' * len(COLUMNS))})"
RETRACT = "insert into retractions (id, actual, reason, recorded_at, recorded_by) values (?, ?, ?, ?, ?)"
HOLDS = "select 1 from actuals where id = ?"
COUNT = "select (select count(*) from actuals), (select count(*) from retractions)"
