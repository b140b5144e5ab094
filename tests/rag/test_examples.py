"""The programs and the notebook of docs/examples run, with a model and without."""

import contextlib
import io
import json
import runpy
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rag.scripted_model import Reply, scripted_model

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NOTEBOOK = json.loads((EXAMPLES / "notebook.ipynb").read_text("utf-8"))
QUESTION = "Berapa ketinggian air di Kampung Sumur?"
TITLE = "Banjir Muarajati Rendam Empat Kelurahan, 2.318 Warga Mengungsi"
WORDS = "ketinggian air mencapai 170 sentimeter di Kelurahan Kampung Sumur"


# LlamaIndex's workflows read old attributes of pydantic, and their agents one of their own.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pydantic.PydanticDeprecationWarning", "ignore:is_running called:DeprecationWarning"
)


@pytest.fixture
def folder(sample_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current one: where the indexed samples are in wartanya-data."""
    shutil.copytree(sample_index, tmp_path / "wartanya-data")
    monkeypatch.chdir(tmp_path)
    for name in ("WARTANYA_LLM_URL", "WARTANYA_LLM_MODEL", "WARTANYA_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def printed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs a program with the question, and a model's address where one is given."""

    def run(program: str, url: str | None = None) -> str:
        monkeypatch.setattr(sys, "argv", [program, QUESTION])
        if url is not None:
            monkeypatch.setenv("WARTANYA_LLM_URL", url)
            monkeypatch.setenv("WARTANYA_LLM_MODEL", "m")
        with contextlib.redirect_stdout(io.StringIO()) as out:
            runpy.run_path(str(EXAMPLES / program), run_name="__main__")
        return out.getvalue()

    return run


def test_the_agent_repeats_and_cites_without_a_model(printed):
    lines = printed("llamaindex_agent.py").splitlines()
    assert lines[0] == f"{TITLE} (2025-01-15)"
    cited = [line for line in lines if line.startswith("[")]
    assert cited[0].startswith(f"[1] {TITLE}, characters ")
    assert len(cited) == 3
    assert any(WORDS in line for line in lines)


def test_the_agent_looks_up_what_a_model_wants(printed):
    call = {"name": "news", "arguments": json.dumps({"input": QUESTION})}
    chunks = [
        {"tool_calls": [{"index": 0, "id": "1", "type": "function", "function": call}]},
        {"content": "Airnya 170 sentimeter."},
    ]

    def script(_prompt):
        done = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        reason = "tool_calls" if len(server.bodies) == 1 else "stop"
        delta = {"role": "assistant", **chunks[len(server.bodies) - 1]}
        choices = [{"index": 0, "delta": delta, "finish_reason": reason}]
        event = f"data: {json.dumps(done | {'choices': choices})}\n\ndata: [DONE]\n\n"
        return Reply(raw=event.encode(), kind="text/event-stream")

    with scripted_model(script) as server:
        said = printed("llamaindex_agent.py", server.url)
    assert said.startswith("Airnya 170 sentimeter.\n\n[1] ")
    (tool,) = server.bodies[0]["tools"]
    assert tool["function"]["name"] == "news"
    told = server.bodies[1]["messages"][-1]
    assert told["role"] == "tool"
    assert WORDS in json.dumps(told["content"], ensure_ascii=False)


def test_the_chain_repeats_without_a_model(printed):
    said = printed("langchain_chain.py")
    assert WORDS in said
    assert said.endswith(" [1]\n")


def test_the_chain_says_what_a_model_says(printed):
    with scripted_model(lambda _prompt: Reply("Airnya 170 sentimeter [1].")) as server:
        said = printed("langchain_chain.py", server.url)
    assert said == "Airnya 170 sentimeter [1].\n"
    assert f"[1] {TITLE}\n" in server.prompts[0]
    assert server.prompts[0].endswith(f"Question: {QUESTION}")


def test_the_notebook_is_one_and_kept_without_outputs():
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(set(ids)) == len(ids)
    for cell in NOTEBOOK["cells"]:
        own = {"execution_count", "outputs"} if cell["cell_type"] == "code" else set()
        assert set(cell) == {"cell_type", "id", "metadata", "source", *own}
        assert cell["cell_type"] in {"code", "markdown"}
        assert all(isinstance(line, str) for line in cell["source"])
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_the_notebook_runs_from_top_to_bottom(folder):
    names: dict[str, object] = {"__name__": "__main__"}
    outputs = []
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "code":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
            outputs.append(out.getvalue())
    _, answer, cited, refused, found, said, figures, _ = outputs
    assert "Kerja sama itu tidak berhenti di atas kertas." in answer
    assert cited.splitlines()[0] == (
        "[1] Danu Wirasakti, in: Kembahari Wajibkan Pelampung Pintar di Kapal Rakyat, "
        "from character 1264"
    )
    assert refused.startswith("False 0.")
    assert len(found.splitlines()) == 3
    assert said.startswith("Danu Wirasakti (Sekjen Kembahari): ")
    assert "answered" in figures
