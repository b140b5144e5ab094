"""What Prometheus reads."""

import threading

from prometheus_client.parser import text_string_to_metric_families

from rag.api.metrics import Metrics
from rag.api.work import Workers
from rag.writing import Fallback


def samples(metrics: Metrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(metrics.text().decode())
    return {
        (s.name, tuple(sorted(s.labels.items()))): s.value
        for family in families
        for s in family.samples
    }


def test_requests_seconds_and_questions_are_counted() -> None:
    metrics = Metrics()
    metrics.request("POST", "/api/ask", 200)
    metrics.request("POST", "/api/ask", 200)
    metrics.request("GET", "page", 304)
    metrics.took("/api/ask", 0.3)
    metrics.took("/api/ask", 40.0)
    metrics.answered(True)
    metrics.written(None)
    metrics.written(Fallback.NO_ROOM)
    found = samples(metrics)
    asked = (("method", "POST"), ("route", "/api/ask"), ("status", "200"))
    assert found["wartanya_requests_total", asked] == 2
    assert found["wartanya_questions_total", (("answerable", "true"),)] == 1
    assert found["wartanya_questions_total", (("answerable", "false"),)] == 0
    assert found["wartanya_written_total", (("fallback", "none"),)] == 1
    assert found["wartanya_written_total", (("fallback", "no room"),)] == 1
    assert found["wartanya_written_total", (("fallback", "failed"),)] == 0
    route = ("route", "/api/ask")
    assert found["wartanya_request_seconds_bucket", (("le", "0.2"), route)] == 0
    assert found["wartanya_request_seconds_bucket", (("le", "0.5"), route)] == 1
    assert found["wartanya_request_seconds_sum", (route,)] == 40.3


def test_each_server_has_figures_of_its_own_and_the_index_is_counted_when_asked() -> None:
    workers, metrics, other = Workers(at_once=1), Metrics(), Metrics()
    size = [3, 17]
    metrics.watch(workers, lambda: (size[0], size[1]))
    other.answered(False)
    running, go_on = threading.Event(), threading.Event()

    def work() -> None:
        running.set()
        go_on.wait(10)

    futures = [workers._begun(work) for _ in range(3)]
    running.wait(10)
    size[0] = 4
    found = samples(metrics)
    go_on.set()
    workers.close()
    assert next(future.exception() for future in futures if not future.cancelled()) is None
    assert found["wartanya_articles", ()] == 4
    assert found["wartanya_passages", ()] == 17
    assert found["wartanya_workers_busy", ()] == 1
    assert found["wartanya_workers_waiting", ()] == 2
    assert found["wartanya_workers_rejected_total", ()] == 0
    assert found["wartanya_questions_total", (("answerable", "false"),)] == 0
