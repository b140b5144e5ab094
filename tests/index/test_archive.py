import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import archive
from index.archive import Member, archive_suffix, members
from index.bounded import unpacked_gzip
from index.errors import WartanyaError

Pack = Callable[..., bytes]
TEXT = b"Menteri membuka pelabuhan baru di Teluk Biru pada Senin pagi."


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return file.getvalue()


def tarred(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as packed:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            packed.addfile(info, io.BytesIO(content))
    return file.getvalue()


def unpack(content: bytes) -> list[tuple[str, bytes] | str]:
    """Members' names and contents, and errors, in order."""
    found: list[tuple[str, bytes] | str] = []
    for member in members(io.BytesIO(content), "a"):
        if isinstance(member, Member):
            try:
                with member.open() as file:
                    found.append((member.name, file.read()))
            except WartanyaError as error:
                found.append(str(error))
        else:
            found.append(str(member))
    assert not any("\n" in one for one in found if isinstance(one, str))
    return found


FILES = {"berita/satu.txt": TEXT, "dua.csv": b"judul,isi\nDua,Isi dua.\n", "tiga.xlsx": b"PK\3\4"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
def test_zip(method: int) -> None:
    assert unpack(zipped(FILES, method)) == list(FILES.items())


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_tar(pack: Pack) -> None:
    assert unpack(pack(tarred(FILES))) == list(FILES.items())


def test_members_of_which_only_some_are_read() -> None:
    for content in (zipped(FILES), gzip.compress(tarred(FILES), mtime=0)):
        found = [m for m in members(io.BytesIO(content), "a") if isinstance(m, Member)]
        assert [(member.name, member.size) for member in found] == [
            (name, len(part)) for name, part in FILES.items()
        ]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_names_that_lead_out(pack: Pack) -> None:
    names = ["/etc/passwd", "../a.txt", "b/../../c.txt", "C:\\a.txt", "..\\d.txt", "\\e.txt"]
    found = unpack(pack({**dict.fromkeys(names, TEXT), "./f//g.txt": TEXT}))
    assert found[-1] == ("f/g.txt", TEXT)
    assert len(found) == 7
    for message in found[:6]:
        assert isinstance(message, str)
        assert "its name leads out of the archive; pack it under a relative name" in message


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_hidden_files_and_folders_are_left_out(pack: Pack) -> None:
    files = {"__MACOSX/._a.txt": TEXT, ".git/x.txt": TEXT, "b/.c.txt": TEXT, "d.txt": TEXT}
    assert unpack(pack(files)) == [("d.txt", TEXT)]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_archives_in_archives(pack: Pack) -> None:
    files = {"a.zip": zipped(FILES), "b.TAR.GZ": TEXT, "c.7z": TEXT, "d.txt": TEXT}
    assert unpack(pack(files)) == [
        "a, a.zip: an archive in an archive; unpack it first",
        "a, b.TAR.GZ: an archive in an archive; unpack it first",
        "a, c.7z: an archive in an archive; unpack it first",
        ("d.txt", TEXT),
    ]


def test_links_and_devices() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        link = zipfile.ZipInfo("tautan.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        packed.writestr(link, "/etc/passwd")
        packed.writestr("folder/", b"")
        packed.writestr("a.txt", TEXT)
    assert unpack(file.getvalue()) == [
        "a, tautan.txt: a link or device, no file; leave it out",
        ("a.txt", TEXT),
    ]
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"x{kind.decode()}.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        info = tarfile.TarInfo("folder")
        info.type = tarfile.DIRTYPE
        tar.addfile(info)
    assert unpack(file.getvalue()) == [
        f"a, x{number}.txt: a link or device, no file; leave it out" for number in (2, 1, 3, 6)
    ]


def test_encrypted_and_unknown_members() -> None:
    content = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT, "c.txt": TEXT}))
    directory = content.index(b"PK\1\2")
    content[directory + 8] |= 1  # flags of the first member
    second = content.index(b"PK\1\2", directory + 4)
    content[second + 10] = 9  # deflate64
    assert unpack(bytes(content)) == [
        "a, a.txt: encrypted; pack it without a password",
        "a, b.txt: packed in a way that isn't read; pack it as a usual ZIP",
        ("c.txt", TEXT),
    ]


