"""What `store init` makes on a server, who may do what there, and what its errors mean. SQL only, no driver.

Three roles: the owner, who cannot log in and whom nobody is a member of once it is done; the recorder, who may read and
add; the reader. People's own logins are made members of one of the last two by whoever administers the server.
"""

import re

from policytrack.errors import Refused, StoreUnavailable
from policytrack.store import Initialised, statements
from policytrack.store.sql import Cursor
from policytrack.text import Text

SCHEMA = "policytrack"
PREFIX = "policytrack"
_TABLES = ("actuals", "retractions")
_VERSIONS = f"{SCHEMA}.schema_versions"


def version(cursor: Cursor) -> int:
    """The version of the schema in the database."""
    cursor.execute(f"select max(version) from {_VERSIONS}")
    found: int = cursor.fetchone()[0]
    return found


def size(cursor: Cursor) -> int | None:
    """Bytes on disk; None on a server that does not tell."""
    cursor.execute("select count(*) from pg_proc where proname = 'pg_total_relation_size'")
    if not cursor.fetchone()[0]:
        return None
    sizes = " + ".join(f"pg_total_relation_size('{SCHEMA}.{table}')" for table in _TABLES)
    cursor.execute(f"select {sizes}")
    found: int = cursor.fetchone()[0]
    return found


def init(cursor: Cursor, prefix: str) -> Initialised:
    """Make what is missing, inside the caller's transaction, and have the server confirm who may do what.

    Raises:
        Refused: the names cannot be taken.
        StoreUnavailable: roles that are there already may do more than they should.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,40}", prefix):
        raise Refused(
            Text(f"角色名前缀不合要求:{prefix!r}", f"not the beginning of a role's name: {prefix!r}"),
            Text("小写字母、数字和下划线,最多41个", "lower-case letters, digits and _, at most 41"),
        )
    owner, reader, recorder = (f"{prefix}_{name}" for name in ("owner", "reader", "recorder"))
    _check_encoding(cursor)
    is_there = _is_there(cursor, owner)
    lent = _make_roles(cursor, owner, reader, recorder)
    if not is_there:
        cursor.execute(f"create schema if not exists {SCHEMA} authorization {owner}")
    cursor.execute(f"set local role {owner}")
    if not is_there:
        cursor.execute(f"create table {_VERSIONS} (version integer primary key)")
    before = version(cursor) if is_there else 0
    if before < statements.SCHEMA_VERSION:
        for statement in statements.since(before, f"{SCHEMA}.", sqlite=False):
            cursor.execute(statement)
        cursor.execute(f"insert into {_VERSIONS} (version) values ({statements.SCHEMA_VERSION})")
    _grant(cursor, reader, recorder)
    _confirm(cursor, owner, reader, recorder)
    cursor.execute("reset role")
    if lent:
        cursor.execute(f"revoke {owner} from {lent}")
    return Initialised(before, statements.SCHEMA_VERSION, (reader, recorder))


def _check_encoding(cursor: Cursor) -> None:
    cursor.execute("show server_encoding")
    found = cursor.fetchone()[0]
    if found.upper().replace("-", "") != "UTF8":
        raise StoreUnavailable(
            Text(
                f"数据库的编码是{found},不能保存中文", f"the database's encoding is {found}; it cannot hold every text"
            ),
            Text("请用 UTF8 编码新建数据库", "make a database with the encoding UTF8"),
        )


def _is_there(cursor: Cursor, owner: str) -> bool:
    """Whether the database holds a store already.

    Raises:
        Refused: it belongs to a role of another name.
    """
    asked = "select tableowner from pg_tables where schemaname = %s and tablename = 'schema_versions'"
    cursor.execute(asked, (SCHEMA,))
    found = cursor.fetchone()
    if found is not None and found[0] != owner:
        prefix = found[0].removesuffix("_owner")
        raise Refused(
            Text(f"存储属于角色 {found[0]}", f"the store belongs to the role {found[0]}"),
            Text.same(f"policytrack store init --roles {prefix}"),
        )
    return found is not None


def _make_roles(cursor: Cursor, owner: str, reader: str, recorder: str) -> str | None:
    """Make the roles that are missing; returns who was lent the owner's role, to be taken back."""
    cursor.execute("select rolname from pg_roles where rolname in (%s, %s, %s)", (owner, reader, recorder))
    there = {row[0] for row in cursor.fetchall()}
    for name in (owner, reader, recorder):
        if name not in there:
            cursor.execute(f"create role {name} nologin")
    cursor.execute("select rolsuper, quote_ident(current_user) from pg_roles where rolname = current_user")
    is_super, me = cursor.fetchone()
    if is_super:
        return None
    cursor.execute(f"grant {owner} to {me}")
    return str(me)


def _grant(cursor: Cursor, reader: str, recorder: str) -> None:
    tables = ", ".join(f"{SCHEMA}.{table}" for table in _TABLES)
    cursor.execute(f"grant usage on schema {SCHEMA} to {reader}, {recorder}")
    cursor.execute(f"grant select on {tables}, {_VERSIONS} to {reader}, {recorder}")
    cursor.execute(f"grant insert on {tables} to {recorder}")


def _confirm(cursor: Cursor, owner: str, reader: str, recorder: str) -> None:
    """Ask the server itself whether the roles can do no more than they should."""
    cursor.execute("select rolcanlogin from pg_roles where rolname = %s", (owner,))
    wrong = [owner] if cursor.fetchone()[0] else []
    for role, more in ((reader, "insert, "), (recorder, "")):
        for table in _TABLES:
            asked = f"{more}update, delete, truncate, trigger, insert with grant option, select with grant option"
            cursor.execute("select has_table_privilege(%s, %s, %s)", (role, f"{SCHEMA}.{table}", asked))
            if cursor.fetchone()[0]:
                wrong.append(role)
    if wrong:
        listed = ", ".join(dict.fromkeys(wrong))
        raise StoreUnavailable(
            Text(f"已有的角色权限过大:{listed}", f"roles that were there may do more than they should: {listed}"),
            Text(
                "收回其权限或登录资格,或用 --roles 另取角色名",
                "take away what they may, or their login, or choose other names with --roles",
            ),
        )


_INIT = Text("请管理员先运行 policytrack store init", "its administrator first runs `policytrack store init`")
_ADVICE = {
    "3F000": _INIT,  # no such schema
    "42P01": _INIT,  # no such table
    "42501": Text(
        "向管理员申请 …_reader(只读)或 …_recorder(可记录)角色",
        "ask its administrator to grant you …_reader, to read, or …_recorder, to record",
    ),
    "25006": Text("服务器只读,是否连到了备机?", "the server is read-only; is it a standby?"),
    "53100": Text("服务器磁盘已满;此前记录的数据未受影响", "the server's disk is full; what was recorded is intact"),
    "55P03": Text("另一会话占用存储,请稍后再试", "another session has locked it; try again in a moment"),
    "57014": Text("服务器中止了操作,请稍后再试", "the server cancelled it; try again in a moment"),
}
_GONE = Text(
    "检查地址、网络与口令后再运行一次;已写入的会被认出,不会重复",
    "check address, network and password and run it again: what was stored is recognised and not doubled",
)


_ADMINISTRATOR = Text(
    "由服务器管理员运行:需要 CREATEROLE 和在该数据库中 CREATE 的权限",
    "an administrator runs it: it takes CREATEROLE, and CREATE on the database",
)


def advice(sqlstate: str, *, making: bool) -> Text:
    """What to do about an error of the server."""
    if making and sqlstate == "42501":
        return _ADMINISTRATOR
    return _ADVICE.get(sqlstate, _GONE)
