"""The retriever and the model inside LlamaIndex's own engines, agents and indexes."""

import asyncio
import json
import threading

import numpy as np
import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.agent.workflow import FunctionAgent, ReActAgent, ToolCallResult
from llama_index.core.base.llms.types import ChatMessage, MessageRole, ToolCallBlock
from llama_index.core.llms.mock import MockFunctionCallingLLM, MockLLM
from llama_index.core.query_engine import CitationQueryEngine, RetrieverQueryEngine
from llama_index.core.schema import MetadataMode, NodeWithScore, QueryBundle, TextNode
from llama_index.core.tools import QueryEngineTool, RetrieverTool
from llama_index.llms.openai_like import OpenAILike

from index.build import Filter
from index.errors import WartanyaError
from rag.llamaindex import ArticleRetriever, WartanyaEmbedding, citations
from tests.rag.scripted_model import Reply, scripted_model

# LlamaIndex's workflows read old attributes of pydantic, and their agents one of their own.
agents = pytest.mark.filterwarnings(
    "ignore::pydantic.PydanticDeprecationWarning", "ignore:is_running called:DeprecationWarning"
)

QUERY = "kerja sama luar negeri"
NAMES = (
    *("context", "article_id", "version", "title", "url", "published", "updated", "author"),
    *("outlet", "section", "tags", "language", "start", "end", "dense_score", "lexical_score"),
)


def test_nodes_carry_the_passage_its_offsets_and_both_scores(wartanya):
    nodes = ArticleRetriever(wartanya, k=5).retrieve(QUERY)
    assert len(nodes) == 5
    assert [n.score for n in nodes] == sorted((n.score for n in nodes), reverse=True)
    for scored in nodes:
        data = scored.node.metadata
        assert tuple(data) == NAMES
        article = wartanya.article(data["article_id"], data["version"])
        assert article.text[data["start"] : data["end"]] == scored.node.get_content()
        assert data["title"] == article.title
        assert data["dense_score"] is not None
        assert json.loads(json.dumps(data)) == data
        assert scored.node.ref_doc_id == article.id
    assert nodes[0].node.metadata["dense_score"] <= 1.0


def test_the_same_passage_keeps_its_node_id(wartanya):
    retriever = ArticleRetriever(wartanya, k=3)
    first, second = ([n.node.node_id for n in retriever.retrieve(QUERY)] for _ in range(2))
    assert first == second


def test_a_node_comes_back_from_json_as_it_was(wartanya):
    (scored,) = ArticleRetriever(wartanya, k=1).retrieve(QUERY)
    assert TextNode.from_json(scored.node.to_json()) == scored.node


def test_a_language_model_is_shown_title_day_outlet_and_words(wartanya):
    (scored,) = ArticleRetriever(wartanya, k=1).retrieve(QUERY)
    data = scored.node.metadata
    shown = scored.node.get_content(MetadataMode.LLM).split("\n")
    assert shown[0] == f"{data['title']} ({data['published'][:10]})"
    assert shown[1] == "Contoh"
    rest = shown[2:] if data["url"] is None else shown[3:]
    assert "\n".join(rest) == scored.node.text.strip()
    assert "None" not in shown


def test_a_search_is_narrowed(wartanya):
    (best,) = ArticleRetriever(wartanya, k=1).retrieve(QUERY)
    of_best = Filter(articles=frozenset({best.node.metadata["article_id"]}))
    found = ArticleRetriever(wartanya, within=of_best).retrieve(QUERY)
    assert {scored.node.metadata["article_id"] for scored in found} == of_best.articles


def test_searching_without_blocking_gives_the_same_and_leaves_the_loop_free(wartanya, monkeypatch):
    retriever = ArticleRetriever(wartanya, k=3)
    here = [n.node.node_id for n in retriever.retrieve(QUERY)]
    search, loop_ran = wartanya.search, threading.Event()

    def slow(*arguments):
        assert loop_ran.wait(10), "the loop was blocked while it searched"
        return search(*arguments)

    monkeypatch.setattr(wartanya, "search", slow)

    async def both():
        searching = asyncio.create_task(retriever.aretrieve(QUERY))
        await asyncio.sleep(0)
        asyncio.get_running_loop().call_later(0.01, loop_ran.set)
        return await searching

    assert [n.node.node_id for n in asyncio.run(both())] == here