@pytest.mark.filterwarnings("ignore:Duplicate name")  # zipfile's, on writing
def test_a_name_that_is_there_twice() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("a.txt", b"satu")
        packed.writestr("a.txt", b"dua")
    assert unpack(file.getvalue()) == [
        ("a.txt", b"satu"),
        "a, a.txt: is there twice under this name; rename one",
    ]


def test_names_are_labels() -> None:
    assert unpack(zipped({"a\x1b[2J.txt": TEXT})) == [("a\ufffd[2J.txt", TEXT)]
    assert unpack(tarred({"a\udcff\n.txt": TEXT})) == [("a\\udcff\ufffd.txt", TEXT)]


def test_a_member_that_is_larger_than_it_says() -> None:
    content = bytearray(zipped({"a.txt": TEXT * 100}))
    directory = content.index(b"PK\1\2")
    for place in (22, directory + 24):  # the size in both headers
        content[place : place + 4] = struct.pack("<L", 100)
    assert unpack(bytes(content)) == ["a, a.txt: damaged or cut short; pack it again"]


def test_zip_bombs_are_refused_before_they_unpack() -> None:
    start = time.monotonic()
    bomb = zipped({"a.txt": bytes(20_000_000)})
    assert len(bomb) < 100_000
    assert unpack(bomb) == ["a: unpacks to far more than text does; unpack it and index the files"]
    many = zipped({f"{number}.txt": bytes(2_000_000) for number in range(10)})
    assert "unpacks to far more than text does" in str(unpack(many)[0])
    assert time.monotonic() - start < 10


def test_members_that_lie_in_one_another() -> None:
    """One packed member that many entries of the directory share: 42 kB to petabytes."""
    content = zipped({"a.txt": TEXT * 50, "b.txt": TEXT})
    first = content.index(b"PK\1\2")
    second = content.index(b"PK\1\2", first + 4)
    end = content.index(b"PK\5\6")
    shared = content[first:second].replace(b"a.txt", b"b.txt")  # and where a.txt lies
    forged = content[:second] + shared + content[second + len(shared) :]
    assert len(forged) == len(content)
    assert end == content.index(b"PK\5\6")
    assert unpack(forged) == [
        "a: has members that lie in one another; unpack it and index the files"
    ]


def test_members_that_quote_one_another() -> None:
    """A member whose deflated bytes quote the next one's header and go on with its content."""
    kernel = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = kernel.compress(TEXT * 20) + kernel.flush()
    inner = _local(b"b.txt", TEXT * 20, packed)
    quote = b"\0" + struct.pack(
        "<HH", len(inner) - len(packed), 0xFFFF ^ (len(inner) - len(packed))
    )
    outer_text = inner[: len(inner) - len(packed)] + TEXT * 20
    outer = _local(b"a.txt", outer_text, quote + inner)
    directory = _central(b"a.txt", outer_text, len(quote + inner), 0)
    directory += _central(b"b.txt", TEXT * 20, len(packed), len(outer) - len(inner))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(directory), len(outer), 0)
    content = outer + directory + end
    with zipfile.ZipFile(io.BytesIO(content)) as whole:  # it would unpack, by Python 3.11.7
        assert [info.file_size for info in whole.infolist()] == [len(outer_text), 1220]
    assert "lie in one another" in str(unpack(content)[0])


def _local(name: bytes, text: bytes, packed: bytes) -> bytes:
    sizes = (zlib.crc32(text), len(packed), len(text), len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, *sizes) + name + packed


