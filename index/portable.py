"""An index as one file, and back: a copy of the ledger, from which all else is made."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from index import tables
from index.errors import WartanyaError
from index.ledger import Ledger

_MEND = "give a file that `wartanya export` wrote"


def export_index(ledger: Ledger, path: Path) -> None:
    """Write everything that was indexed to a new file, whole or not at all.

    WartanyaError where the file is there already or can't be written.
    """
    if path.exists():
        raise WartanyaError(f"{path}: is there already; give another name, or remove it first")
    if not path.parent.is_dir():
        raise WartanyaError(f"{path}: can't be written, there is no such folder; make it first")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        ledger.copy_to(draft)
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        os.rename(draft, path)
    except OSError as error:
        raise WartanyaError(
            f"{path}: can't be written ({error.strerror}); choose another place"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def import_index(path: Path, data: Path) -> None:
    """Make a data directory's ledger from a file that `export_index` wrote, also elsewhere.

    Rows are copied into tables of our own, so that nothing else a file may bring along (triggers,
    views) ever runs. WartanyaError where the directory has an index, or the file is none.
    """
    target = data / "articles.db"
    if target.exists():
        raise WartanyaError(f"{data}: has articles already; import into another data directory")
    if not path.is_file():
        raise WartanyaError(f"{path}: no such file; {_MEND}")
    draft = data / f"import-{os.getpid()}.db"
    try:
        data.mkdir(parents=True, exist_ok=True)
        Ledger(draft).close()
        _copy(path, draft)
        for aside in (f"{draft}-wal", f"{draft}-shm"):
            Path(aside).unlink(missing_ok=True)
        os.rename(draft, target)
    except OSError as error:
        raise WartanyaError(
            f"{data}: can't be written ({error.strerror}); choose another data directory"
        ) from error
    finally:
        for left in data.glob(f"{draft.name}*"):
            left.unlink()


def _copy(path: Path, draft: Path) -> None:
    """All rows of the tables that we know, in one transaction."""
    try:
        ours = draft.absolute().as_uri()
        with closing(sqlite3.connect(ours, isolation_level=None, uri=True)) as connection:
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.execute("PRAGMA cell_size_check=ON")
            connection.execute(
                "ATTACH DATABASE ? AS given", (f"{path.absolute().as_uri()}?mode=ro&immutable=1",)
            )
            _check(connection, path)
            connection.execute("BEGIN IMMEDIATE")
            for table in tables.metadata.sorted_tables:
                names = ", ".join(f'"{column}"' for column in _shared(connection, table))
                connection.execute(f"DELETE FROM main.{table.name}")
                connection.execute(
                    f"INSERT INTO main.{table.name} ({names}) "
                    f"SELECT {names} FROM given.{table.name}"
                )
            connection.execute(
                "INSERT OR REPLACE INTO main.settings VALUES ('format', ?)", (tables.FORMAT,)
            )
            connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise WartanyaError(f"{path}: can't be imported ({error}); {_MEND}") from error


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """That the file is a ledger of a format that we read, and whole."""
    kinds = dict(connection.execute("SELECT name, type FROM given.sqlite_master"))
    if kinds.get("settings") != "table":
        raise WartanyaError(f"{path}: no index; {_MEND}")
    found = connection.execute("SELECT value FROM given.settings WHERE name = 'format'").fetchone()
    if found is None or found[0] not in tables.READABLE:
        raise WartanyaError(
            f"{path}: has format {found and found[0]}, this Wartanya reads {tables.FORMAT}; "
            "use the Wartanya that made it"
        )
    (answer,) = connection.execute("PRAGMA given.integrity_check(1)").fetchone()
    if answer != "ok":
        raise WartanyaError(f"{path}: damaged; export it again")


def _shared(connection: sqlite3.Connection, table: sa.Table) -> list[str]:
    """The columns that the file's table has too; what an older format lacks stays empty."""
    there = {row[1] for row in connection.execute(f"PRAGMA given.table_info('{table.name}')")}
    return [column.name for column in table.columns if column.name in there]
