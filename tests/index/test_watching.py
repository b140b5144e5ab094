"""Files as they come and change, in a real folder."""

import threading
import time
from pathlib import Path

import pytest

from index.errors import WartanyaError
from index.watching import changes


def test_what_comes_and_changes_is_told_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "masuk"
    folder.mkdir()
    (folder / "lama.txt").write_text("Lama.")
    batches = changes([folder])

    def write() -> None:
        time.sleep(0.7)  # until it is watched
        (folder / ".sembunyi.txt").write_text("Rahasia.")
        (folder / "baru.txt").write_text("Baru.")
        (folder / "lama.txt").write_text("Diubah.")

    writer = threading.Thread(target=write)
    writer.start()
    seen: set[str] = set()
    while seen != {"baru.txt", "lama.txt"}:
        batch = {Path(path).name for path in next(batches)}
        assert batch <= {"baru.txt", "lama.txt"}
        seen |= batch
    writer.join()
    batches.close()


def test_nothing_to_watch_is_told(tmp_path: Path) -> None:
    with pytest.raises(WartanyaError, match="nothing to watch; name a folder"):
        next(changes([tmp_path / "no", "https://kabar.example/"]))
