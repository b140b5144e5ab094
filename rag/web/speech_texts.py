"""The words about speakers and what they said, in Indonesian and English."""

from dataclasses import dataclass

from index.statement import Resolution, Statement

# How a speaker is known where the words beside the statement don't name them.
INFERRED = (Resolution.NYA, Resolution.PRONOUN, Resolution.DESCRIPTION, Resolution.CONTINUED)


@dataclass(frozen=True, slots=True)
class SpeechTexts:
    """Words in one language; braces are filled with ``str.format``.

    ``inferred`` and ``inferred_from`` are by `Resolution`, in the order of ``INFERRED``.
    """

    toggle: str
    speakers_here: str
    unnamed: str
    one_statement: str
    statements: str
    passage: str
    passage_of: str
    direct: str
    reported: str
    inferred: str
    inferred_from: tuple[str, str, str, str]
    tab: str
    heading: str
    filter_label: str
    filter_hint: str
    one_speaker: str
    speaker_count: str
    nobody: str
    nobody_found: str
    all_speakers: str
    also_called: str
    roles: str
    timeline: str
    gone: str
    ask_only: str
    narrowed: str
    widen: str

    def count(self, statements: int) -> str:
        """'3 statements'."""
        if statements == 1:
            return self.one_statement
        return self.statements.format(count=statements)


def how_known(statement: Statement, texts: SpeechTexts) -> str:
    """Whether the words are the speaker's own, and how the speaker is known if not by name."""
    kind = texts.direct if statement.direct else texts.reported
    inferred = how_inferred(statement, texts)
    return f"{kind}; {inferred}" if inferred else kind


def how_inferred(statement: Statement, texts: SpeechTexts) -> str:
    """What the speaker was inferred from; '' where the words beside the statement say who."""
    if statement.resolved_by not in INFERRED:
        return ""
    source = texts.inferred_from[INFERRED.index(statement.resolved_by)]
    return texts.inferred.format(source=source)


INDONESIAN = SpeechTexts(
    toggle="Tandai siapa berkata apa",
    speakers_here="{count} penutur di artikel ini",
    unnamed="Tidak disebut namanya",
    one_statement="1 pernyataan",
    statements="{count} pernyataan",
    passage="Bagian yang dibuka",
    passage_of="Kata {speaker}",
    direct="kutipan langsung",
    reported="dikutip tidak langsung",
    inferred="penutur disimpulkan dari {source}",
    inferred_from=("“-nya”", "kata ganti", "sebutan", "kutipan sebelumnya"),
    tab="Penutur",
    heading="Siapa berkata apa",
    filter_label="Saring penutur",
    filter_hint="Nama atau jabatan…",
    one_speaker="1 penutur",
    speaker_count="{count} penutur",
    nobody="Belum ada penutur. Tambahkan artikel yang mengutip seseorang.",
    nobody_found="Tidak ada penutur dengan nama atau jabatan itu.",
    all_speakers="Semua penutur",
    also_called="Juga disebut {names}",
    roles="Jabatan menurut artikel",
    timeline="Pernyataan menurut tanggal",
    gone="Penutur ini tidak ada lagi: artikelnya berubah atau dihapus.",
    ask_only="Tanyakan hanya kata-kata {speaker}",
    narrowed="Hanya kata-kata {speaker}",
    widen="Hapus saringan: {speaker}",
)

ENGLISH = SpeechTexts(
    toggle="Mark who said what",
    speakers_here="{count} speakers in this article",
    unnamed="Not named",
    one_statement="1 statement",
    statements="{count} statements",
    passage="The passage that was opened",
    passage_of="Said by {speaker}",
    direct="direct quotation",
    reported="reported",
    inferred="speaker inferred from {source}",
    inferred_from=("“-nya”", "a pronoun", "a description", "the quotation before"),
    tab="Speakers",
    heading="Who said what",
    filter_label="Filter speakers",
    filter_hint="Name or role…",
    one_speaker="1 speaker",
    speaker_count="{count} speakers",
    nobody="There are no speakers yet. Add an article that quotes somebody.",
    nobody_found="No speaker has that name or role.",
    all_speakers="All speakers",
    also_called="Also called {names}",
    roles="Roles, as the articles give them",
    timeline="Statements by date",
    gone="This speaker isn't there any more: the articles were changed or removed.",
    ask_only="Ask only about the words of {speaker}",
    narrowed="Only the words of {speaker}",
    widen="Remove the filter: {speaker}",
)
