"""The shared store: who may do what, on a real server; a server that goes away; passwords that never show."""

import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from policytrack.errors import Refused, StoreUnavailable
from policytrack.store import address, open_store, postgres
from tests.conftest import Run
from tests.server import QUOTED, Server
from tests.store.test_store import row

SECRETS = (QUOTED, "geh/eim@%1", "geh", "eim", "secret")


@pytest.fixture
def database(server: Server) -> str:
    return server.database()


def refusal(use: Callable[[], object]) -> tuple[str, str]:
    with pytest.raises(StoreUnavailable) as refused:
        use()
    assert refused.value.hint is not None
    told = refused.value.message, refused.value.hint
    assert not [secret for secret in SECRETS for text in told for words in text if secret in words]
    return told[0].en, told[1].en


# -- who may do what ---------------------------------------------------------------------------------------------

CHANGES = [
    "update policytrack.actuals set value = '1'", "delete from policytrack.actuals", "truncate policytrack.actuals cascade",
    "update policytrack.retractions set reason = ''", "delete from policytrack.retractions", "truncate policytrack.retractions",
    "insert into policytrack.actuals select * from policytrack.actuals on conflict (id) do update set value = '1'",
    "drop table policytrack.retractions", "drop schema policytrack cascade", "alter table policytrack.actuals drop column note",
    "alter table policytrack.actuals owner to wang", "alter table policytrack.actuals disable trigger all",
    "create trigger t before insert on policytrack.actuals execute function suppress_redundant_updates_trigger()",
    "create rule r as on insert to policytrack.actuals do instead nothing", "create table policytrack.more (x int)",
    "grant select on policytrack.actuals to nn", "grant insert on policytrack.actuals to li", "grant usage on schema policytrack to nn",
    "grant policytrack_recorder to nn", "grant policytrack_reader to nn", "set role policytrack_owner", "do $$ begin lock table policytrack.actuals in exclusive mode; end $$",
    "insert into policytrack.schema_versions values (99)", "update policytrack.schema_versions set version = 99",
    "copy policytrack.actuals to program 'cat'",
]  # fmt: skip


def denied(server: Server, database: str, login: str, statement: str) -> bool:
    """Whether the server refuses a statement for want of a privilege, and nothing else; the store stays as it was."""
    from psycopg.errors import InsufficientPrivilege

    watch = open_store(server.url(database, "postgres"))
    before, rights = watch.all(), granted(server, database)
    try:
        with server.connect(database, login) as connection:
            connection.execute(statement)
    except InsufficientPrivilege:
        refused = True
    else:
        refused = granted(server, database) == rights  # a grant without the right to it is a warning on a server
    assert watch.all() == before
    return refused and granted(server, database) == rights


def granted(server: Server, database: str) -> list[Any]:
    with server.connect(database) as connection:
        asked = "select relname, relowner, relacl::text from pg_class where relnamespace = 'policytrack'::regnamespace union all select nspname, nspowner, nspacl::text from pg_namespace order by 1"
        members = "select roleid, member, admin_option from pg_auth_members order by 1, 2"
        return [*connection.execute(asked).fetchall(), *connection.execute(members).fetchall()]


@pytest.mark.parametrize("login", ["wang", "li", "admin"])
def test_nobody_changes_deletes_or_grants(server: Server, database: str, login: str) -> None:
    recorder = open_store(server.url(database, "wang"))
    one = row()
    recorder.add([one, row()])
    recorder.retract(one, "typo", "2026-11-21T00:00:00Z", "wang")
    # an administrator may make himself the owner again, which is his office; he does not change rows as he is
    statements = [one for one in CHANGES if login != "admin" or not one.startswith(("set role", "grant policytrack", "drop schema"))]  # fmt: skip
    assert [one for one in statements if not denied(server, database, login, one)] == []


def test_a_reader_reads_and_does_not_record(server: Server, database: str) -> None:
    one = row()
    open_store(server.url(database, "wang")).add([one])
    reader = open_store(server.url(database, "li"))
    assert reader.all() == [one] and reader.info().integrity == "ok"
    for use in (lambda: reader.add([row()]), lambda: reader.retract(one, "x", "2026-11-21T00:00:00Z", "li")):
        message, hint = refusal(use)
        assert message.startswith(f"cannot write the store {reader.place}: permission denied for table ")
        assert hint == "ask its administrator to grant you …_reader, to read, or …_recorder, to record"
    assert reader.all() == [one]


def test_others_see_nothing(server: Server, database: str) -> None:
    message, _ = refusal(open_store(server.url(database, "nn")).all)
    assert "permission denied for schema policytrack" in message


# -- store init --------------------------------------------------------------------------------------------------


