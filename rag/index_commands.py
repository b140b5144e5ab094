"""Commands that change or check what is indexed."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import WartanyaError
from rag.exits import EXIT_FAILED
from rag.terminal import as_json, complain, write

if TYPE_CHECKING:
    from index.loading import How
    from rag.llm import LanguageModel
    from rag.wartanya import Wartanya

_LISTED = (
    *("id", "title", "url", "published", "updated", "author", "editor"),
    *("outlet", "section", "tags", "language"),
)


def register(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the commands and their options."""
    _register_index(commands, shared)

    listing = commands.add_parser("list", parents=[shared], help="list the articles")
    listing.add_argument("--json", action="store_true", help="an article a line, as JSON")
    listing.set_defaults(command=_list)

    remove = commands.add_parser("remove", parents=[shared], help="remove articles")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.set_defaults(command=_remove)

    verify = commands.add_parser("verify", parents=[shared], help="check everything, and mend it")
    verify.set_defaults(command=_verify)

    compact = commands.add_parser("compact", parents=[shared], help="give space back")
    compact.add_argument(
        "--forget-versions", action="store_true", help="drop what articles were before they changed"
    )
    compact.set_defaults(command=_compact)

    export = commands.add_parser("export", parents=[shared], help="write the index to one file")
    export.add_argument("path", type=Path, metavar="FILE")
    export.set_defaults(command=_export)

    taken = commands.add_parser("import", parents=[shared], help="take an exported index over")
    taken.add_argument("path", type=Path, metavar="FILE")
    taken.set_defaults(command=_import)


def _register_index(commands: Any, shared: argparse.ArgumentParser) -> None:
    index = commands.add_parser(
        "index",
        parents=[shared],
        help="add articles",
        description="Add articles from files, folders, archives, corpora, web pages, feeds and "
        "sitemaps. Exit status: 0 all taken, 1 something was not, 2 wrong options, 130 stopped; "
        "what was reported is kept, and running it again goes on.",
    )
    index.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="a file, folder, glob, archive, URL of a page, feed or sitemap, or - for input",
    )
    index.add_argument(
        "--as",
        dest="suffix",
        metavar="SUFFIX",
        default=".txt",
        help="what standard input is, as .html or .jsonl (default: %(default)s)",
    )
    index.add_argument(
        "--since", metavar="DAY", help="of feeds and sitemaps: from 2026-01-31 on, where dated"
    )
    index.add_argument(
        "--limit", type=_positive, metavar="N", help="of each feed or sitemap: N articles"
    )
    index.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,...",
        default="",
        help="which columns of a corpus are what, as text=isi,title=judul; guessed where not given",
    )
    index.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="HOST[:PORT]",
        help="fetch from this host though its address is private; may come again",
    )
    index.add_argument(
        "--wait",
        type=float,
        default=1.0,
        metavar="SECONDS",
        help="between two requests to one host (default: %(default)s)",
    )
    index.add_argument(
        "--jobs",
        type=_positive,
        metavar="N",
        default=max(1, (os.cpu_count() or 2) - 1),
        help="files read side by side (default: %(default)s)",
    )
    index.add_argument("--watch", action="store_true", help="go on as files come and change")
    index.add_argument(
        "--report", type=Path, metavar="FILE.jsonl", help="write what failed, a line each"
    )
    index.add_argument(
        "--retry", type=Path, metavar="FILE.jsonl", help="the sources of such a report once more"
    )
    index.set_defaults(command=_index)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number}: give 1 or more")
    return number


def open_wartanya(options: argparse.Namespace, llm: "LanguageModel | None" = None) -> "Wartanya":
    """The index that the options name, with a language model that may write its answers."""
    from rag.wartanya import Wartanya

    return Wartanya(options.data, options.model, llm)


