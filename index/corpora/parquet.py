"""A Parquet file -> its rows; runs in index/corpora/child.py."""

from collections.abc import Iterator
from typing import IO, Any

from index.corpora.sheets import Unreadable, plain

_BATCH = 64  # rows decoded at once: articles of 200,000 characters are 13 MB
_BUFFER = 1_000_000  # bytes: without, a row group is read whole, and may have gigabytes
_DEEPEST = 4  # lists and structs in one another

Rows = Iterator[tuple[int, dict[str, object]]]


def read_parquet(file: IO[bytes]) -> Iterator[tuple[str | None, Rows]]:
    """The one table, without the columns that no field of an article can have: vectors, images.

    Raises:
        Unreadable: it isn't Parquet, or is damaged.
    """
    import pyarrow  # type: ignore[import-untyped]  # no stubs
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    try:
        opened = pq.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
        fields = [field for field in opened.schema_arrow if _is_read(field.type, _DEEPEST)]
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(f"is no Parquet file ({type(error).__name__}); write it again") from None
    names = list(dict.fromkeys(field.name for field in fields))
    yield None, _rows(opened, names)


def _rows(opened: Any, names: list[str]) -> Rows:
    number = 0
    for batch in opened.iter_batches(batch_size=_BATCH, columns=names, use_threads=False):
        for record in batch.to_pylist():
            number += 1
            yield number, {str(name): plain(value) for name, value in record.items()}


def _is_read(kind: Any, deep: int) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        return _is_read(kind.value_type, deep)
    if types.is_list(kind) or types.is_large_list(kind):
        inner = kind.value_type
        return deep > 0 and not types.is_primitive(inner) and _is_read(inner, deep - 1)
    if types.is_struct(kind):
        inside = [kind.field(place).type for place in range(kind.num_fields)]
        return deep > 0 and all(
            not types.is_binary(part) and _is_read(part, deep - 1) for part in inside
        )
    return not types.is_map(kind) and not types.is_fixed_size_list(kind)
