"""Start Wartanya from its source tree: the chat page, or one of its commands."""

from rag.cli import main

if __name__ == "__main__":
    main()