def _index(options: argparse.Namespace) -> int:
    from rag.failures import read_failures

    sources = [*options.sources, *(read_failures(options.retry) if options.retry else ())]
    if options.retry and not sources:
        write("nothing to retry")
        return 0
    if not sources:
        raise WartanyaError("index: nothing to add; name files, folders or URLs, or --retry")
    how = _how(options)
    with open_wartanya(options) as wartanya:
        status = add(wartanya, sources, how, options.report)
        if options.watch:
            _watch(wartanya, sources, how, options.report)
    return status


def _how(options: argparse.Namespace) -> "How":
    from index.corpora.columns import parse_columns
    from index.loading import How

    return How(
        since=_day(options.since),
        limit=options.limit,
        columns=parse_columns(options.columns),
        allow=frozenset(options.allow_host),
        interval=options.wait,
        jobs=options.jobs,
        input_suffix=options.suffix,
        told=lambda line: write(line, sys.stderr),
    )


def _day(text: str | None) -> str | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WartanyaError(f"--since {text}: no day; write it as 2026-01-31") from None


def add(
    wartanya: "Wartanya",
    sources: Sequence[str | Path],
    how: "How | None" = None,
    report: Path | None = None,
) -> int:
    """Add what the sources hold, with a bar, errors and a count; the exit status."""
    from tqdm import tqdm

    from rag.failures import write_failures

    with tqdm(unit=" articles", desc="index", file=sys.stderr) as bar:

        def expect(count: int) -> None:
            bar.total = (bar.total or bar.n) + count
            bar.refresh()

        summary = wartanya.add(sources, lambda _: _advance(bar), how, expect)
    for failed in summary.failed:
        complain(failed.error)
    if report is not None:
        write_failures(report, summary.failed)
    write(
        f"{summary.added} added, {summary.updated} updated, {summary.unchanged} unchanged, "
        f"{len(summary.failed)} failed"
    )
    return EXIT_FAILED if summary.failed else 0


def _advance(bar: Any) -> None:
    # A corpus is one file and many articles: the number to come is then not known.
    if bar.total is not None and bar.n >= bar.total:
        bar.total = None
    bar.update()


def _watch(wartanya: "Wartanya", sources: Sequence[str], how: "How", report: Path | None) -> None:
    """Add files as they come and change, until Ctrl-C. What is deleted stays indexed."""
    from index.watching import changes

    write("watching; Ctrl-C stops it", sys.stderr)
    for paths in changes(sources):
        add(wartanya, paths, how, report)


def _list(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        for record in wartanya.articles():
            if options.json:
                write(as_json({name: getattr(record, name) for name in _LISTED}))
            else:
                write(f"{record.id}  {(record.published or '-'):25}  {record.title or '-'}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        for article_id in options.ids:
            wartanya.remove(article_id)
            write(f"{article_id} removed")
    return 0


def _verify(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        found = wartanya.verify()
    for fault in found.faults:
        complain(f"{fault.article_id}: {fault.what}; indexed anew")
    if found.doubt is not None:
        complain(f"{options.data}: the search index was {found.doubt}; rebuilt")
    state = "sound" if found.sound else "mended" if found.healed else "NOT mended"
    write(f"{found.articles} articles, {found.passages} passages: {state}")
    return 0 if found.healed else EXIT_FAILED


def _compact(options: argparse.Namespace) -> int:
    before = _size(options.data)
    with open_wartanya(options) as wartanya:
        wartanya.compact(options.forget_versions)
    write(f"{before / 1e6:.1f} MB before, {_size(options.data) / 1e6:.1f} MB now")
    return 0


def _size(data: Path) -> int:
    return sum(path.stat().st_size for path in data.rglob("*") if path.is_file())


def _export(options: argparse.Namespace) -> int:
    with open_wartanya(options) as wartanya:
        wartanya.export(options.path)
    write(f"{options.path}: written, {options.path.stat().st_size / 1e6:.1f} MB")
    return 0


def _import(options: argparse.Namespace) -> int:
    from index.portable import import_index

    import_index(options.path, options.data)
    with open_wartanya(options) as wartanya:
        write(f"{options.data}: {len(wartanya.articles())} articles")
    return 0
