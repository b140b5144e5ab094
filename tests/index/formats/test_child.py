import pytest

from index.child import JobFailed, Pool
from index.formats.child import documents
from index.formats.document import FormatError
from index.formats.reading import read_documents
from tests.index.formats.bombs import zip_bomb
from tests.index.formats.samples import SAMPLES


def test_a_child_answers_as_the_reader_does_and_outlives_what_it_refuses() -> None:
    pool = Pool("index.formats.child")
    for suffix, make in SAMPLES.items():
        assert documents(pool, suffix, make()) == read_documents(suffix, make())
    with pytest.raises(FormatError, match="unpacks to more than an article can have"):
        documents(pool, ".docx", zip_bomb())
    assert documents(pool, ".md", b"Isi.")[0].text == "Isi."
    pool.close()


def test_a_file_that_takes_too_long() -> None:
    pool = Pool("index.formats.child", seconds=0.01)
    with pytest.raises(JobFailed, match="took more than 0 seconds"):
        documents(pool, ".pdf", SAMPLES[".pdf"]())
    pool.close()


def test_a_kind_that_is_not_read_is_told_by_the_childs_error() -> None:
    pool = Pool("index.formats.child")
    with pytest.raises(FormatError, match=r"can't be parsed \(KeyError\)"):
        documents(pool, ".xyz", b"a")
    pool.close()
