"""Passages in Tantivy: search by words, whatever their endings.

Words are case-folded, stripped of Latin accents and stemmed before they reach Tantivy, by the
article's language; a question's words are stemmed as Indonesian and as English, either may match.
Nothing in a question is syntax.
"""

import math
import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import Stemmer  # type: ignore[import-not-found]  # a C extension without stubs
import tantivy

from index.errors import WartanyaError
from index.ledger import Row

FORMAT = 1  # of schema and stemming: another one is rebuilt
_HEAP = 15_000_000  # bytes; the least that Tantivy takes, and enough for a batch
_NUMBER_OR_WORD = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:['’]\w+)*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_STEMMERS = {"id": "indonesian", "en": "english"}
_local = threading.local()  # a Stemmer is not thread-safe


def stems(text: str, language: str | None) -> list[str]:
    """The text's words, folded and stemmed, in order; an unknown language counts as Indonesian.

    Numbers stay whole: '1.234,5' is one word.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    words: list[str] = _NUMBER_OR_WORD.findall(_ACCENTS.sub("", decomposed))
    if language == "en":  # the English stemmer takes "'s" off itself
        words = [word.replace("’", "'") for word in words]
    else:  # Jum'at and Jumat, Qur'an and Quran
        words = [word.replace("’", "").replace("'", "") for word in words]
    stemmed: list[str] = _stemmer("en" if language == "en" else "id").stemWords(words)
    return stemmed


class WordIndex:
    """The words of a ledger's passages. Thread-safe to search; one thread at a time writes."""

    def __init__(self, path: Path) -> None:
        """Open, or create where missing. ValueError where what is there can't be read."""
        self._path = path
        path.mkdir(parents=True, exist_ok=True)
        schema = _schema()
        existing = tantivy.Index.exists(str(path))
        self._index = (
            tantivy.Index.open(str(path)) if existing else tantivy.Index(schema, str(path))
        )
        self._schema = self._index.schema
        words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("words", words)
        self._index.config_reader("manual")
        self._writer: tantivy.IndexWriter | None = None

    def close(self) -> None:
        """Let merges finish, give the writer's lock up and let the files go."""
        if self._writer is not None:
            with self._writing() as writer:
                writer.wait_merging_threads()
            self._writer = None
        del self._index

    @property
    def change(self) -> int:
        """The number of the ledger's last change that is in here; -1: of another format."""
        searcher = self._index.searcher()
        marker = tantivy.Query.term_query(self._schema, "marker", "change", "basic")
        hits = searcher.search(marker, 1).hits
        if not hits:
            return 0
        found = searcher.doc(hits[0][1])
        return int(found["change"][0]) if found["format"] == [FORMAT] else -1

    def count(self) -> int:
        """How many passages are in here, as of the last ``mark``."""
        searcher = self._index.searcher()
        return searcher.num_docs - (1 if self.change else 0)

    def upsert(self, rows: Sequence[Row]) -> None:
        """Add passages, or replace those of the same ids; found once ``mark`` has been called."""
        with self._writing() as writer:
            for row in rows:
                words = [*stems(row.title, row.language), *stems(row.text, row.language)]
                writer.delete_documents_by_term("id", row.id)
                writer.add_document(
                    tantivy.Document(id=row.id, article=row.article_id, words=" ".join(words))
                )

    def delete(self, ids: Sequence[str]) -> None:
        """Delete passages; an id that isn't here is passed over."""
        with self._writing() as writer:
            for passage_id in ids:
                writer.delete_documents_by_term("id", passage_id)

    def mark(self, change: int) -> None:
        """Commit, together with the number of the ledger's change that is now in here."""
        with self._writing() as writer:
            writer.delete_documents_by_term("marker", "change")
            writer.add_document(tantivy.Document(marker="change", change=change, format=FORMAT))
            writer.commit()
        self._index.reload()

    def search(
        self, query: str, n: int, articles: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first; of these articles alone where given."""
        words = dict.fromkeys(zip(stems(query, "id"), stems(query, "en"), strict=True))
        if not words or n < 1:
            return []
        wanted = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, self._either(*word)) for word in words]
        )
        if articles is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "article", articles)
            wanted = tantivy.Query.boolean_query(
                [
                    (tantivy.Occur.Must, wanted),
                    (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
                ]
            )
        searcher = self._index.searcher()
        hits = searcher.search(wanted, n, count=False).hits
        return [(searcher.doc(address)["id"][0], score) for score, address in hits]

    def rarity(self, words: Iterable[str]) -> dict[str, float]:
        """BM25's inverse document frequency of stems, above 0; greatest for one that isn't here."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        counts = {word: searcher.doc_freq("words", word) for word in words}
        return {
            word: math.log(1 + (total - count + 0.5) / (count + 0.5))
            for word, count in counts.items()
        }

    def _either(self, indonesian: str, english: str) -> tantivy.Query:
        """A word by its better stem. Adding both up took .004 off MRR@10 on IDK-MRC train."""
        terms = [
            tantivy.Query.term_query(self._schema, "words", stem, "freq")
            for stem in dict.fromkeys((indonesian, english))
        ]
        return terms[0] if len(terms) == 1 else tantivy.Query.disjunction_max_query(terms)

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """The one writer. After a failure it is dropped with all that wasn't committed."""
        try:
            if self._writer is None:
                self._writer = self._index.writer(_HEAP, 1)
                # A commit that was killed leaves a file whose name the next commit would take.
                self._writer.garbage_collect_files()
            yield self._writer
        except (ValueError, OSError) as error:
            self._writer = None
            cause = " ".join(str(error).split())
            raise WartanyaError(
                f"{self._path}: can't be written ({cause}); free some space and run again: "
                "what was indexed before is kept"
            ) from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="words", index_option="freq")
    builder.add_text_field("marker", tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("change", stored=True)
    builder.add_integer_field("format", stored=True)
    return builder.build()


def _stemmer(language: str) -> Stemmer.Stemmer:
    if not hasattr(_local, "stemmers"):
        _local.stemmers = {key: Stemmer.Stemmer(name) for key, name in _STEMMERS.items()}
    stemmer: Stemmer.Stemmer = _local.stemmers[language]
    return stemmer
