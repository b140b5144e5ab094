"""The short answer in the article beside the chat."""

import pytest

from index.article import Article
from rag.answer import Answer, Citation, Sentence
from rag.web.conversation import Stage, Turn
from rag.web.reading import Opened, reader
from rag.web.texts import texts_in
from rag.web.turns_view import transcript

ARTICLE = Article("a", "Jembatan", "Dibuka 6 Agustus 2019 oleh <b>Rina</b>. Warga senang.")


def test_it_stands_out_inside_the_cited_passage() -> None:
    end = ARTICLE.text.index(" Warga")
    cited = Citation.of(ARTICLE, 0, end, 1, None, 1.0, answer=(7, 21))
    page = reader(Opened(1, ARTICLE, cited), texts_in("id"))
    assert (
        '<mark tabindex="-1">Dibuka <strong>6 Agustus 2019</strong> oleh '
        "&lt;b&gt;Rina&lt;/b&gt;.</mark>" in page
    )


def test_an_answer_that_stands_elsewhere_after_an_edit_is_not_marked() -> None:
    cited = Citation.of(ARTICLE, 0, 21, 1, None, 1.0, answer=(7, 21))
    edited = Article("a", "Jembatan", "Kemarin. " + ARTICLE.text)
    page = reader(Opened(1, edited, cited), texts_in("id"))
    assert "<strong>" not in page
    assert '<mark tabindex="-1">Dibuka 6 Agustus 2019</mark>' in page


@pytest.mark.parametrize(
    ("short", "told"), [("kapal", True), ("Kami mencari kapal", False), (None, False)]
)
def test_it_is_told_in_short_unless_it_is_all_that_is_cited(short: str | None, told: bool) -> None:
    said = Article("b", "Kapal", "“Kami mencari kapal,” kata Rina.")
    cited = Citation.of(said, 0, 21, 1, "Rina", 1.0)
    sentences = (Sentence(f"Rina: {cited.text}", (1,)),)
    answer = Answer("x", "Apa kata Rina?", "id", True, 0.9, short, sentences, (cited,), ())
    turn = Turn("Apa kata Rina?", Stage.COMPLETE, answer, shown=1)
    assert ('class="short"' in transcript([turn], texts_in("id"))) is told
