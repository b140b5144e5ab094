"""What OpenAI's clients get. No field is left out where it has no value."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from rag.api.answer_schemas import Answer

_CREATED = 1_795_500_000
_USAGE = {"prompt_tokens": 9, "completion_tokens": 81, "total_tokens": 90}
_EMBEDDING_USAGE = {"prompt_tokens": 14, "total_tokens": 14}
_MODEL = {"id": "wartanya", "object": "model", "created": _CREATED, "owned_by": "wartanya"}
_ERROR = {
    "message": "The model wasn't found. model: no such model is served here; there is wartanya",
    "type": "invalid_request_error",
    "param": "model",
    "code": "model_not_found",
}
_EMBEDDING = {"object": "embedding", "index": 0, "embedding": [0.0123, -0.0456]}
# No value in it is null: FastAPI's description leaves out what is.
_CITATION: dict[str, Any] = {
    "marker": 1,
    "article_id": "batik-lintang",
    "title": "Perajin Batik Lintang Tolak Cap Mesin",
    "url": "https://contoh.example/ekonomi/batik-lintang",
    "published": "2025-08-20",
    "outlet": "Contoh",
    "start": 1160,
    "end": 1268,
    "text": "“Mesin bukan musuh saya. Musuh saya itu layar telepon yang membuat tangan cucu-cucu "
    "saya lupa pada canting,”",
    "speaker": "Karsinah",
    "score": 0.91,
}
_SENTENCE = f"Karsinah (Contoh, 20 Agustus 2025): {_CITATION['text']}"
_ANSWER: dict[str, Any] = {
    "id": "0f0e6cbb7ff44d4f9f0f0c6f2a3c9c11",
    "question": "Siapa yang mengatakan bahwa mesin bukan musuhnya?",
    "language": "id",
    "answerable": True,
    "confidence": 0.95,
    "short_answer": "Karsinah",
    "sentences": [{"text": _SENTENCE, "citations": [1]}],
    "citations": [_CITATION],
    "retrieved": [{"article_id": "batik-lintang", "start": 1100, "end": 1620, "score": 0.79}],
    "understood": {
        "typed": "Siapa yang mengatakan bahwa mesin bukan musuhnya?",
        "text": "Siapa yang mengatakan bahwa mesin bukan musuhnya?",
        "leaning": False,
        "unclear": [],
    },
    "turn": {
        "question": "Siapa yang mengatakan bahwa mesin bukan musuhnya?",
        "speakers": ["Karsinah"],
        "titles": [_CITATION["title"]],
        "short_answer": "Karsinah",
        "shown": [{"article_id": "batik-lintang", "start": 1160, "end": 1268}],
    },
}
_URL_CITATION = {
    "start_index": len(_SENTENCE) + len(" "),
    "end_index": len(_SENTENCE) + len(" [1]"),
    "title": _CITATION["title"],
    "url": _CITATION["url"],
}
_REPLY: dict[str, Any] = {
    "role": "assistant",
    "content": f"{_SENTENCE} [1]\n\nSumber:\n\n- [1] {_CITATION['title']} · "
    f"Contoh · 20 Agustus 2025 · <{_CITATION['url']}>",
    "refusal": None,
    "annotations": [{"type": "url_citation", "url_citation": _URL_CITATION}],
    "wartanya": _ANSWER,
}
_CHOICE = {"index": 0, "message": _REPLY, "logprobs": None, "finish_reason": "stop"}


class Usage(BaseModel):
    """Tokens as the embedding model's tokenizer counts them; nothing is charged by them."""

    prompt_tokens: int = Field(description="Of the question.", examples=[9], ge=0)
    completion_tokens: int = Field(description="Of the message's content.", examples=[81], ge=0)
    total_tokens: int = Field(description="Both.", examples=[90], ge=0)


class UrlCitation(BaseModel):
    """A marker in the content, and the article that it cites."""

    start_index: int = Field(
        description="Where the marker starts: Unicode characters of the content, from 0.",
        examples=[_URL_CITATION["start_index"]],
        ge=0,
    )
    end_index: int = Field(
        description="One past its last character.", examples=[_URL_CITATION["end_index"]], ge=0
    )
    title: str = Field(
        description="The article's title: untrusted plain text, no Markdown.",
        examples=[_CITATION["title"]],
    )
    url: str = Field(
        description="The article's address, http or https.",
        examples=[_CITATION["url"]],
    )


