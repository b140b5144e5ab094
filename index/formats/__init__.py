"""Files of a word processor, a reader or a mailbox -> what they hold of articles."""

from index.formats.reading import SUFFIXES

__all__ = ["SUFFIXES"]
