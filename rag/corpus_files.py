"""Test collections of research as test sets: SQuAD's JSON, BEIR's and TREC's folders."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from index.article import Article, article_id
from index.errors import WartanyaError
from rag.textfile import decode, parse_json, read_bytes

Rows = Iterator[tuple[str, object]]

_QRELS = ("qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv", "qrels.tsv", "qrels.txt")
_QUERIES = ("queries.jsonl", "queries.tsv")
_CORPUS = ("corpus.jsonl", "corpus.tsv", "collection.tsv")


def squad_rows(squad: Any, name: str) -> Rows:
    """Rows of SQuAD 1.1 or 2.0, each with its place in the tree.

    The evidence is the stretch from the first to the last annotated answer, which mostly is one
    answer in two lengths. Raises WartanyaError where it isn't SQuAD's structure.
    """
    for where, title, context, entries in _paragraphs(squad, name):
        source = article_id(title, context)
        for number, entry in enumerate(_list(entries, "qas", where, name)):
            place = f"{where}.qas[{number}]"
            entry = _object(entry, place, name)
            row: dict[str, object] = {"id": entry.get("id"), "question": entry.get("question")}
            if entry.get("is_impossible") is True:
                row["answerable"] = False
            else:
                answers = _list(entry.get("answers"), "answers", place, name)
                row |= _squad_answers(answers, context, source, place, name)
            yield place, row


def beir_rows(folder: Path) -> tuple[str, Rows]:
    """The digest of a BEIR or TREC folder's queries and judgements, and its rows.

    The first of qrels/test.tsv, dev.tsv and train.tsv, qrels.tsv and qrels.txt is used. Queries
    it doesn't judge, or to which it finds nothing relevant, are not in the test set. Raises
    WartanyaError where a file is missing, a line can't be read or a judged query isn't there.
    """
    qrels_path = _first(folder, _QRELS)
    queries_path = _first(folder, _QUERIES)
    qrels_bytes, queries_bytes = read_bytes(qrels_path), read_bytes(queries_path)
    digest = hashlib.sha256(queries_bytes + b"\0" + qrels_bytes).hexdigest()
    judged = _qrels(decode(qrels_bytes, str(qrels_path)), qrels_path)
    queries = _queries(decode(queries_bytes, str(queries_path)), queries_path)
    return digest, _judged_rows(judged, queries, queries_path)


def carried_articles(path: str | Path) -> Iterator[Article]:
    """The articles a SQuAD file or a BEIR or TREC folder brings along, to be indexed.

    Their ids are the ones that the test set's evidence names. Other formats bring none. Raises
    WartanyaError as the readers do.
    """
    place = Path(path)
    if place.is_dir():
        yield from _corpus(_first(place, _CORPUS))
    elif place.suffix.lower() == ".json":
        squad = parse_json(decode(read_bytes(place), place.name), place.name)
        for _, title, context, _ in _paragraphs(squad, place.name):
            yield Article(article_id(title, context), title, context)


def _paragraphs(squad: Any, name: str) -> Iterator[tuple[str, str, str, Any]]:
    """Place, title, context and questions of every paragraph."""
    top = _object(squad, "the top", name)
    for i, document in enumerate(_list(top.get("data"), "data", "the top", name)):
        where = f"data[{i}]"
        document = _object(document, where, name)
        title = document.get("title")
        paragraphs = _list(document.get("paragraphs"), "paragraphs", where, name)
        for j, paragraph in enumerate(paragraphs):
            place = f"{where}.paragraphs[{j}]"
            paragraph = _object(paragraph, place, name)
            context = paragraph.get("context")
            if not isinstance(context, str) or not context.strip():
                raise WartanyaError(f"{name}: {place}, field 'context': missing or not text")
            yield place, title if isinstance(title, str) else "", context, paragraph.get("qas")


def _squad_answers(
    answers: list[Any], context: str, source: str, where: str, name: str
) -> dict[str, object]:
    texts: list[str] = []
    spans: list[tuple[int, int]] = []
    for answer in answers:
        answer = _object(answer, f"{where}.answers", name)
        text, start = answer.get("text"), answer.get("answer_start")
        if not isinstance(text, str) or not isinstance(start, int) or not text:
            raise WartanyaError(f"{name}: {where}, field 'answers': text or answer_start missing")
        if context[start : start + len(text)] != text:
            raise WartanyaError(
                f"{name}: {where}, field 'answers': {text[:40]!r} is not at {start} of the context"
            )
        texts.append(text)
        spans.append((start, start + len(text)))
    if not texts:
        raise WartanyaError(
            f"{name}: {where}, field 'answers': empty, but is_impossible doesn't say true"
        )
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    evidence = {"article": source, "context": context, "start": start, "end": end}
    return {"answers": texts, "evidence": [evidence]}


def _judged_rows(
    judged: Mapping[str, Mapping[str, int]], queries: Mapping[str, tuple[str, str]], path: Path
) -> Rows:
    for query, grades in judged.items():
        if query not in queries:
            raise WartanyaError(f"{path}: query {query[:60]!r} of the qrels is not in it")
        where, text = queries[query]
        evidence = [
            {"article": article, "grade": grade} for article, grade in grades.items() if grade > 0
        ]
        if evidence:
            yield where, {"id": query, "question": text, "evidence": evidence}


def _qrels(text: str, path: Path) -> dict[str, dict[str, int]]:
    """Query -> article -> grade, of BEIR's three columns or TREC's four."""
    judged: dict[str, dict[str, int]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        parts = line.split()
        if not parts or (number == 1 and parts[0] == "query-id"):
            continue
        try:
            article, grade = parts[-2], int(float(parts[-1]))
            known = len(parts) in (3, 4)
        except (ValueError, IndexError, OverflowError):
            known = False
        if not known:
            raise WartanyaError(
                f"{path}: line {number}: expected query, article and grade, found {line[:60]!r}"
            )
        judged.setdefault(parts[0], {})[article] = grade
    return judged


def _queries(text: str, path: Path) -> dict[str, tuple[str, str]]:
    """Query id -> its place and text."""
    queries: dict[str, tuple[str, str]] = {}
    for where, id_, _, question in _records(text, path):
        queries[id_] = (f"{path.name}, {where}", question)
    return queries


def _corpus(path: Path) -> Iterator[Article]:
    for _, id_, title, text in _records(decode(read_bytes(path), str(path)), path):
        yield Article(id_, title, text)


def _records(text: str, path: Path) -> Iterator[tuple[str, str, str, str]]:
    """Place, id, title and text of every line of a BEIR .jsonl or a TREC .tsv."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"line {number}"
        if path.suffix == ".jsonl":
            row = _object(parse_json(line, f"{path}: {where}"), where, str(path))
            id_, title, body = row.get("_id", row.get("id")), row.get("title"), row.get("text")
        else:
            id_, _, body = line.rstrip("\r").partition("\t")
            title = ""
        if not isinstance(id_, str | int) or id_ == "" or not isinstance(body, str) or not body:
            raise WartanyaError(f"{path}: {where}: id or text is missing")
        yield where, str(id_), title if isinstance(title, str) else "", body


def _first(folder: Path, names: tuple[str, ...]) -> Path:
    found = next((folder / name for name in names if (folder / name).is_file()), None)
    if found is None:
        raise WartanyaError(f"{folder}: not a test collection: none of {', '.join(names)} in it")
    return found


def _object(value: Any, where: str, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise WartanyaError(f"{name}: {where}: expected an object")
    return value


def _list(value: Any, field: str, where: str, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise WartanyaError(f"{name}: {where}, field '{field}': expected a list")
    return value