def test_a_team_sets_one_up(server: Server, run: Run, small: Callable[..., Path]) -> None:
    bare = server.database_of_admin()
    data = ("--data", str(small()))
    ran = run("store", "init", "--store", server.url(bare, "admin"), *data)
    place = f"postgresql://admin@{server.folder}/{bare}"
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        f"made, with schema 2: {place}",
        "to let people in, grant their logins one of these:",
        "  GRANT policytrack_reader TO somebody;    -- may read",
        "  GRANT policytrack_recorder TO somebody;  -- may also record",
    ]
    with server.connect(bare, "admin") as connection:  # whoever made the roles lets people in
        for name, role in (("recorder", "recorder"), ("reader", "reader")):
            connection.execute(f"create role {name}_{bare} login password '{unquote(QUOTED)}'")
            connection.execute(f"grant policytrack_{role} to {name}_{bare}")
    mine, theirs = server.remote(bare, f"recorder_{bare}"), server.remote(bare, f"reader_{bare}")
    place = f"postgresql://recorder_{bare}@127.0.0.1:{server.port}/{bare}"
    ran = run("record", "stock", "120", "--period", "2022", "--source", "s", *data, POLICYTRACK_STORE=mine)
    assert ran.code == 0 and f"→ {place} (id " in ran.out
    assert run("record", "stock", "120", "--period", "2022", "--source", "s", *data, "--store", mine).out.startswith("unchanged")  # fmt: skip
    (row_,) = run("history", "stock", "-O", "json", *data, "--store", theirs).json
    assert (row_["value"], row_["standing"]) == (120, "stands")
    assert run("report", "--target", "p/stock", "-O", "json", *data, "--store", theirs).json["targets"][0]["measured"] == 120  # fmt: skip
    assert run("retract", row_["id"], "--reason", "typo", "--by", "me", *data, "--store", mine).code == 0
    (row_,) = run("history", "stock", "-O", "json", *data, "--store", theirs).json
    assert row_["retraction"]["reason"] == "typo"
    ran = run("store", "info", "-O", "json", "--store", mine)
    assert ran.json.pop("size") > 0
    assert ran.json == {"engine": "postgresql", "place": place, "exists": True,
                        "schema_version": 2, "rows": 1, "retracted": 1, "integrity": "ok", "size": ran.json["size"]}  # fmt: skip


def test_names_of_ones_own(server: Server) -> None:
    bare = server.database_of_admin()
    store = open_store(server.url(bare, "admin"))
    assert store.init("team_a").roles == ("team_a_reader", "team_a_recorder")
    assert store.init("team_a").before == 2
    with pytest.raises(Refused) as refused:
        store.init()
    assert refused.value.message.en == "the store belongs to the role team_a_owner"
    assert refused.value.hint is not None and refused.value.hint.en == "policytrack store init --roles team_a"
    for name in ("Team", 'x"; drop table t; --', "", "1a", "a" * 50):
        if name:
            with pytest.raises(Refused, match="not the beginning of a role's name"):
                store.init(name)


def test_only_an_administrator_makes_one(server: Server, database: str) -> None:
    bare = server.database_of_admin()
    _, hint = refusal(open_store(server.url(bare, "nn")).init)
    assert hint == "an administrator runs it: it takes CREATEROLE, and CREATE on the database"
    message, hint = refusal(open_store(server.url(bare, "wang")).all)
    assert message.endswith('relation "policytrack.schema_versions" does not exist')
    assert hint == "its administrator first runs `policytrack store init`"


@pytest.mark.parametrize("before", ["create role x{n}_owner login", "create role x{n}_reader superuser", "create role x{n}_recorder in role x{n}_owner"])  # fmt: skip
def test_roles_that_may_do_more_are_told(server: Server, before: str) -> None:
    bare = server.database_of_admin()
    with server.connect("postgres") as connection:
        if "in role" in before:
            connection.execute(f"create role x{bare}_owner")
        connection.execute(before.replace("{n}", bare))
    message, hint = refusal(lambda: open_store(server.url(bare, "postgres")).init(f"x{bare}"))
    assert (
        message == f"roles that were there may do more than they should: x{bare}_{before.split()[2].rpartition('_')[2]}"
    )
    assert "--roles" in hint
    with server.connect(bare) as connection:
        assert connection.execute("select count(*) from pg_namespace where nspname = 'policytrack'").fetchone() == (0,)


def test_a_newer_and_an_older_schema(server: Server, database: str) -> None:
    store = open_store(server.url(database, "wang"))
    one = row()
    store.add([one])
    with server.connect(database) as connection:
        connection.execute("update policytrack.schema_versions set version = 1")
        message, hint = refusal(lambda: store.add([row()]))
        assert message == f"{store.place} has an older schema" and "store init" in hint
        assert store.all() == [one]
        assert tuple(open_store(server.url(database, "admin")).init())[:2] == (1, 2)
        store.add([row()])
        connection.execute("insert into policytrack.schema_versions values (99)")
    for use in (store.all, lambda: store.add([row()])):
        message, hint = refusal(use)
        assert message == f"{store.place} was written by a newer policytrack (schema 99; this one knows 2)"