def _central(name: bytes, text: bytes, packed: int, offset: int) -> bytes:
    sizes = (zlib.crc32(text), packed, len(text), len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes) + name


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_MEMBERS", 2)
    assert "a: has over 2 members" in str(unpack(zipped(FILES))[0])
    assert unpack(tarred(FILES))[2] == "a: has over 2 members; split it"


def test_a_directory_that_is_too_large_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MAX_DIRECTORY", 100)
    assert "members; unpack it and index the files" in str(unpack(zipped(FILES))[0])


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_tar_bombs(pack: Pack) -> None:
    bomb = pack(tarred({"a.txt": TEXT, "b.txt": bytes(20_000_000)}))
    start = time.monotonic()
    tracemalloc.start()
    found = list(members(io.BytesIO(bomb), "a"))
    one, two = found[0], found[-1]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(one, Member)
    assert str(two) == "a: unpacks to too much; unpack it and index the files"
    assert time.monotonic() - start < 10
    assert peak < 60_000_000


def test_a_tar_whose_name_is_endless() -> None:
    """A header of pax or GNU's that claims gigabytes is read whole by tarfile."""
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        info = tarfile.TarInfo("././@LongLink")
        info.type, info.size = kind, 8_000_000_000
        head = info.tobuf(tarfile.GNU_FORMAT)
        content = head + bytes(range(256)) * 80_000
        tracemalloc.start()
        found = unpack(content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == ["a: unpacks to too much; unpack it and index the files"]
        assert peak < 15_000_000


def test_xz_that_claims_a_dictionary_of_gigabytes() -> None:
    file = io.BytesIO()
    with lzma.open(file, "wb", filters=[{"id": lzma.FILTER_LZMA2, "preset": 0}]) as packed:
        packed.write(tarred(FILES))
    content = bytearray(file.getvalue())
    # The dictionary's size in the block's header, and that header's checksum.
    place = content.index(b"\x21\x01", 12) + 2
    content[place] = 36  # 1 GiB
    length = (content[12] + 1) * 4
    crc = zlib.crc32(bytes(content[12 : 12 + length - 4]))
    content[12 + length - 4 : 12 + length] = struct.pack("<L", crc)
    assert unpack(bytes(content)) == ["a: damaged or cut short; pack it again"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "a: no ZIP or TAR archive; pack it again"),
        (b"judul,isi", "a: no ZIP or TAR archive; pack it again"),
        (b"PK\3\4 and nothing", "a: damaged or cut short; pack it again"),
        (zipped(FILES)[:-10], "a: damaged or cut short; pack it again"),
        (gzip.compress(tarred(FILES), mtime=0)[:-60], "a: damaged or cut short; pack it again"),
        (gzip.compress(b"no tar at all" * 100, mtime=0), "a: damaged or cut short; pack it again"),
        (tarred(FILES)[:700], "a: damaged or cut short; pack it again"),
    ],
)
def test_archives_that_are_damaged(content: bytes, message: str) -> None:
    assert message in str(unpack(content)[-1]).replace("a, berita/satu.txt: ", "a: ")


def test_gzip_bombs() -> None:
    with pytest.raises(WartanyaError, match="unpacks to too much"):
        unpacked_gzip(io.BytesIO(gzip.compress(bytes(20_000_000), mtime=0)), "a").read()
    with pytest.raises(WartanyaError, match="damaged or cut short"):
        unpacked_gzip(io.BytesIO(gzip.compress(TEXT, mtime=0)[:-4]), "a").read()


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a.zip", ".zip"), ("b.TAR.GZ", ".tar.gz"), ("c.tgz", ".tgz"), ("d.gz", None), ("zip", None)],
)
def test_suffixes(name: str, suffix: str | None) -> None:
    assert archive_suffix(name) == suffix


@settings(deadline=None)
@given(st.data())
def test_spoiled_archives_give_files_or_errors(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from([zipped(FILES), tarred(FILES), gzip.compress(tarred(FILES), mtime=0)])
    )
    spoiled = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        spoiled[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    unpack(bytes(spoiled[: data.draw(st.integers(1, len(whole)))]))
