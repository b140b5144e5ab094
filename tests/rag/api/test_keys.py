"""Keys: kept as hashes, found at once, changed while a server runs."""

import json
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from index.errors import WartanyaError
from index.lock import DirectoryLock
from rag.api.keys import Keys, Scope, add_key, remove_key

ROOT = Path(__file__).parents[3]


def wartanya(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_key_is_found_by_its_secret_and_kept_without_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    secret = add_key(data, "redaksi", Scope.WRITE)
    other = add_key(data, "peramban", Scope.READ)
    path = data / "keys.json"
    assert len(secret) == len("wartanya_") + 43  # 32 bytes in base 64
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    kept = path.read_text()
    assert secret not in kept
    assert json.loads(kept)["keys"][0]["digest"] == sha256(secret.encode()).hexdigest()
    assert [p.name for p in data.iterdir()] == ["keys.json"]
    keys = Keys(data)
    found = [keys.find(s) for s in (secret, other, secret[:-1], "", "kunci\udc80é")]
    assert [(key.name, key.scope) if key else None for key in found] == [
        ("redaksi", Scope.WRITE),
        ("peramban", Scope.READ),
        None,
        None,
        None,
    ]


def test_changes_are_seen_without_a_restart(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    assert keys.all() == ()
    first = add_key(tmp_path, "satu", Scope.READ)
    assert keys.find(first) is not None
    second = add_key(tmp_path, "dua", Scope.READ)
    remove_key(tmp_path, "satu")
    assert keys.find(first) is None
    assert keys.find(second) is not None


def test_names_are_unique_plain_and_known(tmp_path: Path) -> None:
    add_key(tmp_path, "satu", Scope.READ)
    with pytest.raises(WartanyaError, match="satu: there is a key of this name"):
        add_key(tmp_path, "satu", Scope.READ)
    for name in ("", "-x", "dua kata", "a" * 65, "é\n"):
        with pytest.raises(WartanyaError, match="no name for a key"):
            add_key(tmp_path, name, Scope.READ)
    with pytest.raises(WartanyaError, match="dua: no key has this name"):
        remove_key(tmp_path, "dua")


def test_none_is_lost_where_many_are_added_at_once(tmp_path: Path) -> None:
    names = [f"k{n}" for n in range(20)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda name: add_key(tmp_path, name, Scope.READ), names))
    assert sorted(key.name for key in Keys(tmp_path).all()) == sorted(names)


@pytest.mark.parametrize("text", ["", "[]", '{"keys": [{"name": "a"}]}', '{"keys": 3}'])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "keys.json").write_text(text)
    with pytest.raises(WartanyaError, match=r"keys\.json: can't be read"):
        Keys(tmp_path).find("x")


def test_the_commands_work_while_a_server_holds_the_directory(tmp_path: Path) -> None:
    lock = DirectoryLock(tmp_path)
    try:
        added = wartanya("keys", "add", "redaksi", "--write", "--data", tmp_path)
        listed = wartanya("keys", "list", "--data", tmp_path)
        assert (added.returncode, added.stderr) == (0, "")
        key = Keys(tmp_path).find(added.stdout.strip())
        assert key is not None
        assert key.scope is Scope.WRITE
        assert listed.stdout == f"redaksi  write  {key.added}\n"
        again = wartanya("keys", "add", "redaksi", "--data", tmp_path)
        assert (again.returncode, again.stdout) == (1, "")
        assert again.stderr.startswith("wartanya: redaksi: there is a key")
        removed = wartanya("keys", "remove", "redaksi", "--data", tmp_path)
        assert removed.stdout == "redaksi removed\n"
        assert wartanya("keys", "list", "--data", tmp_path).stdout == ""
    finally:
        lock.release()


@pytest.mark.parametrize(
    "options", [["--host", "0.0.0.0"], ["--require-keys"], ["--allow-host", "news.example"]]
)
def test_the_chat_does_not_start_where_keys_are_needed_and_there_are_none(
    tmp_path: Path, options: list[str]
) -> None:
    refused = wartanya("chat", "--port", "0", "--data", tmp_path, *options)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert len(refused.stderr.splitlines()) == 1
    assert f"wartanya keys add NAME --write --data {tmp_path}" in refused.stderr
    assert list(tmp_path.iterdir()) == []
