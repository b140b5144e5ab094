from rag.llamaindex import ArticleRetriever


def test_nodes_carry_the_passage_its_offsets_and_both_scores(wartanya):
    nodes = ArticleRetriever(wartanya, k=5).retrieve("kerja sama luar negeri")
    assert len(nodes) == 5
    assert [n.score for n in nodes] == sorted((n.score for n in nodes), reverse=True)
    for scored in nodes:
        data = scored.node.metadata
        article = wartanya.article(data["article_id"])
        assert article.text[data["start"] : data["end"]] == scored.node.get_content()
        assert data["title"] == article.title
        assert data["dense_score"] is not None
    assert nodes[0].node.metadata["dense_score"] <= 1.0


def test_the_same_passage_keeps_its_node_id(wartanya):
    retriever = ArticleRetriever(wartanya, k=3)
    first, second = (
        [n.node.node_id for n in retriever.retrieve("kerja sama luar negeri")] for _ in range(2)
    )
    assert first == second
