"""What Prometheus is told."""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from rag.api.work import Workers
from rag.writing import Fallback

CONTENT_TYPE = CONTENT_TYPE_LATEST
# A question takes 0.2 s on two cores, and some when many are asked at once.
SECONDS = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)


class Metrics:
    """The figures of one server, with a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "wartanya_requests",
            "Requests answered, by route ('page' for all of the page's) and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "wartanya_request_seconds",
            "Seconds until a response has ended, by route; the page's streams are left out.",
            ("route",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._questions = Counter(
            "wartanya_questions",
            "Questions answered through the API, by whether the articles say it.",
            ("answerable",),
            registry=self._registry,
        )
        for answerable in ("true", "false"):
            self._questions.labels(answerable)
        self._written = Counter(
            "wartanya_written",
            "Answers that the language model was to write, by why it didn't ('none' where it did).",
            ("fallback",),
            registry=self._registry,
        )
        for fallback in (None, *Fallback):
            self._written.labels(fallback or "none")

    def request(self, method: str, route: str, status: int) -> None:
        """A request was answered."""
        self._requests.labels(method, route, str(status)).inc()

    def took(self, route: str, seconds: float) -> None:
        """How long a response took."""
        self._seconds.labels(route).observe(seconds)

    def answered(self, answerable: bool) -> None:
        """A question was answered, or found not to be."""
        self._questions.labels(str(answerable).lower()).inc()

    def written(self, fallback: Fallback | None) -> None:
        """The language model has written an answer, or an answer stands without it."""
        self._written.labels(fallback or "none").inc()

    def watch(self, workers: Workers, size: Callable[[], tuple[int, int]]) -> None:
        """Tell also of the workers, and of ``size``: articles and passages."""
        self._registry.register(_Now(workers, size))

    def text(self) -> bytes:
        """All of it, as Prometheus reads it."""
        return generate_latest(self._registry)


class _Now(Collector):
    """Figures that are read when they are asked for."""

    def __init__(self, workers: Workers, size: Callable[[], tuple[int, int]]) -> None:
        self._workers = workers
        self._size = size

    def describe(self) -> Iterator[Metric]:
        """Nothing: the index isn't counted to be registered."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The figures as they are now."""
        articles, passages = self._size()
        for name, value, words in (
            ("articles", articles, "Articles in the index."),
            ("passages", passages, "Passages in the index."),
            ("workers_busy", self._workers.busy, "Threads that work for a request."),
            ("workers_waiting", self._workers.waiting, "Requests that wait for a thread."),
        ):
            yield GaugeMetricFamily(f"wartanya_{name}", words, value)
        yield CounterMetricFamily(
            "wartanya_workers_rejected",
            "Requests that found no place to wait.",
            self._workers.rejected,
        )
