"""Which column of a table gives which field of an article: told by the user, or guessed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.corpora.column_names import (
    MAY_BE_IDS,
    fields_called,
    links_elsewhere,
    normal,
    tells_another_time,
)
from index.corpora.shapes import (
    are_different,
    has_words,
    is_date,
    is_date_alone,
    is_id,
    is_prose,
    is_short,
    is_text,
    is_url,
    mean_length,
    share,
)
from index.corpus import FIELDS
from index.errors import WartanyaError

_MOST = 0.5  # of a column's values must be what its name says
_NEARLY_ALL = 0.8  # where only the values tell
_MAX_SHOWN = 30  # columns listed in a message
_FITS: dict[str, Callable[[object], bool]] = {
    "id": is_id,
    "title": is_short,
    "text": is_text,
    "url": is_url,
    "published": is_date,
    "updated": is_date,
    "language": is_short,
    "author": is_short,
    "editor": is_short,
    "outlet": is_short,
    "section": is_short,
    "tags": lambda value: isinstance(value, str) or is_short(value),
}
_DIFFERENT = ("id", "url")  # one value for many articles would make them one article

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each field that has one, and the columns that no field takes.

    ``by_field`` has "" for a field that is told to have no column.
    """

    by_field: Mapping[str, str]
    unused: tuple[str, ...] = ()

    def record(self, row: Row) -> dict[str, object]:
        """A row under our own names.

        A field without a column is looked for by its own name: a key may stand first in a record
        far behind those that the columns were guessed from.
        """
        return {field: row.get(self.by_field.get(field, field)) for field in FIELDS}


def parse_columns(written: str) -> dict[str, str]:
    """'text=isi,title=judul' as {"text": "isi", "title": "judul"}; 'published=' for no column.

    Raises:
        WartanyaError: a part that names no field, or none of both; lists the fields there are.
    """
    told: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in written.split(","))):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals:
            raise WartanyaError(f"--columns: {_shown(part)} is no FIELD=COLUMN, such as text=isi")
        if field not in FIELDS:
            raise WartanyaError(
                f"--columns: {_shown(field)} is no field; use one of {', '.join(FIELDS)}"
            )
        if field in told:
            raise WartanyaError(f"--columns: {field} is given twice; give it one column")
        told[field] = column
    return told


def guess_columns(
    header: Sequence[str],
    rows: Sequence[Row],
    told: Mapping[str, str] | None = None,
    source: str = "this file",
) -> Columns:
    """Which column is what, by the columns' names and the values of some rows.

    ``told`` comes first, then columns named as the fields are, then other names of theirs, then
    what values look like: the longest text, addresses, dates. A time of crawling or of a row's
    making is never taken for the publication's.

    Raises:
        WartanyaError: no column can be told to have the text, or a column that was told isn't
            there; lists the columns.
    """
    taken = _told(header, told or {}, source)
    for field in FIELDS:
        if field in header and field not in taken and field not in taken.values():
            taken[field] = field
    values = {column: [row.get(column) for row in rows] for column in header}
    _by_name(values, taken)
    _by_value(values, taken)
    if not taken.get("text"):
        raise WartanyaError(
            f"{source}: no column that has the articles' text; name it with --columns text=NAME, "
            f"where NAME is one of {_listed(header)}"
        )
    used = set(taken.values())
    return Columns(taken, tuple(column for column in header if column not in used))


def describe(columns: Columns) -> str:
    """What was taken for what, on one line for the user.

    'columns: text=isi, title=judul; not used: kategori2'
    """
    order = ("text", *(field for field in FIELDS if field != "text"))
    pairs = [
        field if column == field else f"{field}={_plain(column)}"
        for field in order
        if (column := columns.by_field.get(field))
    ]
    rest = f"; not used: {_listed(columns.unused)}" if columns.unused else ""
    return f"columns: {', '.join(pairs)}{rest}"


def _told(header: Sequence[str], told: Mapping[str, str], source: str) -> dict[str, str]:
    """The columns as the user gave them, letter case and spaces around them aside."""
    loosely = {column.strip().lower(): column for column in reversed(header)}
    taken: dict[str, str] = {}
    for field, column in told.items():
        there = column if column in header else loosely.get(column.lower())
        if column and there is None:
            raise WartanyaError(
                f"{source}: no column {_shown(column)} for --columns {field}; "
                f"there are {_listed(header)}"
            )
        taken[field] = there or ""
    return taken


def _by_name(values: Mapping[str, Sequence[object]], taken: dict[str, str]) -> None:
    """Add columns whose name says a field and whose values don't say otherwise."""
    called = {column: fields_called(column) for column in values}
    made = any(normal(column) in ("created_at", "created") for column in values)
    for field in ("text", *FIELDS):
        if field in taken:
            continue
        ranked = sorted(
            (ranks[field], column)
            for column, ranks in called.items()
            if field in ranks and column not in taken.values()
        )
        fitting = [column for _, column in ranked if _fits(field, column, values[column])]
        if field == "updated" and made:  # both are a database's own, of its row
            fitting = [column for column in fitting if normal(column) != "updated_at"]
        if not fitting:
            continue
        if field == "text":  # 'content' may be a teaser beside 'full_content'
            fitting.sort(key=lambda column: -mean_length(values[column]))
        taken[field] = fitting[0]


def _by_value(values: Mapping[str, Sequence[object]], taken: dict[str, str]) -> None:
    """Add text, URL and date where a column of any other name holds nothing else."""
    free = {name: cells for name, cells in values.items() if name not in taken.values()}
    texts = [name for name, cells in free.items() if is_prose(cells)]
    if "text" not in taken and texts:
        taken["text"] = max(texts, key=lambda name: mean_length(free[name]))
    urls = [
        name
        for name, cells in free.items()
        if share(cells, is_url) >= _NEARLY_ALL and are_different(cells)
    ]
    urls = [name for name in urls if not links_elsewhere(name)]
    if "url" not in taken and urls:
        taken["url"] = urls[0]
    dates = [name for name, cells in free.items() if share(cells, is_date_alone) >= _NEARLY_ALL]
    dates = [name for name in dates if not tells_another_time(name)]
    if "published" not in taken and len(dates) == 1:  # of several, none is sure
        taken["published"] = dates[0]


def _fits(field: str, column: str, values: Sequence[object]) -> bool:
    if share(values, _FITS[field]) < _MOST:
        return False
    if field == "text" and normal(column) in MAY_BE_IDS and share(values, has_words) < _MOST:
        return False
    return field not in _DIFFERENT or are_different(values)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(_plain(name) for name in names[:_MAX_SHOWN]) or "none"
    more = len(names) - _MAX_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _shown(name: str) -> str:
    return repr(_plain(name))


def _plain(name: str) -> str:
    """A column's name as a terminal may show it."""
    short = name if len(name) <= 60 else name[:57] + "..."
    return "".join(char if char.isprintable() else " " for char in short)
