"""Turns in a file, and as JSON values."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import WartanyaError
from rag.conversation_file import read_conversation, write_conversation
from rag.follow_up.turns import Shown, Turn
from rag.turn_json import bounded, read_turn, turn_json

TURN = Turn(
    "Apa kata Menaker tentang “upah”?",
    speakers=("M. Hanif Dhakiri",),
    titles=("Kemnaker",),
    short_answer="naik",
    shown=(Shown("a1", 10, 40), Shown("a2", 0, 5)),
)


def test_what_is_written_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "percakapan.json"
    path.write_text("[]")
    path.chmod(0o644)
    (tmp_path / ".percakapan.json.part").write_text("of a run that was killed")
    write_conversation(path, [TURN, Turn("Siapa?")])
    assert read_conversation(path) == [TURN, Turn("Siapa?")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_the_last_twenty_turns_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "percakapan.json"
    turns = [Turn(f"Nomor {number}?") for number in range(25)]
    write_conversation(path, turns)
    assert read_conversation(path) == turns[-20:]
    path.write_text(json.dumps([turn_json(turn) for turn in turns]))
    assert read_conversation(path) == turns[-20:]


def test_a_file_that_isnt_there_or_is_empty_has_no_turns(tmp_path: Path) -> None:
    assert read_conversation(tmp_path / "baru.json") == []
    (tmp_path / "kosong.json").write_text("\n")
    assert read_conversation(tmp_path / "kosong.json") == []
    with pytest.raises(WartanyaError, match=r"there is no folder .*: make it first"):
        read_conversation(tmp_path / "tidak" / "ada.json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[{]", r"not JSON \(.*\): correct it, or name another file"),
        ("[" * 100_000, r"not JSON \(nested too deep\)"),
        ("{}", "no conversation, a list of turns"),
        ("[1]", "turn 1: no JSON object: correct it"),
        ('[{"question": "a"}, {}]', "turn 2: 'question' is no text"),
        ('[{"question": "\\ud800"}]', "turn 1: 'question' is no text"),
        ('[{"question": "a", "titles": "b"}]', "turn 1: 'titles' is no list"),
        ('[{"question": "a", "speakers": [1]}]', "turn 1: 'speakers' is no text"),
        ('[{"question": "a", "short_answer": 1}]', "turn 1: 'short_answer' is no text"),
        ('[{"question": "a", "answer": "b"}]', "turn 1: a turn has no 'answer'"),
        ('[{"question": "a", "\\u001b[2J": "b"}]', r"a turn has no ' \[2J'"),
        ('[{"question": "a", "shown": [{"article_id": "b"}]}]', "not an article's id, a start"),
        (
            '[{"question": "a", "shown": [{"article_id": "b", "start": 1, "end": true}]}]',
            "'start' or 'end' is no whole number",
        ),
        (b'[{"question": "\xff"}]', "line 1: byte 0xff is not UTF-8"),
        (b" " * 5_000_001, "too large for a conversation"),
        (None, r"not readable \(Is a directory\)"),
    ],
)
def test_a_damaged_file_is_named_with_the_mend_and_left(
    tmp_path: Path, content: str | bytes | None, message: str
) -> None:
    path = tmp_path / "percakapan.json"
    written = content.encode() if isinstance(content, str) else content
    if written is None:
        path.mkdir()
    else:
        path.write_bytes(written)
    with pytest.raises(WartanyaError, match=message) as raised:
        read_conversation(path)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)
    assert written is None or path.read_bytes() == written


def test_a_file_that_cant_be_written_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "percakapan.json"
    write_conversation(path, [TURN])

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("rag.textfile.os.fsync", full)
    with pytest.raises(WartanyaError, match=r"not written \(No space left on device\)"):
        write_conversation(path, [TURN, TURN])
    assert read_conversation(path) == [TURN]
    assert list(tmp_path.iterdir()) == [path]


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
TURNS = st.builds(
    Turn,
    TEXTS,
    st.lists(TEXTS, max_size=60).map(tuple),
    st.lists(TEXTS, max_size=60).map(tuple),
    st.none() | TEXTS,
    st.lists(st.builds(Shown, TEXTS, st.integers(), st.integers()), max_size=120).map(tuple),
)


def test_a_long_question_is_told_as_it_is_read() -> None:
    question = "Apa" + " " * 5000 + "kata Menaker?"
    assert bounded(Turn(question)).question == "Apa kata Menaker?"
    assert len(bounded(Turn("a" * 5000)).question) == 2000


@given(TURNS)
def test_a_turn_that_is_told_is_taken_back(turn: Turn) -> None:
    told = json.loads(json.dumps(turn_json(turn)))
    assert read_turn(told, "x") == bounded(turn)
    assert bounded(bounded(turn)) == bounded(turn)
