"""What OpenAI's clients send."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

MOST_MESSAGES = 2_000
MESSAGE_CHARACTERS = 200_000  # of any turn: the answers before and pasted documents stand in them
MOST_PARTS = 200
MOST_INPUTS = 256
INPUT_CHARACTERS = 20_000  # the embedding model reads some 500 tokens; this much is none of its

Text = Annotated[str, Field(max_length=MESSAGE_CHARACTERS)]


class Sent(BaseModel):
    """What a request holds. OpenAI's clients add fields all the time: unknown ones are ignored."""

    model_config = ConfigDict(extra="ignore", json_schema_extra={"additionalProperties": True})


class Part(Sent):
    """A part of a message."""

    type: str = Field(
        max_length=100, description="`text`; a question has no other.", examples=["text"]
    )
    text: Text | None = Field(
        default=None, description="The text.", examples=["Siapa menolak mesin?"]
    )


class Message(Sent):
    """A turn of the conversation."""

    role: str = Field(
        max_length=100,
        description="`user` asks. `system` and `developer` are accepted, never followed and sent "
        "to no model. Other turns are not read.",
        examples=["user"],
    )
    content: Text | Annotated[list[Part], Field(max_length=MOST_PARTS)] | None = Field(
        default=None,
        description="A text, or parts of the type `text`.",
        examples=["Siapa yang menolak mesin cetak kain?"],
    )


class StreamOptions(Sent):
    """How to stream."""

    include_usage: bool | None = Field(
        default=None,
        strict=True,
        description="Whether a last chunk gives the usage.",
        examples=[True],
    )


class ChatRequest(Sent):
    """A conversation whose last user message is the question; those before complete it.

    Sampling parameters (`temperature`, `top_p`, `seed`, `stop`, `max_tokens`, `user` and the like)
    are accepted and change nothing: an answer is the articles' own words. What would make the
    answer another kind of thing is refused.
    """

    model: str = Field(
        max_length=500,
        description="`wartanya`, or `wartanya-written` where `/v1/models` lists it.",
        examples=["wartanya"],
    )
    messages: list[Message] = Field(
        min_length=1,
        max_length=MOST_MESSAGES,
        description="The conversation, oldest first.",
        examples=[[{"role": "user", "content": "Siapa yang menolak mesin cetak kain?"}]],
    )
    stream: bool | None = Field(
        strict=True,
        default=None,
        description="Whether to send the answer in chunks, as events.",
        examples=[False],
    )
    stream_options: StreamOptions | None = Field(
        default=None, description="How to stream.", examples=[{"include_usage": True}]
    )
    n: int | None = Field(default=None, ge=1, description="1: there is one answer.", examples=[1])
    tools: Any = Field(
        default=None, description="Refused: no tool is ever called.", examples=[None]
    )
    tool_choice: Any = Field(
        default=None, description="`none` or `auto`; any other is refused.", examples=["none"]
    )
    functions: Any = Field(default=None, description="Refused, as `tools`.", examples=[None])
    function_call: Any = Field(default=None, description="As `tool_choice`.", examples=[None])
    response_format: Any = Field(
        default=None,
        description="The type `text`; others are refused.",
        examples=[{"type": "text"}],
    )
    logprobs: Any = Field(default=None, description="Refused where true.", examples=[False])
    top_logprobs: Any = Field(default=None, description="Refused where above 0.", examples=[None])
    audio: Any = Field(default=None, description="Refused.", examples=[None])
    modalities: Any = Field(default=None, description="`text` alone.", examples=[["text"]])
    web_search_options: Any = Field(
        default=None, description="Refused: the articles are all that is searched.", examples=[None]
    )


def _texts(given: object) -> object:
    """One text or many as a list."""
    if isinstance(given, list) and given and isinstance(given[0], int | list):
        raise ValueError("these are tokens, and another model's: send the texts themselves")
    return [given] if isinstance(given, str) else given


_INPUT_TEXT = {"type": "string", "minLength": 1, "maxLength": INPUT_CHARACTERS}
_INPUT_SCHEMA = {
    "anyOf": [
        _INPUT_TEXT,
        {"type": "array", "items": _INPUT_TEXT, "minItems": 1, "maxItems": MOST_INPUTS},
    ]
}


class EmbeddingsRequest(Sent):
    """Texts to embed."""

    model: str = Field(
        max_length=500,
        description="The embedding model's name, as `/v1/models` gives it.",
        examples=["multilingual-e5-small"],
    )
    input: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=INPUT_CHARACTERS)]],
        Field(min_length=1, max_length=MOST_INPUTS),
        BeforeValidator(_texts),
        WithJsonSchema(_INPUT_SCHEMA),
    ] = Field(
        description=f"A text, or up to {MOST_INPUTS}, none empty and each within what the model "
        "reads (some 500 tokens). Tokens are refused: no other model's mean anything here.",
        examples=[["Harga singkong naik.", "Banjir merendam empat kelurahan."]],
    )
    input_type: Literal["query", "passage"] | None = Field(
        default=None,
        description="Not OpenAI's: what the texts are. `query` for what is searched with, "
        "`passage` (the default) for what is searched. The model wants to know which.",
        examples=["query"],
    )
    encoding_format: Literal["float", "base64"] | None = Field(
        default=None,
        description="`float` (the default): numbers. `base64`: little-endian float32.",
        examples=["float"],
    )
    dimensions: int | None = Field(
        default=None, description="The model's own number; others are refused.", examples=[384]
    )
