"""The command that serves the page and the API."""

import argparse
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from rag import index_commands, llm_options
from rag.index_commands import open_wartanya
from rag.terminal import write


def register(
    commands: Any, shared: argparse.ArgumentParser, environment: Mapping[str, str]
) -> None:
    """Add the command and its options."""
    chat = commands.add_parser(
        "chat",
        parents=[shared],
        help="open the chat page (the default)",
        description="Serve the chat page, and beside it the HTTP API. On an address that other "
        "machines reach, and under other names than this machine's, keys are required.",
    )
    chat.add_argument("--samples", action="store_true", help="add the fictional sample articles")
    chat.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
    chat.add_argument("--port", type=int, default=7860, help="default: %(default)s")
    chat.add_argument(
        "--require-keys", action="store_true", help="let nobody in without a key, see `keys`"
    )
    chat.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name that a proxy passes on as Host, as news.example; may come again",
    )
    chat.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="URL",
        help="a site whose pages may call the API, as https://news.example; may come again",
    )
    chat.add_argument(
        "--rate",
        type=_rate,
        metavar="N",
        help="requests to the API a minute, of each key or address; 0 for any number "
        "(default: 120 where keys are required)",
    )
    llm_options.add_options(chat, environment)
    chat.set_defaults(command=_chat)


def _rate(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text}: no number of requests")
    return int(text)


def _chat(options: argparse.Namespace) -> int:
    from rag.api.access import access_to
    from rag.api.request_ids import log_ids
    from rag.web.serving import serve

    model = llm_options.language_model(options)
    access = access_to(
        options.data,
        options.host,
        require_keys=options.require_keys,
        a_minute=options.rate,
        hosts=tuple(options.allow_host),
        origins=tuple(options.allow_origin),
    )
    log_ids()
    with open_wartanya(options, model) as wartanya:
        if options.samples:
            index_commands.add(wartanya, [str(files("index") / "samples")])
        write(f"Wartanya: http://{options.host}:{options.port}/ (Ctrl-C stops it)")
        serve(wartanya, options.host, options.port, access)
    return 0
