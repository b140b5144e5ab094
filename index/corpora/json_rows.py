"""JSON lines, and JSON lists of any length -> rows; Python's json decodes one record at a time.

In this process, as its decoder is bounded by what it is given: a record of at most ``MAX_BYTES``,
which ends in RecursionError where it is nested without end.
"""

import codecs
import json
from collections.abc import Iterator
from typing import IO

from index.corpora.column_names import fields_called
from index.corpora.rows import (
    MAX_BYTES,
    Row,
    flat,
    lines,
    sampled,
    too_large,
    wide_encoding,
)
from index.corpus import parse_record
from index.errors import WartanyaError

_READ = 65_536  # bytes at once
_DEEPEST = 4  # objects around a list of articles: {"response": {"docs": [...]}}
_DECODER = json.JSONDecoder()
_SPACES = " \t\r\n\ufeff"


def read_json_lines(file: IO[bytes], source: str) -> Iterator[Row]:
    """The objects of lines, empty lines left out; a line that is none is an error."""
    sample, file = sampled(file)
    wide = wide_encoding(sample)
    for number, line in enumerate(lines(file, wide), 1):
        where = f"{source}, line {number}"
        if line is None:
            yield Row(number, "line", too_large(where))
        elif line.strip():
            try:
                yield Row(number, "line", flat(parse_record(line, where)))
            except WartanyaError as error:
                yield Row(number, "line", error)


def read_json(file: IO[bytes], source: str) -> Iterator[Row]:
    """The objects of a list, of the one list of objects in an object, or the object itself.

    Several values one after the other, as JSON lines have them, are read as one list. What isn't
    JSON ends the reading with an error, as nothing tells where the next record starts.
    """
    text = _Text(file, source)
    number = 0
    try:
        for number, record in enumerate(_records(text), 1):
            if isinstance(record, dict):
                yield Row(number, "item", flat(record))
            else:
                problem = f"{source}, item {number}: not a JSON object; write {{...}} for each"
                yield Row(number, "item", WartanyaError(problem))
    except WartanyaError as error:
        yield Row(number + 1, "item", error)
    except (ValueError, RecursionError) as error:
        reason = (
            error.msg
            if isinstance(error, json.JSONDecodeError)
            else "too deep, or a number of too many digits"
        )
        problem = f"not JSON ({reason}); mend it there: what follows isn't read"
        yield Row(number + 1, "item", WartanyaError(f"{source}, item {number + 1}: {problem}"))


def _records(text: "_Text") -> Iterator[object]:
    while char := text.peek():
        if char == "[":
            yield from _elements(text)
        elif char == "{":
            yield from _object(text)
        else:
            yield text.value()
        text.begin_record()


def _elements(text: "_Text") -> Iterator[object]:
    text.expect("[")
    if text.take("]"):
        return
    while True:
        yield text.value()
        text.begin_record()
        if not text.take(","):
            break
    text.expect("]")


def _object(text: "_Text") -> Iterator[object]:
    """An object at the top: small ones are known whole, before it is told what they are."""
    try:
        whole = text.value()
    except (WartanyaError, ValueError, RecursionError):  # too large, or cut off somewhere
        text.begin_record()
        yield from _streamed(text, _DEEPEST)
        return
    assert isinstance(whole, dict)
    lists = [] if _is_article(whole) else list(_lists(whole, _DEEPEST))
    if len(lists) > 1:
        lists = [found for found in lists if _is_article(found[0])] or lists
    if len(lists) > 1:
        raise WartanyaError(
            f"{text.source}: an object with {len(lists)} lists of objects; "
            "save the list of articles alone"
        )
    yield from lists[0] if lists else [whole]


def _streamed(text: "_Text", deep: int) -> Iterator[object]:
    """The objects of lists in an object, which is read past part by part."""
    text.expect("{")
    if text.take("}"):
        return
    while True:
        text.value()
        text.expect(":")
        char = text.peek()
        if char == "[":
            yield from (element for element in _elements(text) if isinstance(element, dict))
        elif char == "{" and deep:
            yield from _streamed(text, deep - 1)
        else:
            text.value()
        text.begin_record()
        if not text.take(","):
            break
    text.expect("}")


def _is_article(record: dict[str, object]) -> bool:
    """Whether an object has a text of its own: then lists in it are its images or comments."""
    return any(
        isinstance(value, str) and "text" in fields_called(key)
        for key, value in flat(record).items()
    )


def _lists(record: dict[str, object], deep: int) -> Iterator[list[dict[str, object]]]:
    for value in record.values():
        if isinstance(value, dict) and deep:
            yield from _lists(value, deep - 1)
        elif isinstance(value, list) and value and all(isinstance(part, dict) for part in value):
            yield value


class _Text:
    """JSON text of any length, of which one value at a time is in memory."""

    def __init__(self, file: IO[bytes], source: str) -> None:
        sample, self._file = sampled(file)
        self.source = source
        encoding = wide_encoding(sample)
        if encoding is None:
            try:
                codecs.getincrementaldecoder("utf-8")().decode(sample)
                encoding = "utf-8"
            except UnicodeDecodeError:
                encoding = "cp1252"
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ended = False
        self._buffer = ""
        self._place = 0
        self._taken = 0  # characters read since the last record

    def begin_record(self) -> None:
        """Count anew: what was read before is a record's that was given."""
        self._taken = 0

    def peek(self) -> str:
        """The next character that isn't space; '' at the end."""
        while True:
            while self._place < len(self._buffer):
                char = self._buffer[self._place]
                if char not in _SPACES:
                    return char
                self._place += 1
            if not self._fill():
                return ""

    def take(self, char: str) -> bool:
        """Whether ``char`` is next; it is read then."""
        if self.peek() != char:
            return False
        self._place += 1
        return True

    def expect(self, char: str) -> None:
        """Read ``char``, or raise JSONDecodeError."""
        if not self.take(char):
            raise json.JSONDecodeError(f"no '{char}' where one must be", "", 0)

    def value(self) -> object:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._place)
            except json.JSONDecodeError:
                if not self._fill():
                    raise
                continue
            if end - self._place > MAX_BYTES:
                raise too_large(self.source)
            if end < len(self._buffer) or not self._fill():  # '12' may go on as '123'
                self._place = end
                return value

    def _fill(self) -> bool:
        """Read on: as much again as is left over, so that a long value isn't tried often."""
        if self._ended:
            return False
        rest = self._buffer[self._place :]
        if self._taken > MAX_BYTES:
            raise too_large(self.source)
        room = MAX_BYTES + _READ - self._taken
        content = self._file.read(min(max(_READ, len(rest)), room))
        self._ended = not content
        added = self._decoder.decode(content, final=self._ended)
        self._taken += len(added)
        self._buffer, self._place = rest + added, 0
        return True
