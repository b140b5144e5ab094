"""Articles that tell the same story, as they come, change and go."""

from pathlib import Path

from index.build import ArticleIndex
from tests.index.fakes import LINES, WordEmbedder, read

STORY = (
    "Pelabuhan Tanjung Bayu menambah dua dermaga pada bulan depan. Kepala pelabuhan, Sri Wedari, "
    "mengatakan dermaga baru itu dapat menampung empat kapal sekaligus.\n"
    "“Antrean kapal akan jauh lebih pendek,” kata Sri Wedari kepada wartawan di kantornya.\n"
    "Pembangunan dermaga memakan waktu sembilan bulan dan melibatkan tiga ratus pekerja setempat.\n"
    "Warga berharap harga ikan ikut turun setelah kapal nelayan tidak lagi menunggu berhari-hari.\n"
)
COPY = STORY.rsplit("Warga", 1)[0]  # an outlet that left the end out
OTHER = (
    "Perpustakaan kota membuka ruang baca anak pada hari Sabtu. Wali kota, Bima Adi, hadir.\n"
    "“Anak-anak perlu tempat membaca yang tenang,” kata Bima Adi di depan para orang tua murid.\n"
)


def open_index(data: Path) -> ArticleIndex:
    return ArticleIndex.open(data, WordEmbedder(), chunker=LINES)


def titles(index: ArticleIndex) -> list[set[str]]:
    """The groups of two and more, by their titles."""
    named = {record.id: record.title for record in index.articles()}
    homes = index.same_story(set(named))
    return [
        {named[i] for i in index.of_story(home)} for home in sorted(set(homes.values()), key=str)
    ]


def test_a_copy_joins_whichever_comes_first(tmp_path: Path) -> None:
    for name, order in (("ab", (STORY, COPY)), ("ba", (COPY, STORY))):
        with open_index(tmp_path / name) as index:
            index.add(
                [
                    read("a.txt", "Satu", order[0], outlet="Kabar"),
                    read("b.txt", "Dua", order[1], outlet="Warta"),
                    read("c.txt", "Tiga", OTHER),
                ]
            )
            assert titles(index) == [{"Satu", "Dua"}]
        with open_index(tmp_path / name) as index:  # read from the disk
            index.add([read("d.txt", "Empat", STORY + "Demikian laporan kami.\n")])
            assert titles(index) == [{"Satu", "Dua", "Empat"}]


def test_an_edit_leaves_its_group_and_a_removal_keeps_the_rest_together(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        index.add(
            [
                read("a.txt", "Satu", STORY),
                read("b.txt", "Dua", COPY),
                read("c.txt", "Tiga", COPY, outlet="Warta"),
            ]
        )
        assert titles(index) == [{"Satu", "Dua", "Tiga"}]
        index.add([read("a.txt", "Satu", OTHER)])
        assert titles(index) == [{"Dua", "Tiga"}]
        index.add([read("d.txt", "Empat", STORY)])
        assert titles(index) == [{"Dua", "Tiga", "Empat"}]
        home = set(index.same_story({r.id for r in index.articles()}).values()).pop()
        index.remove(home)
        assert titles(index) == [{"Dua", "Tiga"}]
        index.add([read("e.txt", "Lima", STORY)])
        assert titles(index) == [{"Dua", "Tiga", "Lima"}]


def test_an_index_without_groups_gets_them_on_opening(tmp_path: Path) -> None:
    with open_index(tmp_path) as index:
        index.add([read("a.txt", "Satu", STORY), read("b.txt", "Dua", COPY)])
        with index._ledger.transaction() as transaction:
            transaction.forget_stories()
            transaction.set("stories", "0")
        assert titles(index) == []
    with open_index(tmp_path) as index:
        assert titles(index) == [{"Satu", "Dua"}]


def test_dates_in_the_text_are_kept_by_the_day_of_publication(tmp_path: Path) -> None:
    text = "Rapat digelar kemarin.\nHasilnya diumumkan Selasa (5/3).\n"
    with open_index(tmp_path) as index:
        index.add([read("a.txt", "Rapat", text, published="2024-03-04")])
        (record,) = index.articles()
        found = index.mentioned_dates([record.id])[record.id]
        assert [(text[d.start : d.end], d.first, d.last) for d in found] == [
            ("kemarin", "2024-03-03", "2024-03-03"),
            ("Selasa (5/3)", "2024-03-05", "2024-03-05"),
        ]
        index.remove(record.id)
        assert index.mentioned_dates([record.id]) == {}
