import random
from collections.abc import Callable

import pytest

from index.formats.document import FormatError
from index.formats.reading import SUFFIXES, read_documents
from index.formats.zipped import Limits, open_zip
from tests.index.formats.bombs import REFUSED
from tests.index.formats.mutating import mutated
from tests.index.formats.samples import SAMPLES, zipped

CUT_TELLS = [suffix for suffix in SAMPLES if suffix not in (".md", ".eml")]


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("content", [b"", b" \n", b"\0" * 100])
def test_empty_files(suffix: str, content: bytes) -> None:
    with pytest.raises(FormatError, match="is empty; put an article in it"):
        read_documents(suffix, content)


@pytest.mark.parametrize("suffix", CUT_TELLS)
def test_files_cut_short_are_no_shorter_articles(suffix: str) -> None:
    whole = SAMPLES[suffix]()
    for share in (0.1, 0.5, 0.9):
        with pytest.raises(FormatError, match=r"damaged or cut short|has no|holds no"):
            read_documents(suffix, whole[: int(share * len(whole))])


@pytest.mark.parametrize("suffix", CUT_TELLS)
def test_files_of_another_kind(suffix: str) -> None:
    for other, make in SAMPLES.items():
        if other != suffix and other != ".eml":
            with pytest.raises(FormatError):
                read_documents(suffix, make())


@pytest.mark.parametrize("suffix", SAMPLES)
def test_damaged_files_raise_nothing_but_format_errors(suffix: str) -> None:
    chance = random.Random(7)
    whole = SAMPLES[suffix]()
    refused: list[str] = []
    for _ in range(200):
        try:
            documents = read_documents(suffix, mutated(whole, chance))
        except FormatError as error:
            refused.append(str(error))
        else:
            assert documents
    assert refused or suffix == ".md"  # which is text, whatever its marks
    assert all(message and "\n" not in message for message in refused)


@pytest.mark.parametrize(
    ("suffix", "make", "message"), REFUSED, ids=[make.__name__ for _, make, _ in REFUSED]
)
def test_bombs_are_refused(suffix: str, make: Callable[[], bytes], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_documents(suffix, make())


def test_an_archives_limits_count_what_was_read_before() -> None:
    content = zipped({name: name * 900_000 for name in "abc"})
    archive = open_zip(content, Limits(member=1_000_000, total=2_000_000))
    assert archive.read("a") == b"a" * 900_000
    archive.read("b")
    with pytest.raises(FormatError, match="unpacks to more"):
        archive.read("c")
    with pytest.raises(FormatError, match="unpacks to more"):
        open_zip(content, Limits(members=2))
