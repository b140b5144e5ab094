"""Documents read in a child process with limits on time and memory, see index/child.py."""

import json
from dataclasses import asdict

from index.child import Pool, serve
from index.formats.document import Document, FormatError

_SHOW = "save its text as .txt instead"


def documents(pool: Pool, suffix: str, content: bytes) -> list[Document]:
    """What ``read_documents`` gives, from a child of ``Pool("index.formats.child")``.

    Raises:
        FormatError: the file can't be read; says why and what to do.
        JobFailed: that took too much time or memory.
    """
    answer = json.loads(pool.run(suffix.encode() + b"\0" + content))
    if "problem" in answer:
        raise FormatError(answer["problem"])
    if "error" in answer:
        raise FormatError(f"can't be parsed ({answer['error']}); {_SHOW}")
    return [Document(**document) for document in answer["documents"]]


def _answer(job: bytes) -> dict[str, object]:
    from index.formats.reading import read_documents

    suffix, _, content = job.partition(b"\0")
    try:
        found = read_documents(suffix.decode("ascii"), content)
    except FormatError as error:
        return {"problem": str(error)}
    return {"documents": [asdict(document) for document in found]}


if __name__ == "__main__":
    serve(_answer)
