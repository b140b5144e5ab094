"""Example questions, drawn from the articles that are there."""

from index.build import ArticleIndex

EXAMPLES = 4
_TEMPLATES = {
    "id": ("Apa isi berita “{title}”?", "Kapan artikel “{title}” terbit?"),
    "en": ("What is “{title}” about?", "When was the article “{title}” published?"),
}


def example_questions(index: ArticleIndex, language: str) -> list[str]:
    """Up to four questions about the newest articles, in ``language`` ('id' or 'en')."""
    newest = sorted(index.articles(), key=lambda a: a.published or "", reverse=True)
    templates = _TEMPLATES[language]
    titled = [record.title for record in newest if record.title]
    return [
        templates[place % len(templates)].format(title=title)
        for place, title in enumerate(titled[:EXAMPLES])
    ]
