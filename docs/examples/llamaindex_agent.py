"""An agent of LlamaIndex that looks things up in the news and cites the exact words.

    python llamaindex_agent.py "Berapa ketinggian air di Kampung Sumur?"

It reads the articles in wartanya-data. An OpenAI-compatible server's model decides what to look
up and what to say where $WARTANYA_LLM_URL and $WARTANYA_LLM_MODEL name one, and $WARTANYA_LLM_KEY
its key. Without, a few lines in a model's place look the question up once and repeat the first
passage: enough to see how the parts fit together.
"""

import asyncio
import os
import sys

from llama_index.core.agent.workflow import FunctionAgent, ToolCallResult
from llama_index.core.base.llms.types import ChatMessage, MessageRole, ToolCallBlock
from llama_index.core.llms.function_calling import FunctionCallingLLM
from llama_index.core.llms.mock import MockFunctionCallingLLM
from llama_index.core.tools import RetrieverTool
from llama_index.llms.openai_like import OpenAILike

from rag import ArticleRetriever, Wartanya
from rag.llamaindex import citations

PROMPT = (
    "Answer from what the tool 'news' finds, in the question's language. If it finds nothing that "
    "answers, say so."
)


def model() -> FunctionCallingLLM:
    url, name = os.environ.get("WARTANYA_LLM_URL"), os.environ.get("WARTANYA_LLM_MODEL")
    if not url or not name:
        return MockFunctionCallingLLM(response_generator=look_up_and_repeat)
    llm: FunctionCallingLLM = OpenAILike(
        model=name,
        api_base=url,
        api_key=os.environ.get("WARTANYA_LLM_KEY") or "none",
        is_chat_model=True,
        is_function_calling_model=True,
    )
    return llm


def look_up_and_repeat(messages: list[ChatMessage], **_options: object) -> ChatMessage:
    """What stands in for a model."""
    last = messages[-1]
    if last.role is MessageRole.TOOL:
        return ChatMessage(role="assistant", content=(last.content or "").split("\n\n")[0])
    call = ToolCallBlock(tool_call_id="1", tool_name="news", tool_kwargs={"input": last.content})
    return ChatMessage(role="assistant", blocks=[call])


async def answer(wartanya: Wartanya, question: str) -> None:
    tool = RetrieverTool.from_defaults(
        ArticleRetriever(wartanya, k=3),
        name="news",
        description="Passages of news articles that are nearest to a question, best first.",
    )
    agent = FunctionAgent(tools=[tool], llm=model(), system_prompt=PROMPT)
    running = agent.run(question)
    looked_up = [
        event async for event in running.stream_events() if isinstance(event, ToolCallResult)
    ]
    print(await running)
    for result in looked_up:
        for cited in citations(wartanya, result.tool_output.raw_output):
            print(f"\n[{cited.marker}] {cited.title}, characters {cited.start} to {cited.end}")
            print(" ".join(cited.text.split()))


if __name__ == "__main__":
    with Wartanya("wartanya-data") as news:
        asyncio.run(answer(news, sys.argv[1]))
