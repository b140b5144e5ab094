"""Chroma, and LlamaIndex on Chroma, with the index's vectors and model."""

import subprocess
import sys

import chromadb
import numpy as np
import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.vector_stores import MetadataFilter, MetadataFilters

from index.errors import WartanyaError
from index.store import load_chroma
from rag.chroma import WartanyaEmbeddingFunction, export_collection
from rag.llamaindex import WartanyaEmbedding, citations

QUERIES = ("kerja sama luar negeri", "banjir", "who recalled the cars?")


@pytest.fixture(scope="module")
def exported(wartanya, tmp_path_factory):
    """The directory of a copy of the collection."""
    path = tmp_path_factory.mktemp("exported") / "chroma"
    passages = sum(record.passages for record in wartanya.articles())
    assert export_collection(wartanya, path) == passages > 0
    return path


@pytest.fixture(scope="module")
def collection(exported):
    """The copy, opened as another program would, without naming the model."""
    client = load_chroma().PersistentClient(exported)
    yield client.get_collection("passages")
    client.close()


@pytest.fixture
def fresh():
    """A Chroma in memory."""
    client = chromadb.EphemeralClient()
    yield client
    client.delete_collection("news")


def test_the_copy_holds_ids_vectors_words_and_their_article(wartanya, collection):
    held = collection.get(include=["documents", "embeddings", "metadatas"])
    index = wartanya.retriever.index
    assert np.allclose(held["embeddings"], index.vectors(held["ids"]), atol=1e-6)
    for passage, document, data in zip(
        index.passages(held["ids"]), held["documents"], held["metadatas"], strict=True
    ):
        assert document == passage.text
        assert (data["article_id"], data["start"], data["end"], data["version"]) == (
            passage.article_id,
            passage.start,
            passage.end,
            passage.version,
        )
        assert data["title"] == wartanya.article(passage.article_id).title


@pytest.mark.parametrize("query", QUERIES)
def test_chroma_itself_embeds_a_query_as_the_index_does(wartanya, collection, query):
    found = collection.query(query_texts=[query], n_results=5)
    vector = wartanya.retriever.embedder.embed_query(query)
    expected = wartanya.retriever.index.dense(vector, 5)
    assert found["ids"][0] == [passage_id for passage_id, _ in expected]
    assert found["distances"][0] == pytest.approx([1 - cosine for _, cosine in expected], abs=1e-5)


@pytest.mark.parametrize("query", QUERIES)
def test_llamaindex_reads_the_copy_as_the_dense_search(wartanya, collection, query):
    stored = pytest.importorskip("llama_index.vector_stores.chroma")
    store = stored.ChromaVectorStore(chroma_collection=collection)
    index = VectorStoreIndex.from_vector_store(store, WartanyaEmbedding.of(wartanya))
    nodes = index.as_retriever(similarity_top_k=5).retrieve(query)
    vector = wartanya.retriever.embedder.embed_query(query)
    expected = [passage_id for passage_id, _ in wartanya.retriever.index.dense(vector, 5)]
    assert [scored.node.node_id for scored in nodes] == expected
    for scored, span in zip(nodes, citations(wartanya, nodes), strict=True):
        assert (scored.node.start_char_idx, scored.node.end_char_idx) == (span.start, span.end)
        assert scored.node.get_content() == span.text
        assert scored.node.ref_doc_id == span.article_id


def test_llamaindex_keeps_a_search_of_the_copy_to_an_article(wartanya, collection):
    stored = pytest.importorskip("llama_index.vector_stores.chroma")
    article = wartanya.articles()[0]
    index = VectorStoreIndex.from_vector_store(
        stored.ChromaVectorStore(chroma_collection=collection), WartanyaEmbedding.of(wartanya)
    )
    only = MetadataFilters(filters=[MetadataFilter(key="article_id", value=article.id)])
    nodes = index.as_retriever(similarity_top_k=50, filters=only).retrieve("banjir")
    assert len(nodes) == article.passages
    assert {scored.node.metadata["title"] for scored in nodes} == {article.title}


def test_documents_and_queries_get_their_own_prompts(wartanya, fresh):
    texts = ["Banjir merendam desa.", "Harga beras naik."]
    news = fresh.create_collection("news", embedding_function=WartanyaEmbeddingFunction())
    news.add(ids=["1", "2"], documents=texts)
    embedder = wartanya.retriever.embedder
    kept = news.get(include=["embeddings"])["embeddings"]
    assert np.allclose(kept, embedder.embed_passages(texts), atol=1e-6)
    found = news.query(query_texts=["beras"], n_results=1)
    assert found["ids"] == [["2"]]
    cosine = float(kept[1] @ embedder.embed_query("beras"))
    assert found["distances"][0][0] == pytest.approx(1 - cosine, abs=1e-5)


def test_a_collection_names_its_model_and_keeps_it(fresh):
    made = fresh.create_collection("news", embedding_function=WartanyaEmbeddingFunction())
    kept = made.configuration_json["embedding_function"]
    assert (kept["name"], kept["config"]) == ("wartanya", {"model": "multilingual-e5-small"})
    assert made.configuration_json["hnsw"]["space"] == "cosine"
    assert not WartanyaEmbeddingFunction().is_legacy()
    other = WartanyaEmbeddingFunction("another-model")
    with pytest.raises(WartanyaError, match="this collection's vectors are multilingual-e5-small"):
        made.modify(configuration={"embedding_function": other})


def test_making_the_function_loads_no_model():
    code = (
        "import sys\nfrom rag.chroma import WartanyaEmbeddingFunction\n"
        "assert not WartanyaEmbeddingFunction().is_legacy()\n"
        "print([m for m in ('ctranslate2', 'torch', 'tokenizers', 'llama_index') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_directory_that_is_there_is_not_written_to(wartanya, tmp_path):
    (tmp_path / "kept").write_text("mine")
    with pytest.raises(WartanyaError, match="is there already; remove it, or name another"):
        export_collection(wartanya, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_copy_that_was_cut_off_leaves_nothing(wartanya, tmp_path, monkeypatch):
    def cut(_ids):
        raise KeyboardInterrupt

    monkeypatch.setattr(type(wartanya.retriever.index), "vectors", lambda _self, ids: cut(ids))
    with pytest.raises(KeyboardInterrupt):
        export_collection(wartanya, tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []
