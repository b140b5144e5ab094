"""The page on a port, until it is told to stop."""

import asyncio
import logging
import signal
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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

    from rag.web.evaluations import Evaluations

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
PORT = 7860
# Answers that are under way may finish; open event streams never do by themselves.
GRACE = 2  # seconds

_HEAD = (
    '<meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="/page/page.css">'
    '<script src="/page/page.js" defer></script>'
)


@dataclass(frozen=True, slots=True)
class Running:
    """A page that is being served, from a thread of its own."""

    url: str
    page: "gr.Blocks"
    evaluations: "Evaluations"
    server: "uvicorn.Server"
    thread: threading.Thread

    def stop(self) -> None:
        """Take no more requests, end those that run, and return when the port is free."""
        self.evaluations.close()
        self.server.should_exit = True
        self.thread.join()


def serve(desk: Desk, host: str = HOST, port: int = PORT) -> None:
    """Serve the page until SIGTERM or SIGINT, then return, so that the caller closes the index.

    WartanyaError where the port is taken or the address isn't this machine's.
    """
    done = threading.Event()
    running = start(desk, host, port)
    with _signals(done):
        logger.info("Serving on %s", running.url)
        while not done.wait(0.5) and running.thread.is_alive():
            pass
        running.stop()


def start(desk: Desk, host: str = HOST, port: int = PORT) -> Running:
    """Start serving the page and return once it answers. Port 0 takes a free one.

    WartanyaError where the port is taken or the address isn't this machine's.
    """
    import uvicorn

    from rag.web.evaluations import Evaluations

    listening = _listening(host, port)
    taken = listening.getsockname()[1]
    evaluations = Evaluations(desk)
    page, app, streams = _built(desk, evaluations, host, taken)

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
    return Running(f"http://{shown}:{taken}/", page, evaluations, server, thread)


def _built(
    desk: Desk, evaluations: "Evaluations", host: str, port: int
) -> tuple["gr.Blocks", "FastAPI", "App"]:
    """The page, the application that serves it, and Gradio's own within that."""
    from gradio.routes import App
    from starlette.routing import Mount

    from rag.web.page import build_page

    async def build() -> tuple["gr.Blocks", "FastAPI"]:
        page = build_page(desk, evaluations)
        return page, build_app(page, evaluations, host, port)

    # Gradio leaves an event loop open wherever it is built outside of one; in a thread of its
    # own, a caller's running loop is no matter.
    with ThreadPoolExecutor(1) as pool:
        page, app = pool.submit(lambda: asyncio.run(build())).result()
    mounted = (route.app for route in app.routes if isinstance(route, Mount))
    return page, app, next(inner for inner in mounted if isinstance(inner, App))


def build_app(
    page: "gr.Blocks", evaluations: "Evaluations", host: str = HOST, port: int = PORT
) -> "FastAPI":
    """The page as an ASGI application behind its guard; host and port are where it listens."""
    import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import Response
    from starlette.staticfiles import StaticFiles

    from rag.web.component import ASSETS
    from rag.web.downloads import download
    from rag.web.security import LARGEST_UPLOAD, Guard, allowed_hosts

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
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
    app.add_middleware(Guard, hosts=allowed_hosts(host), head=_HEAD)
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
