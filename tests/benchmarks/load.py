"""Many clients at once: searches and questions a second of one server, beside a LlamaIndex starter.

    python tests/benchmarks/load.py --shared DIR --work DIR [--seconds 60]

Both servers hold the same 10,000 passages (windows of 40 words of the public corpora), in a process
of their own, on loopback; the clients are in this one, which takes its share of the same cores. The
starter is VectorStoreIndex over ChromaVectorStore with HuggingFaceEmbedding in float32, behind a
FastAPI route in FastAPI's threads. Prints, and exits 1 where an aim isn't met:

- searches of 25 clients for ``--seconds``: requests a second, p50 and p95, errors; the starter's;
- questions: one client's, then 25 clients' together;
- 100 clients that ask: everything that isn't 200 is a 503 with Retry-After;
- 10 clients that leave in the middle of a question: seconds until no worker is busy or waiting.
"""

import argparse
import asyncio
import itertools
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from rag.chroma import export_collection
from rag.wartanya import Wartanya
from tests.benchmarks.starter import passages, queries

PASSAGES = 10_000
CLIENTS, CROWD = 25, 100
PORT, RIVAL_PORT = 7951, 7952
LEAVING = 10
RIVAL = """
import sys
import chromadb, uvicorn
from fastapi import FastAPI
from llama_index.core import VectorStoreIndex
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.vector_stores.chroma import ChromaVectorStore
from index.embedding import sentence_transformers_directory

collection = chromadb.PersistentClient(sys.argv[1]).get_collection("passages")
model = HuggingFaceEmbedding(
    str(sentence_transformers_directory()),
    query_instruction="query: ",
    text_instruction="passage: ",
)
index = VectorStoreIndex.from_vector_store(ChromaVectorStore(collection), embed_model=model)
retriever = index.as_retriever(similarity_top_k=10)
app = FastAPI()

@app.post("/api/search")
def search(asked: dict):
    found = retriever.retrieve(asked["query"])
    return {"passages": [{"text": n.get_content(), "score": n.score} for n in found]}

uvicorn.run(app, port=int(sys.argv[2]), log_level="warning")
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What some clients saw: statuses, and the seconds of each answered request."""

    statuses: Counter[int]
    seconds: tuple[float, ...]
    lasted: float

    @property
    def rate(self) -> float:
        """Answered requests a second."""
        return len(self.seconds) / self.lasted

    def percentile(self, part: float) -> float:
        """Milliseconds."""
        return 1000 * sorted(self.seconds)[int(part * (len(self.seconds) - 1))]

    def __str__(self) -> str:
        return (
            f"{self.rate:6.1f} a second, p50 {self.percentile(0.5):5.0f} ms, "
            f"p95 {self.percentile(0.95):5.0f} ms, {dict(self.statuses)}"
        )


async def press(
    url: str, bodies: Sequence[dict[str, object]], clients: int, seconds: float
) -> Load:
    """Clients that each send the next request as soon as the last one is answered."""
    waiting = itertools.cycle(bodies)
    statuses: Counter[int] = Counter()
    taken: list[float] = []
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(limits=limits, timeout=60, trust_env=False) as client:
        began = time.monotonic()

        async def one() -> None:
            while time.monotonic() - began < seconds:
                start = time.monotonic()
                response = await client.post(url, json=next(waiting))
                statuses[response.status_code] += 1
                if response.status_code == 200:
                    taken.append(time.monotonic() - start)
                elif "retry-after" not in response.headers:
                    statuses[-response.status_code] += 1  # not a clean refusal

        await asyncio.gather(*(one() for _ in range(clients)))
        return Load(statuses, tuple(taken), time.monotonic() - began)


