"""Sources read side by side, their articles given in order."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from index.loaded import Loaded

Source = TypeVar("Source")


def side_by_side(
    sources: Iterable[Source],
    read: Callable[[Source], Iterator[Loaded]],
    jobs: int,
    streams: Callable[[Source], bool] = lambda _: False,
) -> Iterator[Loaded]:
    """What ``read`` gives for each source, in their order, ``jobs`` of them read at once.

    One that ``streams``, since it may be larger than memory, is read in its turn and alone. No
    more than twice ``jobs`` sources are read ahead of what is taken.
    """
    ahead: deque[Future[list[Loaded]] | Callable[[], Iterator[Loaded]]] = deque()

    def whole(source: Source) -> list[Loaded]:
        return list(read(source))

    def later(source: Source) -> Callable[[], Iterator[Loaded]]:
        return lambda: read(source)

    with ThreadPoolExecutor(jobs, "load") as pool:
        try:
            for source in sources:
                ahead.append(later(source) if streams(source) else pool.submit(whole, source))
                if len(ahead) > 2 * jobs:
                    yield from _first(ahead)
            while ahead:
                yield from _first(ahead)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _first(
    ahead: "deque[Future[list[Loaded]] | Callable[[], Iterator[Loaded]]]",
) -> Iterator[Loaded]:
    first = ahead.popleft()
    yield from first.result() if isinstance(first, Future) else first()
