"""A run's record and report as files, for whoever has the run's token."""

import re
import tempfile
from pathlib import Path

from rag.report import html_report
from rag.run_record import write_run
from rag.web.evaluations import Evaluations, Result

_KINDS = {"run.json": "application/json", "report.html": "text/html; charset=utf-8"}


def download(
    evaluations: Evaluations, token: str, name: str
) -> tuple[bytes, str, dict[str, str]] | None:
    """Content, media type and headers of a file; None where the run or the file isn't there."""
    evaluation = evaluations.find(token)
    result = evaluation.result if evaluation else None
    if result is None or name not in _KINDS:
        return None
    content = _record(result) if name == "run.json" else _report(result)
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(result.run.testset).stem)[:60].strip("-")
    filename = f"{stem or 'testset'}-{name}"
    headers = {
        "Content-Disposition": f'attachment; filename="{filename}"',
        "Cache-Control": "no-store",
    }
    return content, _KINDS[name], headers


def _record(result: Result) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "run.json"
        write_run(result.run, path)
        return path.read_bytes()


def _report(result: Result) -> bytes:
    return html_report(result.run, result.comparison).encode("utf-8", "replace")
