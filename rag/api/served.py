"""What the API's routes share."""

from dataclasses import dataclass

from rag.api.work import Workers
from rag.wartanya import Wartanya


@dataclass(frozen=True, slots=True)
class Served:
    """One open index, and the workers that ask it."""

    wartanya: Wartanya
    workers: Workers
