"""Files with random damage: bytes changed, cut, doubled, swapped or made extreme."""

import io
import random
import zipfile

_EXTREME = (b"\x00", b"\xff", b"\x7f", b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"-1", b"99999999")
_TOKENS = (
    b"<", b">", b"&", b"\"", b"]]>", b"<!--", b"<![CDATA[", b"<!DOCTYPE a [", b"endobj", b"stream",
    b"obj", b"<<", b"%%EOF", b"/Length 99999999", b"--batas", b"\n\n", b"---\n", b"=?utf-8?B?",
    b"{", b"[", b"\\u", b"&#x110000;", b"\xed\xa0\x80",
)  # fmt: skip


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A file with some damage; half of the zips are damaged inside and packed again."""
    if content.startswith(b"PK") and chance.random() < 0.5:
        return _repacked(content, chance)
    return _damaged(content, chance)


def _damaged(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        end = min(len(changed), at + chance.choice((1, 2, 8, 64, 512)))
        match chance.randrange(7):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at:end] = chance.randbytes(end - at)
            case 2:
                del changed[at:end]
            case 3:
                changed[at:at] = changed[at:end] * chance.choice((1, 2, 50))
            case 4:
                changed[at : at + 4] = chance.choice(_EXTREME)
            case 5:
                changed[at:at] = chance.choice(_TOKENS)
            case 6 if chance.random() < 0.2:
                del changed[at:]
    return bytes(changed)


def _repacked(content: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        harmed = chance.choice(names)
        for name in names:
            member = old.read(name)
            new.writestr(name, _damaged(member, chance) if name == harmed else member)
    return out.getvalue()
