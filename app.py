"""Start Wartanya: the chat page, or one of its commands."""

import os
import sys

from rag.cli import run


def main() -> None:
    """The ``wartanya`` command: reads the arguments and the environment, exits with a status."""
    sys.exit(run(sys.argv[1:], os.environ))


if __name__ == "__main__":
    main()
