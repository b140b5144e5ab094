"""Which language model options and settings name."""

import argparse
from pathlib import Path

import pytest

from index.errors import WartanyaError
from rag.cli import build_parser, run
from rag.llm import LanguageModel
from rag.llm_options import add_options, language_model, named_model

KEY = "sk-rahasia-123"
URL = "http://127.0.0.1:8080/v1"
ENVIRONMENT = {"WARTANYA_LLM_URL": URL, "WARTANYA_LLM_MODEL": "kecil"}


def options(environment: dict[str, str], *given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser, environment)
    return parser.parse_args(given)


def named(environment: dict[str, str], *given: str) -> LanguageModel | None:
    return language_model(options(environment, *given))


def test_nothing_set_is_no_model() -> None:
    assert named({}) is None
    assert named({"WARTANYA_LLM_URL": "", "WARTANYA_LLM_MODEL": "", "WARTANYA_LLM_KEY": ""}) is None
    assert named({"WARTANYA_LLM_CONTEXT": "8192", "WARTANYA_LLM_TIMEOUT": "5"}) is None
    with pytest.raises(WartanyaError, match="WARTANYA_LLM_URL and WARTANYA_LLM_MODEL not set"):
        named_model(options({}))


def test_settings_name_a_model_and_options_take_their_place(tmp_path: Path) -> None:
    assert named(ENVIRONMENT) == LanguageModel(URL, "kecil")
    every = {
        **ENVIRONMENT,
        "WARTANYA_LLM_KEY": KEY,
        "WARTANYA_LLM_CONTEXT": "8192",
        "WARTANYA_LLM_TIMEOUT": "7.5",
    }
    assert named(every) == LanguageModel(URL, "kecil", KEY, 7.5, 8192)
    (tmp_path / "key").write_text("sk-lain\n")
    given = ["--llm-url", "https://llm.example/v1/", "--llm-model", "besar"]
    given += ["--llm-key-file", str(tmp_path / "key")]
    given += ["--llm-context", "2000", "--llm-timeout", "90"]
    other = LanguageModel("https://llm.example/v1", "besar", "sk-lain", 90.0, 2000)
    assert named(every, *given) == named({}, *given) == other


def test_none_is_wanted_whatever_is_set() -> None:
    assert named(ENVIRONMENT, "--no-llm") is None
    assert named({"WARTANYA_LLM_URL": "nonsense"}, "--no-llm") is None


@pytest.mark.parametrize(
    ("environment", "given", "message"),
    [
        ({"WARTANYA_LLM_URL": URL}, [], "WARTANYA_LLM_MODEL not set: set"),
        ({"WARTANYA_LLM_KEY": KEY}, [], "WARTANYA_LLM_URL and WARTANYA_LLM_MODEL not set"),
        ({}, ["--llm-model", "kecil"], "WARTANYA_LLM_URL not set: .*--llm-url"),
        (ENVIRONMENT, ["--llm-url", "llm.example"], "WARTANYA_LLM_URL: not a plain http"),
        (ENVIRONMENT, ["--llm-url", f"{URL}#{KEY}"], "WARTANYA_LLM_URL: not a plain http"),
        (ENVIRONMENT, ["--llm-context", "banyak"], "'banyak' is no number: give tokens, as 4096"),
        (ENVIRONMENT, ["--llm-context", "-1"], "'-1' is no number: give tokens"),
        (ENVIRONMENT, ["--llm-context", "999"], "999 tokens are too few .*: give 1000 or more"),
        ({**ENVIRONMENT, "WARTANYA_LLM_TIMEOUT": "1\nx"}, [], "'1 x' is no number: give seconds"),
        ({**ENVIRONMENT, "WARTANYA_LLM_TIMEOUT": "0"}, [], "0 is no time to wait: give seconds"),
        ({**ENVIRONMENT, "WARTANYA_LLM_TIMEOUT": "nan"}, [], "nan is no time to wait"),
        ({**ENVIRONMENT, "WARTANYA_LLM_TIMEOUT": "inf"}, [], "inf is no time to wait"),
        ({**ENVIRONMENT, "WARTANYA_LLM_KEY": f"{KEY}\n"}, [], "WARTANYA_LLM_KEY: has a character"),
    ],
)
def test_what_cant_be_used_is_named_with_the_mend(
    environment: dict[str, str], given: list[str], message: str
) -> None:
    with pytest.raises(WartanyaError, match=message) as raised:
        named(environment, *given)
    assert "\n" not in str(raised.value)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no key: write the key alone"),
        (f"{KEY}\n{KEY}\n".encode(), "holds no key"),
        (f"key = {KEY}".encode(), "holds no key"),
        (KEY.encode() + b"\xff", "holds no key"),
        (KEY.encode() * 1000, "holds no key"),
        (None, r"not readable \(No such file or directory\)"),
    ],
)
def test_a_key_file_that_holds_none_is_named_and_not_told(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "key"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WartanyaError, match=f"^{path}: {message}") as raised:
        named(ENVIRONMENT, "--llm-key-file", str(path))
    assert KEY not in str(raised.value)


def test_a_key_on_the_command_line_is_refused_and_not_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for given in (["--llm-key", KEY], [f"--llm-key={KEY}"]):
        with pytest.raises(SystemExit):
            options(ENVIRONMENT, *given)
        shown = capsys.readouterr().err
        assert "no key on the command line: --llm-key-file FILE" in shown
        assert KEY not in shown


@pytest.mark.parametrize("command", ["ask", "chat", "eval"])
def test_the_key_is_in_no_help_and_no_repr(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = build_parser({**ENVIRONMENT, "WARTANYA_LLM_KEY": KEY})
    words = {"ask": ["?"], "chat": [], "eval": ["set.jsonl"]}[command]
    assert KEY not in repr(parser.parse_args([command, *words]))
    with pytest.raises(SystemExit):
        parser.parse_args([command, "--help"])
    shown = capsys.readouterr().out
    assert "$WARTANYA_LLM_KEY" in shown
    assert KEY not in shown
    assert ("--no-llm" in shown) is (command != "eval")


@pytest.mark.parametrize("command", [["ask", "Apa?"], ["chat"]])
def test_half_a_model_fails_before_the_index_is_opened(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment = {"WARTANYA_LLM_URL": URL, "WARTANYA_LLM_KEY": KEY}
    assert run([*command, "--data", str(tmp_path / "data")], environment) == 1
    shown = capsys.readouterr().err
    assert shown.startswith("wartanya: no language model: WARTANYA_LLM_MODEL not set: set ")
    assert KEY not in shown
    assert not (tmp_path / "data").exists()
