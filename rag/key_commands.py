"""Commands for the keys of a server; they work while it runs."""

import argparse
from typing import Any

from rag.terminal import write


def register(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add the commands and their options."""
    keys = commands.add_parser("keys", help="who may ask a server that others reach")
    actions = keys.add_subparsers(required=True, metavar="COMMAND")

    add = actions.add_parser("add", parents=[shared], help="print a new key, once")
    add.add_argument("name", metavar="NAME", help="whose it is, to remove it by")
    add.add_argument("--write", action="store_true", help="it may add, delete and evaluate too")
    add.set_defaults(command=_add)

    listing = actions.add_parser("list", parents=[shared], help="list the keys' names")
    listing.set_defaults(command=_list)

    remove = actions.add_parser("remove", parents=[shared], help="shut a key out, at once")
    remove.add_argument("name", metavar="NAME")
    remove.set_defaults(command=_remove)


def _add(options: argparse.Namespace) -> int:
    from rag.api.keys import Scope, add_key

    scope = Scope.WRITE if options.write else Scope.READ
    write(add_key(options.data, options.name, scope))
    return 0


def _list(options: argparse.Namespace) -> int:
    from rag.api.keys import Keys

    for key in Keys(options.data).all():
        write(f"{key.name}  {key.scope.value}  {key.added}")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from rag.api.keys import remove_key

    remove_key(options.data, options.name)
    write(f"{options.name} removed")
    return 0