def test_a_query_engine_answers_from_the_passages(wartanya):
    engine = RetrieverQueryEngine.from_args(ArticleRetriever(wartanya, k=3), llm=MockLLM())
    response = engine.query(QUERY)
    assert len(response.source_nodes) == 3
    for scored in response.source_nodes:  # the mock model says what it was asked
        assert scored.node.get_content().strip() in str(response)
        assert scored.node.metadata["context"] in str(response)
    async_nodes = asyncio.run(engine.aquery(QUERY)).source_nodes
    assert [n.node_id for n in async_nodes] == [n.node_id for n in response.source_nodes]


@pytest.mark.parametrize("size", [512, 60])
def test_a_citation_engines_sources_are_exact_spans(wartanya, size):
    engine = CitationQueryEngine(
        ArticleRetriever(wartanya, k=4),
        llm=MockLLM(),
        citation_chunk_size=size,
        citation_chunk_overlap=10,
    )
    response = engine.query(QUERY)
    spans = citations(wartanya, response.source_nodes)
    assert len(spans) == 4 if size == 512 else len(spans) > 4  # cut smaller
    for number, (scored, span) in enumerate(zip(response.source_nodes, spans, strict=True), 1):
        assert span.marker == number
        assert scored.node.text == f"Source {number}:\n{span.text}\n"
        assert wartanya.article(span.article_id).text[span.start : span.end] == span.text
        data = scored.node.metadata
        assert data["start"] <= span.start < span.end <= data["end"]
        assert (span.title, span.version) == (data["title"], data["version"])


def test_a_cited_statement_names_its_speaker(wartanya):
    statement = next(s for s in wartanya.statements() if s.speaker and s.direct)
    article = wartanya.article(statement.article_id)
    node = TextNode(
        text=article.text[statement.start : statement.end],
        metadata={
            "article_id": article.id,
            "version": article.version,
            "start": statement.start,
            "end": statement.end,
        },
    )
    (span,) = citations(wartanya, [NodeWithScore(node=node, score=0.5)])
    assert (span.start, span.end, span.speaker) == (
        statement.start,
        statement.end,
        statement.speaker,
    )


def test_words_that_are_not_the_articles_are_no_citation(wartanya):
    (scored,) = ArticleRetriever(wartanya, k=1).retrieve(QUERY)
    scored.node.set_content("Kata-kata yang tidak ada di sana.")
    with pytest.raises(WartanyaError, match="its words aren't in article"):
        citations(wartanya, [scored])
    foreign = NodeWithScore(node=TextNode(text="apa saja"), score=1.0)
    with pytest.raises(WartanyaError, match="has no 'article_id' in its metadata"):
        citations(wartanya, [foreign])


def test_a_tools_question_is_searched_as_it_was_put(wartanya):
    retriever = ArticleRetriever(wartanya, k=5)
    plain = [scored.node.node_id for scored in retriever.retrieve(QUERY)]
    found = RetrieverTool.from_defaults(retriever).call(input=QUERY).raw_output
    assert [scored.node.node_id for scored in found] == plain


@agents
def test_an_agent_calls_the_retriever_as_its_tool(wartanya):
    tool = RetrieverTool.from_defaults(
        ArticleRetriever(wartanya, k=2), name="berita", description="Cari bagian artikel berita."
    )

    def script(messages, **_options):
        if messages[-1].role is MessageRole.TOOL:
            return ChatMessage(role="assistant", content=f"Menurut berita: {messages[-1].content}")
        call = ToolCallBlock(tool_call_id="1", tool_name="berita", tool_kwargs={"input": QUERY})
        return ChatMessage(role="assistant", blocks=[call])

    agent = FunctionAgent(tools=[tool], llm=MockFunctionCallingLLM(response_generator=script))
    called, said = run(agent, "Apa kabar kerja sama?")
    (result,) = called
    spans = citations(wartanya, result.tool_output.raw_output)
    assert len(spans) == 2
    assert all(span.text.strip() in said for span in spans)