async def leave(base: str, question: str) -> float:
    """Seconds from some clients' leaving until nothing of theirs runs or waits."""
    host, port = base.removeprefix("http://").split(":")
    body = json.dumps({"question": question}).encode()
    head = (
        f"POST /api/ask HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    writers = []
    for _ in range(LEAVING):
        _, writer = await asyncio.open_connection(host, int(port))
        writer.write(head + body)
        await writer.drain()
        writers.append(writer)
    await asyncio.sleep(0.1)
    for writer in writers:
        writer.transport.abort()
    began = time.monotonic()
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        while True:
            text = (await client.get(f"{base}/metrics")).text
            gauges = [
                float(line.split()[1])
                for line in text.splitlines()
                if line.startswith(("wartanya_workers_busy ", "wartanya_workers_waiting "))
            ]
            if gauges and not any(gauges):
                return time.monotonic() - began
            await asyncio.sleep(0.02)


@contextmanager
def running(command: Sequence[str], base: str) -> Iterator[None]:
    """A server in a process of its own, from its first answer until it has ended."""
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            for _ in range(600):
                if process.poll() is not None:
                    raise SystemExit(f"{command[:3]} ended")
                try:
                    httpx.get(f"{base}/health", trust_env=False, timeout=5)
                    break
                except httpx.TransportError:
                    time.sleep(0.2)
            yield
        finally:
            process.terminate()


def build(shared: Path, work: Path) -> None:
    """The two indexes, once; the starter's with vectors that are Wartanya's own."""
    data = work / "wartanya"
    if not (work / "built").exists():
        rows = [
            {"id": f"p{number}", "title": "", "text": text, "language": "id"}
            for number, text in enumerate(passages(shared, PASSAGES))
        ]
        corpus = work / "corpus.jsonl"
        corpus.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        with Wartanya(data) as wartanya:
            wartanya.add([corpus])
            export_collection(wartanya, work / "rival")
        (work / "built").touch()


def main() -> int:
    """Build, press, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    build(options.shared, options.work)
    asked = queries(options.shared)
    searches: list[dict[str, object]] = [{"query": query, "k": 10} for query in asked]
    questions: list[dict[str, object]] = [{"question": query} for query in asked]
    missed = []

    def aim(name: str, reached: bool) -> None:
        print(f"    {name}: {'reached' if reached else 'NOT REACHED'}", flush=True)
        if not reached:
            missed.append(name)

    base = f"http://127.0.0.1:{PORT}"
    command = [sys.executable, "app.py", "chat", "--data", str(options.work / "wartanya")]
    with running([*command, "--port", str(PORT)], base):
        asyncio.run(press(f"{base}/api/search", searches, 4, 3))  # to warm up
        found = asyncio.run(press(f"{base}/api/search", searches, CLIENTS, options.seconds))
        print(f"search, {CLIENTS} clients     {found}")
        aim(
            ">= 60 a second, p95 <= 1 s, no error",
            found.rate >= 60 and found.percentile(0.95) <= 1000 and set(found.statuses) == {200},
        )
        asyncio.run(press(f"{base}/api/ask", questions, 1, 3))
        alone = asyncio.run(press(f"{base}/api/ask", questions, 1, options.seconds / 3))
        print(f"ask, one client          {alone}")
        together = asyncio.run(press(f"{base}/api/ask", questions, CLIENTS, options.seconds / 2))
        print(f"ask, {CLIENTS} clients        {together}")
        allowed = 1 / statistics.mean(alone.seconds)
        print(f"    {together.rate / allowed:.2f} of one client's")
        aim(
            ">= .85 of one client's, no error",
            together.rate >= 0.85 * allowed and set(together.statuses) == {200},
        )
        crowd = asyncio.run(press(f"{base}/api/ask", questions, CROWD, options.seconds / 3))
        print(f"ask, {CROWD} clients       {crowd}")
        aim("nothing but clean 503s", set(crowd.statuses) <= {200, 503})
        left = asyncio.run(leave(base, asked[0]))
        print(f"{LEAVING} clients left: work gone after {left:.2f} s")
        aim("<= 1 s", left <= 1)
    rival = f"http://127.0.0.1:{RIVAL_PORT}"
    started = [sys.executable, "-c", RIVAL, str(options.work / "rival"), str(RIVAL_PORT)]
    with running(started, rival):
        asyncio.run(press(f"{rival}/api/search", searches, 4, 3))
        theirs = asyncio.run(press(f"{rival}/api/search", searches, CLIENTS, options.seconds / 2))
        print(f"starter, {CLIENTS} clients    {theirs}")
        print(f"    ratio {found.rate / theirs.rate:.2f}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
