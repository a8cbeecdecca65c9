"""Addresses of stores: which engine, and how an address is shown to people: never with a password."""

import re
from typing import Literal, NamedTuple

from policytrack.errors import StoreUnavailable
from policytrack.text import Text

_FILE_FORMS = Text(
    "写作 sqlite:///相对路径 或 sqlite:////绝对路径,共用的存储写作 postgresql://用户@主机/数据库",
    "write sqlite:///relative/path or sqlite:////absolute/path, or postgresql://user@host/database for a shared one",
)
_SCHEMES = {"postgresql", "postgres"}


class Address(NamedTuple):
    """An engine, what it is to open (a path or a URL), and the words for it in messages."""

    engine: Literal["sqlite", "postgresql"]
    target: str
    shown: str


def read_address(url: str) -> Address:
    """The address that a person wrote.

    Raises:
        StoreUnavailable: it is of no engine that there is, or its password cannot be told from the rest.
    """
    scheme, mark, rest = url.partition("://")
    if mark and scheme in _SCHEMES:
        return Address("postgresql", url, _shown(rest))
    if mark and scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return Address("sqlite", rest[1:], url)
    # what resembles a mistyped URL must not become a file whose name is a password
    if mark or not url or re.match(r"[A-Za-z][\w+.-]+:|postgres\w*[/@]|sqlite/|.*\bpassword\s*=", url):
        name = scheme if mark and scheme.isalnum() else ""
        raise StoreUnavailable(
            Text(f"不支持的存储地址:{name}://…", f"not a store address that is supported: {name}://…"), _FILE_FORMS
        )
    return Address("sqlite", url, url)


def shown(url: str) -> str:
    """An address as it may be shown; one that cannot be read is left out whole."""
    try:
        return read_address(url).shown
    except StoreUnavailable:
        return "…"


def _shown(rest: str) -> str:
    """user@host:port/database of a PostgreSQL URL.

    Raises:
        StoreUnavailable: an @ or a / of the password is not written as %40 or %2F, so that parts of it pass for a host.
    """
    from urllib.parse import parse_qs, unquote

    authority = re.split(r"[/?]", rest, maxsplit=1)[0]
    path, _, query = rest[len(authority) :].partition("?")
    if authority.count("@") > 1 or "@" in path or "@" in query:
        raise StoreUnavailable(
            Text("存储地址无法辨认:密码中有特殊字符", "the store's address cannot be read: @ or / in the password"),
            Text(
                "在地址中把 @ 写作 %40、/ 写作 %2F、% 写作 %25;或不写密码,用 PGPASSWORD 或 ~/.pgpass",
                "write @ as %40, / as %2F and % as %25 there; or leave the password to PGPASSWORD or ~/.pgpass",
            ),
        )
    account, at, host = authority.rpartition("@")
    extra = parse_qs(query)

    def given(name: str, otherwise: str) -> str:
        return extra.get(name, [otherwise])[-1]

    user = given("user", unquote(account.partition(":")[0]) if at else "")
    where = host or given("host", "")
    database = given("dbname", unquote(path[1:]))
    return f"postgresql://{user}{'@' if user else ''}{where}/{database}"