@agents
def test_an_agent_that_reasons_asks_an_engine_through_a_server(wartanya):
    """ReAct over an OpenAI-compatible model: thought, action, observation, answer."""

    def script(prompt):
        if prompt.startswith("Observation:"):
            return Reply("Thought: I can answer.\nAnswer: Sudah ditandatangani [1].")
        if "Context information is below" in prompt:
            return Reply("Kerja sama sudah ditandatangani.")
        return Reply(f'Thought: I need news.\nAction: berita\nAction Input: {{"input": "{QUERY}"}}')

    with scripted_model(script) as server:
        llm = OpenAILike("m", api_base=server.url, api_key="k", is_chat_model=True, max_retries=0)
        engine = RetrieverQueryEngine.from_args(ArticleRetriever(wartanya, k=2), llm=llm)
        tool = QueryEngineTool.from_defaults(engine, name="berita", description="Tanya berita.")
        agent = ReActAgent(tools=[tool], llm=llm, streaming=False)
        called, said = run(agent, "Apa kabar kerja sama?")
        asked = [prompt for prompt in server.prompts if "Context information is below" in prompt]
    assert said == "Sudah ditandatangani [1]."
    (result,) = called
    for span in citations(wartanya, result.tool_output.raw_output.source_nodes):
        assert span.text.strip() in asked[0]


def run(agent, question: str) -> tuple[list[ToolCallResult], str]:
    """What an agent's tools gave, and what it said."""

    async def asked():
        handler = agent.run(question)
        called = [
            event async for event in handler.stream_events() if isinstance(event, ToolCallResult)
        ]
        return called, str(await handler)

    return asyncio.run(asked())


def test_the_model_gives_the_vectors_of_the_index(wartanya):
    embedding = WartanyaEmbedding.of(wartanya)
    embedder, index = wartanya.retriever.embedder, wartanya.retriever.index
    assert embedding.get_query_embedding(QUERY) == embedder.embed_query(QUERY).tolist()
    assert embedding.get_text_embedding(QUERY) != embedding.get_query_embedding(QUERY)
    nodes = [scored.node for scored in ArticleRetriever(wartanya, k=10).retrieve(QUERY)]
    kept = index.vectors([node.node_id for node in nodes])
    made = np.array([node.embedding for node in embedding(nodes)])
    # Eight-bit arithmetic rounds a text by those that it is embedded with.
    assert (made * kept).sum(axis=1).min() > 0.999


def test_the_model_opens_by_name_and_embeds_without_blocking(wartanya):
    embedding = WartanyaEmbedding.from_dict(WartanyaEmbedding().to_dict())
    assert embedding.model_name == "multilingual-e5-small"
    texts = ["satu", "dua"]
    apart = [wartanya.retriever.embedder.embed_passages([text])[0] for text in texts]
    together = asyncio.run(embedding.aget_text_embedding_batch(texts))
    assert (np.array(together) * np.array(apart)).sum(axis=1).min() > 0.999
    (one,) = {tuple(asyncio.run(embedding.aget_query_embedding(QUERY))) for _ in range(2)}
    assert one == tuple(wartanya.retriever.embedder.embed_query(QUERY).tolist())


def test_a_text_that_the_model_would_cut_is_refused(wartanya):
    with pytest.raises(WartanyaError, match="the model reads 512; shorten it"):
        WartanyaEmbedding.of(wartanya).get_text_embedding("kata " * 600)


def test_an_index_of_llamaindex_finds_what_the_dense_search_finds(wartanya):
    nodes = [scored.node for scored in ArticleRetriever(wartanya, k=30).retrieve(QUERY)]
    index = VectorStoreIndex(nodes, embed_model=WartanyaEmbedding.of(wartanya))
    vector = wartanya.retriever.embedder.embed_query("banjir")
    similar = wartanya.retriever.index.similarities(vector, [node.node_id for node in nodes])
    found = index.as_retriever(similarity_top_k=5).retrieve(QueryBundle("banjir"))
    for scored in found:
        assert scored.score == pytest.approx(similar[scored.node.node_id], abs=0.01)
    assert found[0].node.node_id in sorted(similar, key=similar.get, reverse=True)[:2]
