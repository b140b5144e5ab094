"""A chain of LangChain that answers from the news: passages, prompt, model.

    python langchain_chain.py "Berapa ketinggian air di Kampung Sumur?"

It reads the articles in wartanya-data and needs `pip install 'wartanya[langchain]'`. An
OpenAI-compatible server's model answers where $WARTANYA_LLM_URL and $WARTANYA_LLM_MODEL name one,
and $WARTANYA_LLM_KEY its key. Without, a line in a model's place repeats the first passage: enough
to see how the parts fit together.
"""

import os
import sys
from typing import Any

from langchain_core.documents import Document
from langchain_core.messages import convert_to_openai_messages
from langchain_core.prompt_values import PromptValue
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnablePassthrough
from openai import OpenAI

from rag import Wartanya
from rag.langchain import ArticleRetriever

PROMPT = ChatPromptTemplate.from_messages(
    [
        (
            "system",
            "Answer from the numbered passages alone, in the question's language; put the number "
            "of the passage behind what it says, as [1]. If they don't say, say so.",
        ),
        ("human", "{passages}\n\nQuestion: {question}"),
    ]
)


def numbered(documents: list[Document]) -> str:
    return "\n\n".join(
        f"[{number}] {one.metadata['title']}\n{' '.join(one.page_content.split())}"
        for number, one in enumerate(documents, start=1)
    )


def model() -> Runnable[PromptValue, str]:
    url, name = os.environ.get("WARTANYA_LLM_URL"), os.environ.get("WARTANYA_LLM_MODEL")
    if not url or not name:
        return RunnableLambda(repeat_first)
    client = OpenAI(base_url=url, api_key=os.environ.get("WARTANYA_LLM_KEY") or "none")

    def complete(prompt: PromptValue) -> str:
        messages: Any = convert_to_openai_messages(prompt.to_messages())
        done = client.chat.completions.create(model=name, messages=messages)
        return done.choices[0].message.content or ""

    return RunnableLambda(complete)


def repeat_first(prompt: PromptValue) -> str:
    """What stands in for a model."""
    asked = str(prompt.to_messages()[-1].content)
    return asked.split("\n\n")[0].partition("\n")[2] + " [1]"


def chain(wartanya: Wartanya) -> Runnable[str, str]:
    passages = ArticleRetriever(wartanya=wartanya, k=3) | numbered
    return {"passages": passages, "question": RunnablePassthrough()} | PROMPT | model()


if __name__ == "__main__":
    with Wartanya("wartanya-data") as news:
        print(chain(news).invoke(sys.argv[1]))
