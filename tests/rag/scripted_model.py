"""An OpenAI-compatible server on loopback that says what a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server does with a request: an answer, or ``raw`` in place of one."""

    text: str = ""
    status: int = 200
    raw: bytes | None = None
    kind: str = "application/json"
    seconds: float = 0.0  # between the bytes of ``raw``, or before the answer
    length: int | None = None  # that is announced; more than comes is a connection that drops

    def body(self, streamed: bool = False) -> bytes:
        if self.raw is not None:
            return self.raw
        if streamed and self.status == 200:
            return events(*(piece + " " for piece in self.text.split(" ")))
        message = {"role": "assistant", "content": self.text}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return json.dumps(
            {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": choices}
        ).encode()


def events(*pieces: str, stop: str | None = "stop", done: bool = True) -> bytes:
    """A streamed answer as server-sent events, with usage at its end."""
    chunks: list[dict[str, Any]] = [
        {"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]}
        for piece in pieces
    ]
    if stop is not None:
        chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": stop}]})
        usage = {"prompt_tokens": 1, "completion_tokens": len(pieces), "total_tokens": 1}
        chunks.append({"choices": [], "usage": usage})
    frame = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    lines = [f"data: {json.dumps(frame | chunk)}\n\n" for chunk in chunks]
    return "".join([*lines, "data: [DONE]\n\n" if done else ""]).encode()


Script = Callable[[str], Reply]


@dataclass
class ScriptedModel:
    """A running server: its address, and every prompt, path and authorization it was sent."""

    url: str
    prompts: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)
    """Set once a client has closed its connection in the middle of a slow answer."""


@contextmanager
def scripted_model(script: Script) -> Iterator[ScriptedModel]:
    """The server while it runs; ``script`` gives the reply to a prompt."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            prompt = body["messages"][-1]["content"]
            model.bodies.append(body)
            model.prompts.append(prompt)
            model.paths.append(self.path)
            model.keys.append(self.headers["Authorization"])
            reply = script(prompt)
            streamed = bool(body.get("stream")) and reply.status == 200
            content = reply.body(streamed)
            if reply.raw is None and over.wait(reply.seconds):
                return
            self.send_response(reply.status)
            is_events = streamed and reply.raw is None
            self.send_header("Content-Type", "text/event-stream" if is_events else reply.kind)
            self.send_header("Content-Length", str(reply.length or len(content)))
            self.end_headers()
            if reply.raw is None or not reply.seconds:
                self.wfile.write(content)
                return
            for byte in content:
                if over.wait(reply.seconds):
                    return
                try:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                except OSError:  # the client has gone
                    model.gone.set()
                    return

        def log_message(self, format: str, *arguments: object) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model = ScriptedModel(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()
