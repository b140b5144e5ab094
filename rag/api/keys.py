"""Keys with scopes, kept as hashes in a file of the data directory."""

import fcntl
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import Enum
from hashlib import sha256
from pathlib import Path

from index.errors import NotFound, WartanyaError

FILE = "keys.json"
PREFIX = "wartanya_"  # so that a key is known for one wherever it turns up
SECRET_BYTES = 32  # random, so that one round of SHA-256 keeps them
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Scope(Enum):
    """What a key allows. ``WRITE`` allows reading too."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret: ``digest`` is the secret's SHA-256 in hexadecimal."""

    name: str
    scope: Scope
    digest: str
    added: str


class Keys:
    """The keys of a data directory, as the file has them now: a change needs no restart."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._read: tuple[tuple[int, ...] | None, Sequence[Key]] = (None, ())

    def all(self) -> Sequence[Key]:
        """Every key. WartanyaError where the file can't be read."""
        stamp = _stamp(self._data / FILE)
        if stamp is None:
            return ()
        if stamp != self._read[0]:
            self._read = (stamp, _kept(self._data / FILE))
        return self._read[1]

    def find(self, secret: str) -> Key | None:
        """The key of a secret, None where it is nobody's; how long it takes tells nothing."""
        digest = _digest(secret)
        found = None
        for key in self.all():
            if hmac.compare_digest(key.digest, digest):
                found = key
        return found


def add_key(data: Path, name: str, scope: Scope) -> str:
    """A new key's secret, which is kept nowhere. WartanyaError for a name that is taken or bad."""
    if not _NAME.fullmatch(name):
        raise WartanyaError(f"{name}: no name for a key: use up to 64 of a-z, A-Z, 0-9, . _ and -")
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    added = datetime.now(UTC).isoformat(timespec="seconds")
    with _alone(data):
        keys = _kept(data / FILE)
        if any(key.name == name for key in keys):
            raise WartanyaError(f"{name}: there is a key of this name; remove it, or name another")
        _write(data / FILE, [*keys, Key(name, scope, _digest(secret), added)])
    return secret


def remove_key(data: Path, name: str) -> None:
    """Forget a key. WartanyaError where there is none of that name."""
    with _alone(data):
        keys = _kept(data / FILE)
        left = [key for key in keys if key.name != name]
        if len(left) == len(keys):
            raise NotFound(f"{name}: no key has this name; see `wartanya keys list`")
        _write(data / FILE, left)


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _stamp(path: Path) -> tuple[int, ...] | None:
    """What differs after every change: a new file takes the old one's place."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or "an error") from error
    return found.st_ino, found.st_mtime_ns, found.st_size


def _kept(path: Path) -> list[Key]:
    try:
        rows = json.loads(path.read_bytes())["keys"]
        return [Key(r["name"], Scope(r["scope"]), str(r["digest"]), str(r["added"])) for r in rows]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(path, error.strerror or "an error") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, "not as it was written") from error


def _unreadable(path: Path, why: str) -> WartanyaError:
    return WartanyaError(f"{path}: can't be read ({why}); mend it, or remove it and add keys anew")


def _write(path: Path, keys: Sequence[Key]) -> None:
    """Put the file in the old one's place, whole and for its owner alone."""
    rows = [{**asdict(key), "scope": key.scope.value} for key in keys]
    temporary = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump({"keys": rows}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """No other command changes the keys meanwhile. The lock of the index is another one."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(data, os.O_RDONLY)
    except OSError as error:
        raise WartanyaError(
            f"{data}: can't be used ({error.strerror}); choose another data directory"
        ) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    except OSError as error:
        raise WartanyaError(
            f"{data}: can't write here ({error.strerror}); choose another data directory"
        ) from error
    finally:
        os.close(descriptor)