def test_a_database_that_cannot_hold_chinese(server: Server) -> None:
    with server.connect("postgres") as connection:
        connection.execute("create database latin owner admin encoding 'LATIN1' template template0")
    message, _ = refusal(open_store(server.url("latin", "admin")).init)
    assert message == "the database's encoding is LATIN1; it cannot hold every text"


# -- the server goes away ----------------------------------------------------------------------------------------


@contextmanager
def cutting(server: Server, word: bytes, *, before: bool) -> Iterator[int]:
    """A port that leads to the server until `word` follows an insert: it is cut before the server hears it, or after."""
    heard = threading.Event()

    def there(client: socket.socket, real: socket.socket) -> None:
        inserting = False
        while said := client.recv(65536):
            inserting = inserting or b"INSERT INTO" in said.upper()
            if inserting and word in said.upper():
                heard.set()
            if heard.is_set() and before:
                break
            real.sendall(said)
        for end in (client, real):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def back(client: socket.socket, real: socket.socket) -> None:
        while (answer := real.recv(65536)) and not heard.is_set():
            client.sendall(answer)
        with suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)

    def lead() -> None:
        client, _ = door.accept()
        with client, socket.create_connection(("127.0.0.1", server.port)) as real:
            other = threading.Thread(target=back, args=(client, real))
            other.start()
            there(client, real)
            other.join()

    with socket.create_server(("127.0.0.1", 0)) as door:
        worker = threading.Thread(target=lead)
        worker.start()
        yield door.getsockname()[1]
        worker.join()


@pytest.mark.parametrize(("word", "before", "stored"), [(b"INSERT", True, 0), (b"COMMIT", True, 0), (b"COMMIT", False, 1)])  # fmt: skip
def test_a_server_that_goes_away_in_the_middle(server: Server, database: str, word: bytes, before: bool, stored: int) -> None:  # fmt: skip
    watch = open_store(server.url(database, "wang"))
    one = row()
    with cutting(server, word, before=before) as port:
        store = open_store(server.remote(database, "wang", port=port) + "?sslmode=disable&gssencmode=disable")
        message, hint = refusal(lambda: store.add([one]))
    assert message.startswith(f"cannot write the store postgresql://wang@127.0.0.1:{port}/{database}: ")
    assert hint.endswith("run it again: what was stored is recognised and not doubled")
    assert len(watch.all()) == stored
    watch.add([one])
    assert watch.all() == [one]


def test_a_session_that_was_ended_is_opened_anew(server: Server, database: str) -> None:
    store = open_store(server.url(database, "wang"))
    one = row()
    store.add([one])
    with server.connect(database) as connection:
        connection.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'policytrack' and datname = current_database()")  # fmt: skip
    refusal(lambda: store.add([one]))
    store.add([one])
    assert store.all() == [one]


def test_a_crash_of_the_server_loses_nothing(server: Server, database: str) -> None:
    rows = [row(), row()]
    store = open_store(server.url(database, "wang"))
    store.add(rows[:1])
    server.crash()
    message, _ = refusal(lambda: store.add(rows[1:]))
    assert message.startswith("cannot write the store")
    server.start()
    store.add(rows)
    assert sorted(store.all()) == sorted(rows)


def test_what_the_server_asks_to_try_again_is_tried_again(server: Server, database: str) -> None:
    with server.connect(database) as connection:
        connection.execute("create sequence public.tries; grant usage on sequence public.tries to public")
        connection.execute("create function public.busy() returns trigger language plpgsql as $$ begin if nextval('public.tries') % 5 <> 4 then"
                           " raise exception 'restart transaction' using errcode = '40001'; end if; return new; end $$")  # fmt: skip
        connection.execute("create trigger t before insert on policytrack.actuals for each row execute function public.busy()")  # fmt: skip
    store = open_store(server.url(database, "wang"))
    one = row()
    store.add([one])
    assert store.all() == [one]
    with server.connect(database) as connection:
        connection.execute("select setval('public.tries', 5)")
        connection.execute("alter sequence public.tries increment by 5")
    message, _ = refusal(lambda: store.add([row()]))
    assert message.endswith(": restart transaction")
    assert store.all() == [one]


