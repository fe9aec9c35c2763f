"""A PostgreSQL server of the tests' own: Debian's programs, a cluster in a folder that goes away, a socket in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_DEBIAN = Path("/usr/lib/postgresql")
_UNPRIVILEGED = "postgres"  # the server refuses to run as root; Debian's packages make this user


def programs() -> Path | None:
    """The folder of the server's programs, those of the newest version; ``None`` where there are none."""
    found = sorted(_DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    initdb = str(found[-1]) if found else shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; what is yielded is the address of its database."""
    folder = programs()
    assert folder is not None
    with tempfile.TemporaryDirectory(prefix="hegao-pg-") as place:
        user = _UNPRIVILEGED if os.geteuid() == 0 else None
        if user:
            shutil.chown(place, user)
        data = Path(place) / "data"

        def call(program: str, *arguments: str) -> None:
            done = subprocess.run(
                [str(folder / program), "-D", str(data), *arguments],
                check=False,
                cwd=place,
                user=user,
                group=user,
                extra_groups=[] if user else None,
                capture_output=program == "initdb",
                text=True,
                stdin=subprocess.DEVNULL,
            )
            assert done.returncode == 0, f"{program}: {done.stderr}"

        call("initdb", "--username=tests", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={place} -c fsync=off -c max_connections=40"
        call("pg_ctl", "-w", "-s", "-l", f"{place}/log", "-o", options, "start")
        try:
            yield f"postgresql://tests@/postgres?host={place}"
        finally:
            call("pg_ctl", "-w", "-s", "-m", "immediate", "stop")


def new_schema(address: str, name: str) -> str:
    """The address of an empty schema of its own in a database; to make a database would copy three hundred files."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE SCHEMA "{name}"')
    return f"{address}&options=-csearch_path%3D{name}"
