"""The page, and the API beside it, on a port, until they are told to stop."""

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass
from types import FrameType
from typing import TYPE_CHECKING

from index.errors import WartanyaError
from rag.web.desk import Desk

if TYPE_CHECKING:
    import gradio as gr
    import uvicorn
    from fastapi import FastAPI
    from gradio.routes import App

    from rag.api.access import Access
    from rag.api.served import Served
    from rag.web.evaluations import Evaluations

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
PORT = 7860
# Answers that are under way may finish, those of a long queue may not: a container that is told
# to stop has ten seconds, and the index wants to be closed in them.
GRACE = 5  # seconds

_HEAD = (
    '<meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="/page/page.css">'
    '<script src="/page/page.js" defer></script>'
    '<script src="/page/history.js" defer></script>'
)


@dataclass(frozen=True, slots=True)
class Running:
    """A page that is being served, from a thread of its own.

    ``served`` is what the API beside it shares, None where there is none.
    """

    url: str
    page: "gr.Blocks"
    evaluations: "Evaluations"
    server: "uvicorn.Server"
    thread: threading.Thread
    served: "Served | None"

    def stop(self) -> None:
        """Take no more requests, end those that run, and return when the port is free."""
        if self.served is not None:
            self.served.stopping.set()
        self.evaluations.close()
        self.server.should_exit = True
        self.thread.join()
        if self.served is not None:
            self.served.workers.close()


def serve(desk: Desk, host: str = HOST, port: int = PORT, access: "Access | None" = None) -> None:
    """Serve the page until SIGTERM or SIGINT, then return, so that the caller closes the index.

    WartanyaError where the port is taken, the address isn't this machine's, or keys are needed.
    """
    done = threading.Event()
    # Before it starts: its thread would go on, were this one ended as soon as the page answers.
    with _signals(done):
        running = start(desk, host, port, access)
        logger.info("Serving on %s", running.url)
        while not done.wait(0.5) and running.thread.is_alive():
            pass
        running.stop()


def start(
    desk: Desk, host: str = HOST, port: int = PORT, access: "Access | None" = None
) -> Running:
    """Start serving the page and return once it answers. Port 0 takes a free one.

    Beside the page over a Wartanya, the API. ``access`` has the rules; without any, an address
    that only this machine reaches is open. WartanyaError where the port is taken, the address
    isn't this machine's, or others reach it and no key is needed.
    """
    import uvicorn

    from rag.api.access import OPEN
    from rag.web.evaluations import Evaluations

    access = access or OPEN
    _check_guarded(host, access)
    listening = _listening(host, port)
    taken = listening.getsockname()[1]
    evaluations = Evaluations(desk)
    served = _served(desk, evaluations)
    page, app, streams = _built(desk, evaluations, host, taken, access, served)

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            streams.stop_event.set()  # every open page holds a stream that never ends by itself
            await super().shutdown(sockets)

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )
    server = Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), name="page")
    thread.start()
    while not server.started:
        thread.join(0.02)
        if not thread.is_alive():
            listening.close()
            raise RuntimeError(f"the page on {host}:{taken} ended before it started")
    shown = f"[{host}]" if ":" in host else host
    return Running(f"http://{shown}:{taken}/", page, evaluations, server, thread, served)


def _check_guarded(host: str, access: "Access") -> None:
    from rag.api.access import is_loopback

    if access.keys is None and not is_loopback(host):
        raise WartanyaError(
            f"{host}: others reach this address, so keys are required: `wartanya keys add NAME`"
        )


def _served(desk: Desk, evaluations: "Evaluations") -> "Served | None":
    """What the API shares; None over another desk, which has not all that the API tells."""
    from rag.api.served import Served
    from rag.api.work import Workers
    from rag.wartanya import Wartanya

    if not isinstance(desk, Wartanya):
        return None
    return Served(desk, Workers(), evaluations=evaluations)


def _built(
    desk: Desk,
    evaluations: "Evaluations",
    host: str,
    port: int,
    access: "Access",
    served: "Served | None",
) -> tuple["gr.Blocks", "FastAPI", "App"]:
    """The page, the application that serves it, and Gradio's own within that."""
    from gradio.routes import App
    from starlette.routing import Mount

    from rag.web.page import build_page

    async def build() -> tuple["gr.Blocks", "FastAPI"]:
        page = build_page(desk, evaluations)
        return page, build_app(page, evaluations, host, port, access, served)

    # Gradio leaves an event loop open wherever it is built outside of one; in a thread of its
    # own, a caller's running loop is no matter.
    with ThreadPoolExecutor(1) as pool:
        page, app = pool.submit(lambda: asyncio.run(build())).result()
    mounted = (route.app for route in app.routes if isinstance(route, Mount))
    return page, app, next(inner for inner in mounted if isinstance(inner, App))


def build_app(
    page: "gr.Blocks",
    evaluations: "Evaluations",
    host: str,
    port: int,
    access: "Access",
    served: "Served | None",
) -> "FastAPI":
    """Page and API as an ASGI application; host and port are where it listens.

    From outside in: the watch over every request, the guard, what lets other sites in, the gate,
    then the API on its paths and the page on all others.
    """
    from rag.api.application import Beside, Sites, build_api
    from rag.api.gate import Gate
    from rag.api.metrics import Metrics
    from rag.api.watch import Watch
    from rag.web.security import Guard, allowed_hosts

    api = build_api(served, access, host, port) if served else None
    app = _page_app(page, evaluations, host, port, api)
    if api is not None:
        app.add_middleware(Beside, api=api)
    app.add_middleware(Gate, access=access)
    if access.origins:
        app.add_middleware(Sites, origins=access.origins)
    hosts = allowed_hosts(host, access.hosts)
    app.add_middleware(Guard, hosts=hosts, origins=access.origins, head=_HEAD)
    app.add_middleware(Watch, metrics=served.metrics if served else Metrics())
    return app


def _page_app(
    page: "gr.Blocks", evaluations: "Evaluations", host: str, port: int, api: "FastAPI | None"
) -> "FastAPI":
    """The page alone, its lifespan around the API's."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import Response
    from starlette.staticfiles import StaticFiles

    from rag.web.component import ASSETS
    from rag.web.downloads import download
    from rag.web.security import LARGEST_UPLOAD

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with nullcontext() if api is None else api.router.lifespan_context(api):
            yield

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.mount("/page", StaticFiles(directory=ASSETS))

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response((ASSETS / "icon.svg").read_bytes(), media_type="image/svg+xml")

    @app.get("/runs/{token}/{name}")
    def run(token: str, name: str) -> Response:
        found = download(evaluations, token, name)
        if found is None:
            return Response("Not found.\n", 404, media_type="text/plain")
        content, kind, headers = found
        return Response(content, media_type=kind, headers=headers)

    gr.mount_gradio_app(
        app,
        page,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=LARGEST_UPLOAD,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"docs_url": None, "redoc_url": None, "openapi_url": None},
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
    )
    return app


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except (OSError, OverflowError) as error:
        listening.close()
        raise WartanyaError(
            f"cannot listen on {host}:{port} ({error}): stop the other program or choose another "
            "address or port"
        ) from error
    return listening


@contextmanager
def _signals(done: threading.Event) -> Iterator[None]:
    """SIGINT and SIGTERM set ``done`` instead of ending the process."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may take signals; whoever started this one stops it
        return

    def stop(number: int, frame: FrameType | None) -> None:
        done.set()

    before = {name: signal.signal(name, stop) for name in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for name, old in before.items():
            signal.signal(name, old)
