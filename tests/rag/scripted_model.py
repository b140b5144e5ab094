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

    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        message = {"role": "assistant", "content": self.text}
        choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
        return json.dumps(
            {"id": "1", "object": "chat.completion", "created": 0, "model": "m", "choices": choices}
        ).encode()


Script = Callable[[str], Reply]


@dataclass
class ScriptedModel:
    """A running server: its address, and every prompt, path and authorization it was sent."""

    url: str
    prompts: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)


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
            content = reply.body()
            if reply.raw is None and over.wait(reply.seconds):
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(content)))
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
