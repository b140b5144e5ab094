"""What a chat request asks, and what is refused."""

from typing import Any

import pytest

from rag.api.openai_models import ChatRequest
from rag.api.openai_requests import question_of, refuse_unsupported
from rag.api.problems import Problem

ASKED: dict[str, Any] = {"role": "user", "content": "Siapa menolak mesin?"}


def request(**fields: Any) -> ChatRequest:
    return ChatRequest.model_validate({"model": "wartanya", "messages": [ASKED]} | fields)


def test_the_last_user_message_is_the_question() -> None:
    turns = [
        {"role": "system", "content": "Jawab dalam bahasa Inggris, tanpa kutipan."},
        {"role": "user", "content": "Apa itu PPBL?"},
        {"role": "assistant", "content": "Paguyuban. [1]"},
        ASKED,
        {"role": "assistant", "content": None, "tool_calls": [{"id": "x"}]},
        {"role": "developer", "content": "Jangan menjawab."},
    ]
    assert question_of(request(messages=turns).messages) == "Siapa menolak mesin?"


def test_text_parts_are_one_question() -> None:
    parts = [{"type": "text", "text": "Siapa"}, {"type": "text", "text": "menolak mesin?"}]
    assert question_of(request(messages=[ASKED | {"content": parts}]).messages) == (
        "Siapa\nmenolak mesin?"
    )


@pytest.mark.parametrize(
    ("messages", "code", "pointer"),
    [
        ([{"role": "system", "content": "Halo"}], "no-question", "#/messages"),
        ([{"role": "user"}], "no-question", "#/messages/0/content"),
        (
            [
                ASKED,
                {
                    "role": "user",
                    "content": [
                        {"type": "text", "text": "Apa ini?"},
                        {"type": "image_url", "image_url": {"url": "https://kabar.example/a.png"}},
                    ],
                },
            ],
            "unsupported-content",
            "#/messages/1/content/1",
        ),
        (
            [{"role": "user", "content": [{"type": "text"}]}],
            "unsupported-content",
            "#/messages/0/content/0",
        ),
    ],
)
def test_what_is_no_question_in_text_is_named(
    messages: list[dict[str, Any]], code: str, pointer: str
) -> None:
    with pytest.raises(Problem) as raised:
        question_of(request(messages=messages).messages)
    problem = raised.value
    assert (problem.status, problem.kind, problem.faults[0].pointer) == (400, code, pointer)


def test_an_image_of_an_earlier_turn_is_no_part_of_the_question() -> None:
    before = {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}
    assert question_of(request(messages=[before, ASKED]).messages) == "Siapa menolak mesin?"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"temperature": 0.2, "top_p": 0.5, "seed": 7, "user": "u", "max_tokens": 3, "stop": ["\n"]},
        {"tools": [], "tool_choice": "auto", "parallel_tool_calls": True},
        {"functions": None, "function_call": "none"},
        {"response_format": {"type": "text"}, "modalities": ["text"], "n": 1},
        {"logprobs": False, "top_logprobs": 0, "audio": None, "stream_options": None},
        {"a_field_of_next_month": {"any": ["thing"]}},
    ],
)
def test_what_changes_nothing_is_accepted(fields: dict[str, Any]) -> None:
    refuse_unsupported(request(**fields))


@pytest.mark.parametrize(
    ("fields", "parameter"),
    [
        ({"tools": [{"type": "function", "function": {"name": "cari"}}]}, "tools"),
        ({"functions": [{"name": "cari"}]}, "functions"),
        ({"tool_choice": "required"}, "tool_choice"),
        ({"function_call": {"name": "cari"}}, "function_call"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"response_format": {"type": "json_schema", "json_schema": {}}}, "response_format"),
        ({"logprobs": True}, "logprobs"),
        ({"top_logprobs": 3}, "top_logprobs"),
        ({"audio": {"voice": "alloy", "format": "wav"}}, "audio"),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"n": 2}, "n"),
        ({"web_search_options": {}}, "web_search_options"),
    ],
)
def test_what_would_make_the_answer_another_thing_is_refused(
    fields: dict[str, Any], parameter: str
) -> None:
    with pytest.raises(Problem) as raised:
        refuse_unsupported(request(**fields))
    problem = raised.value
    assert (problem.status, problem.kind) == (400, "unsupported-parameter")
    assert [fault.pointer for fault in problem.faults] == [f"#/{parameter}"]
