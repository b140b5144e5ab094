"""Other outlets that have the cited words, below a citation's facts."""

from dataclasses import replace

from index.article import Article
from rag.answer import Answer, Citation, Elsewhere, Sentence
from rag.web import turns_view
from rag.web.conversation import Stage, Turn
from rag.web.texts import texts_in

ARTICLE = Article("a", "Jembatan", "Jembatan dibuka. Warga senang.", outlet="Kabar")
OTHERS = (
    Elsewhere("b", "Judul Lain", "Warta <b>Bahari</b>", None),
    Elsewhere('c"', "Tanpa Media", None, "https://kabar.example/c"),
)


def shown(also: tuple[Elsewhere, ...], language: str) -> str:
    cited = replace(Citation.of(ARTICLE, 0, 16, 1, None, 1.0), also=also)
    sentence = Sentence("Jembatan dibuka.", (1,))
    answer = Answer("x", "Kapan?", "id", True, 0.9, None, (sentence,), (cited,), ())
    turn = Turn("Kapan?", stage=Stage.COMPLETE, answer=answer, shown=1)
    return turns_view.transcript((turn,), texts_in(language))


def test_each_is_a_way_to_its_article() -> None:
    page = shown(OTHERS, "id")
    assert "Juga di 2 media lain" in page
    assert 'data-event="read" data-id="b"' in page
    assert "Warta &lt;b&gt;Bahari&lt;/b&gt;" in page
    assert 'data-id="c&quot;"' in page
    assert "Tanpa Media" in page


def test_one_and_none() -> None:
    assert "Also in another outlet" in shown(OTHERS[:1], "en")
    assert "Also in" not in shown((), "en")
