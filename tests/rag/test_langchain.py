"""The retriever inside LangChain's own chains."""

import asyncio
import subprocess
import sys
import threading

from langchain_core.documents import Document
from langchain_core.language_models import FakeListChatModel, GenericFakeChatModel
from langchain_core.messages import AIMessage
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough
from langchain_core.tools import create_retriever_tool

from index.build import Filter
from rag.langchain import ArticleRetriever

QUERY = "kerja sama luar negeri"


def test_documents_carry_the_passage_its_place_and_the_scores(wartanya):
    retriever = ArticleRetriever(wartanya=wartanya, k=5)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke(QUERY)
    found = wartanya.search(QUERY, 5)
    assert [document.id for document in documents] == [one.passage.id for one in found]
    for document, one in zip(documents, found, strict=True):
        data = document.metadata
        article = wartanya.article(data["article_id"], data["version"])
        assert document.page_content == article.text[data["start"] : data["end"]]
        assert (data["title"], data["published"]) == (article.title, article.published)
        assert (data["score"], data["dense_score"], data["lexical_score"]) == (
            one.score,
            one.dense,
            one.lexical,
        )
        assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_search_is_narrowed(wartanya):
    (best,) = ArticleRetriever(wartanya=wartanya, k=1).invoke(QUERY)
    of_best = Filter(articles=frozenset({best.metadata["article_id"]}))
    documents = ArticleRetriever(wartanya=wartanya, within=of_best).invoke(QUERY)
    assert {document.metadata["article_id"] for document in documents} == of_best.articles


def test_searching_without_blocking_gives_the_same_and_leaves_the_loop_free(wartanya, monkeypatch):
    retriever = ArticleRetriever(wartanya=wartanya, k=3)
    here = retriever.invoke(QUERY)
    search, loop_ran = wartanya.search, threading.Event()

    def slow(*arguments):
        assert loop_ran.wait(10), "the loop was blocked while it searched"
        return search(*arguments)

    monkeypatch.setattr(wartanya, "search", slow)

    async def both():
        searching = asyncio.create_task(retriever.ainvoke(QUERY))
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.01, loop_ran.set)
        return await searching

    assert asyncio.run(both()) == here


def test_a_chain_answers_from_the_passages(wartanya):
    prompts = []

    def numbered(documents):
        return "\n".join(f"[{n}] {d.page_content}" for n, d in enumerate(documents, 1))

    def heard(prompt):
        prompts.append(prompt.to_string())
        return prompt

    retriever = ArticleRetriever(wartanya=wartanya, k=3)
    prompt = ChatPromptTemplate.from_template("{passages}\n\nPertanyaan: {question}")
    chain = (
        {"passages": retriever | numbered, "question": RunnablePassthrough()}
        | prompt
        | RunnableLambda(heard)
        | FakeListChatModel(responses=["Sudah ditandatangani [1].", "Belum [2]."])
        | StrOutputParser()
    )
    assert chain.invoke(QUERY) == "Sudah ditandatangani [1]."
    assert asyncio.run(chain.ainvoke(QUERY)) == "Belum [2]."
    for number, one in enumerate(wartanya.search(QUERY, 3), 1):
        assert f"[{number}] {one.passage.text}" in prompts[0]
    assert prompts[0] == prompts[1]
    assert "".join(chain.stream(QUERY)) == "Sudah ditandatangani [1]."  # the list begins again


def test_a_model_calls_the_retriever_as_its_tool(wartanya):
    tool = create_retriever_tool(
        ArticleRetriever(wartanya=wartanya, k=2),
        "berita",
        "Cari bagian artikel berita.",
        response_format="content_and_artifact",
    )
    call = {"name": "berita", "args": {"query": QUERY}, "id": "1", "type": "tool_call"}
    model = GenericFakeChatModel(messages=iter([AIMessage("", tool_calls=[call])]))
    (asked,) = model.invoke("Apa kabar kerja sama?").tool_calls
    message = tool.invoke(asked)
    found = wartanya.search(QUERY, 2)
    assert [document.id for document in message.artifact] == [one.passage.id for one in found]
    assert all(one.passage.text in message.content for one in found)


def test_without_langchain_the_mend_is_named():
    code = "import sys; sys.modules['langchain_core'] = None; import rag.langchain"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: rag.langchain: langchain-core isn't installed; "
        "pip install 'wartanya[langchain]'"
    )