class Annotation(BaseModel):
    """OpenAI's citation of a page."""

    type: Literal["url_citation"] = Field(
        default="url_citation", description="Always `url_citation`.", examples=["url_citation"]
    )
    url_citation: UrlCitation = Field(description="The citation.", examples=[_URL_CITATION])


class Reply(BaseModel):
    """The answer as a message."""

    role: Literal["assistant"] = Field(
        default="assistant", description="Always `assistant`.", examples=["assistant"]
    )
    content: str = Field(
        description="How the question was understood, where it leant on the messages before; the "
        "sentences with markers; the sources. Markdown: every `[n]` in it is a marker of ours.",
        examples=[_REPLY["content"]],
    )
    refusal: None = Field(
        default=None,
        description="Always null: that the articles don't say is an answer.",
        examples=[None],
    )
    annotations: list[Annotation] = Field(
        description="A citation for each marker whose article has an address.",
        examples=[_REPLY["annotations"]],
    )
    wartanya: Answer = Field(
        description="Not OpenAI's: the whole answer, with exact spans and speakers, and what a "
        "language model wrote of it.",
        examples=[_ANSWER],
    )


class Choice(BaseModel):
    """The one answer."""

    index: int = Field(default=0, description="Always 0.", examples=[0])
    message: Reply = Field(description="The answer.", examples=[_REPLY])
    logprobs: None = Field(default=None, description="Always null.", examples=[None])
    finish_reason: Literal["stop"] = Field(
        default="stop", description="Always `stop`, of a refusal too.", examples=["stop"]
    )


class ChatCompletion(BaseModel):
    """An answer."""

    id: str = Field(description="Of this answer.", examples=[f"chatcmpl-{_ANSWER['id']}"])
    object: Literal["chat.completion"] = Field(
        default="chat.completion",
        description="Always `chat.completion`.",
        examples=["chat.completion"],
    )
    created: int = Field(description="Unix time, seconds.", examples=[_CREATED])
    model: str = Field(description="The one that was asked.", examples=["wartanya"])
    choices: list[Choice] = Field(description="One.", examples=[[_CHOICE]])
    usage: Usage = Field(description="Tokens.", examples=[_USAGE])


class Embedding(BaseModel):
    """A text's vector."""

    object: Literal["embedding"] = Field(
        default="embedding", description="Always `embedding`.", examples=["embedding"]
    )
    index: int = Field(description="Which input it is of, from 0.", examples=[0], ge=0)
    embedding: list[float] | str = Field(
        description="Of unit length, as numbers or as base64.", examples=[[0.0123, -0.0456]]
    )


class EmbeddingUsage(BaseModel):
    """Tokens of the inputs, without the prompt that the model wants in front."""

    prompt_tokens: int = Field(description="Of all inputs.", examples=[14], ge=0)
    total_tokens: int = Field(description="The same.", examples=[14], ge=0)


class Embeddings(BaseModel):
    """Vectors, in the order of the inputs."""

    object: Literal["list"] = Field(default="list", description="Always `list`.", examples=["list"])
    data: list[Embedding] = Field(description="One an input.", examples=[[_EMBEDDING]])
    model: str = Field(description="The model's name.", examples=["multilingual-e5-small"])
    usage: EmbeddingUsage = Field(description="Tokens.", examples=[_EMBEDDING_USAGE])


class Model(BaseModel):
    """A model that is served here."""

    id: str = Field(description="Its name.", examples=["wartanya"])
    object: Literal["model"] = Field(
        default="model", description="Always `model`.", examples=["model"]
    )
    created: int = Field(description="Unix time, seconds; never changes.", examples=[_CREATED])
    owned_by: str = Field(description="Always `wartanya`.", examples=["wartanya"])


class Models(BaseModel):
    """The models that are served here: those to chat with first, then the embedding model."""

    object: Literal["list"] = Field(default="list", description="Always `list`.", examples=["list"])
    data: list[Model] = Field(description="All of them.", examples=[[_MODEL]])


class OpenAIError(BaseModel):
    """What was wrong."""

    message: str = Field(
        description="What is wrong and the mend.",
        examples=[_ERROR["message"]],
    )
    type: str = Field(description="Whose fault it is.", examples=["invalid_request_error"])
    param: str | None = Field(description="What part of the request.", examples=["model"])
    code: str | None = Field(description="A stable name.", examples=["model_not_found"])


class OpenAIProblem(BaseModel):
    """An error as OpenAI has it."""

    error: OpenAIError = Field(description="The error.", examples=[_ERROR])
