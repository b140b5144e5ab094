"""What the API's routes share."""

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.api.metrics import Metrics
from rag.api.work import Workers
from rag.api.writing import Writers
from rag.wartanya import Wartanya

if TYPE_CHECKING:
    from rag.web.evaluations import Evaluations


@dataclass(frozen=True, slots=True)
class Served:
    """One open index, the workers that ask it, and the places where a language model writes.

    ``stopping`` is set when the server stops.
    """

    wartanya: Wartanya
    workers: Workers
    metrics: Metrics = field(default_factory=Metrics)
    stopping: threading.Event = field(default_factory=threading.Event)
    evaluations: "Evaluations | None" = None  # the page's, where there is one
    writers: Writers = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "writers", Writers(self.wartanya, self.metrics))