def test_a_lock_is_waited_for_and_then_told(server: Server, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOCK_PATIENCE", "30ms")
    store = open_store(server.url(database, "wang"))
    with server.connect(database) as connection, connection.transaction():
        connection.execute("lock table policytrack.actuals in access exclusive mode")
        for use in (store.all, lambda: store.add([row()])):
            message, hint = refusal(use)
            assert message.endswith("canceling statement due to lock timeout")
            assert hint == "another session has locked it; try again in a moment"


def test_a_server_that_is_not_there(server: Server, run: Run, small: Callable[..., Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    url = server.remote("x", "wang", port=port)
    ran = run("record", "stock", "5", "--period", "2022", "--data", str(small()), "--store", url)
    assert ran.code == 4 and ran.out == "" and ran.err.count("\n") == 2
    assert ran.err.startswith(f"error: cannot read the store postgresql://wang@127.0.0.1:{port}/x: connection failed: ")
    ran = run("report", "--lang", "zh", "--data", str(small()), POLICYTRACK_STORE=url)
    assert ran.code == 4 and ran.err.startswith(f"错误:无法读取存储 postgresql://wang@127.0.0.1:{port}/x:")


def test_a_read_only_server(server: Server, database: str) -> None:
    store = open_store(server.url(database, "wang") + "&options=-cdefault_transaction_read_only%3Don")
    assert store.all() == []
    message, hint = refusal(lambda: store.add([row()]))
    assert "read-only transaction" in message and hint == "the server is read-only; is it a standby?"


# -- what is secret ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [
    "postgresql://me:secret@host:x/db", "postgresql://me:secr%et@host/db", "postgresql://me:sec@secret@host/db", "postgresql://me:sec/secret@host/db",
    "postgresql://me:sec?secret@host/db", "postgresql://me:secret@[::1/db", "postgresql://host/db?password=secret&nonsense=1", "postgres://me:secret@127.0.0.1:1/db",
    "postgresql://127.0.0.1:1/db?user=me&password=secret", "postgresql://me:secret@127.0.0.1:99999/db", "postgresql://me:secret@/db?host=/nowhere",
    "postgresql://me:secret@127.0.0.1:1/db?sslmode=secret", "postgresql://me:secret@host..x/db", "postgresql://me:secret@127.0.0.1:1/db?connect_timeout=secret",
])  # fmt: skip
def test_no_error_shows_a_password(url: str, run: Run, small: Callable[..., Path]) -> None:
    data = str(small())
    for words in (["history"], ["store", "info"], ["store", "init"], ["record", "stock", "5", "--period", "2022"], ["store", "backup", "x"]):  # fmt: skip
        for lang in ("zh", "en"):
            ran = run(*words, "--store", url, "--data", data, "--lang", lang)
            assert ran.code in {2, 4} and ran.err and "secret" not in ran.out + ran.err, (words, ran.err)
            ran = run(*words, "--data", data, POLICYTRACK_STORE=url, PGPASSWORD="secret-of-the-environment")
            assert ran.code in {2, 4} and "secret" not in ran.out + ran.err
    assert "secret" not in address.shown(url)


def test_a_wrong_password(server: Server, database: str) -> None:
    url = server.remote(database, "wang").replace(QUOTED, "secret")
    message, hint = refusal(open_store(url).all)
    assert message.endswith('FATAL: password authentication failed for user "wang"') and "password" in hint


@pytest.mark.parametrize(("url", "shown"), [
    ("postgresql://me:p@host:5433/db", "postgresql://me@host:5433/db"), ("postgres://host/db", "postgresql://host/db"),
    ("postgresql:///db?host=/run&user=me&password=p", "postgresql://me@/run/db"), ("postgresql://me:p@[::1]:5432/db?sslmode=require", "postgresql://me@[::1]:5432/db"),
    ("postgresql://a%40b:p@h1,h2:1/db", "postgresql://a@b@h1,h2:1/db"), ("postgresql://", "postgresql:///"), ("sqlite:///a.db", "sqlite:///a.db"), ("mysql://u:p@h/x", "…"),
])  # fmt: skip
def test_how_an_address_is_shown(url: str, shown: str) -> None:
    assert address.shown(url) == shown


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    message, hint = refusal(open_store("postgresql://me@host/db").all)
    assert message == "a postgresql:// store needs psycopg, which is not installed"
    assert hint == "pip install 'policytrack[postgres]'"


def test_a_server_has_its_own_tool_for_backups(server: Server, database: str, run: Run, tmp_path: Path) -> None:
    one = row()
    open_store(server.url(database, "wang")).add([one])
    ran = run("store", "backup", str(tmp_path / "x.sql"), "--store", server.remote(database, "li"))
    place = f"postgresql://li@127.0.0.1:{server.port}/{database}"
    command = f"pg_dump --schema=policytrack --file={tmp_path}/x.sql {place}"
    assert ran.code == 2
    assert ran.err == f"error: a shared store is backed up with the server's own tool\nhint: {command}\n"
    server.tool(command, PGPASSWORD=unquote(QUOTED))  # as advised, by whoever may read
    assert one.id in (tmp_path / "x.sql").read_text(encoding="utf-8")
