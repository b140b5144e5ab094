"""Every word of the page's own, in Indonesian and English."""

from dataclasses import dataclass

from rag.web import conversation_texts, evaluation_texts, speech_texts
from rag.web.conversation_texts import ConversationTexts
from rag.web.evaluation_texts import EvaluationTexts
from rag.web.speech_texts import SpeechTexts


@dataclass(frozen=True, slots=True)
class Texts:
    """The page's words in one language; braces are filled with ``str.format``."""

    language: str
    tagline: str
    language_label: str
    theme: str
    welcome: str
    welcome_how: str
    conversation: str
    examples: str
    question_label: str
    question_hint: str
    send: str
    stop: str
    retry: str
    clear: str
    copy: str
    copied: str
    searching: str
    stopped: str
    failed: str
    busy: str
    lost: str
    many_uploads: str
    empty_question: str
    long_question: str
    refusal: str
    nearest: str
    sources: str
    short_answer: str
    marker_label: str
    said_by: str
    untitled: str
    undated: str
    articles: str
    article_count: str
    no_articles: str
    show_more: str
    all_articles: str
    back_to_answer: str
    cited_passage: str
    cited_from: str
    also_in_one: str
    also_in: str
    changed: str
    changed_elsewhere: str
    old_version: str
    newest_version: str
    gone: str
    visit: str
    by: str
    updated: str
    add: str
    add_hint: str
    paste_label: str
    paste_hint: str
    paste_button: str
    upload_button: str
    adding: str
    added: str
    added_many: str
    empty_paste: str
    wrong_kind: str
    large_file: str
    add_failed: str
    read_only: str
    defect: str
    back: str
    cited_article: str
    views: str
    chat_tab: str
    conversing: ConversationTexts
    speech: SpeechTexts
    evaluation: EvaluationTexts


INDONESIAN = Texts(
    language="id",
    tagline="Tanya beritanya, baca kata-katanya sendiri.",
    language_label="Bahasa antarmuka",
    theme="Ganti tampilan terang atau gelap",
    welcome="Apa yang ingin Anda ketahui dari artikel-artikel ini?",
    welcome_how=(
        "Setiap bagian jawaban menunjuk ke kutipan persis di artikelnya. "
        "Klik [1] untuk membacanya di tempatnya."
    ),
    conversation="Percakapan",
    examples="Contoh pertanyaan",
    question_label="Pertanyaan Anda",
    question_hint="Tulis pertanyaan…",
    send="Tanya",
    stop="Hentikan",
    retry="Ulangi",
    clear="Bersihkan",
    copy="Salin",
    copied="Jawaban disalin.",
    searching="Mencari di artikel…",
    stopped="Dihentikan.",
    failed="Ada kesalahan di pihak kami; pertanyaan ini belum terjawab. Coba ulangi.",
    busy="Sedang banyak pertanyaan. Tunggu sebentar, lalu coba lagi.",
    lost="Halaman ini tidak tersambung ke Wartanya. Pastikan masih berjalan, lalu coba lagi.",
    many_uploads="Terlalu banyak unggahan sekaligus. Tunggu satu menit, lalu coba lagi.",
    empty_question="Pertanyaannya masih kosong. Tulis dulu, lalu tekan Tanya.",
    long_question=(
        "Pertanyaan ini {found} karakter; paling panjang {limit}. Persingkat, lalu tanyakan lagi."
    ),
    refusal="Tidak ada di artikel",
    nearest="Bagian yang paling dekat",
    sources="Sumber",
    short_answer="Singkatnya",
    marker_label="Kutipan {marker}, {title}: buka di artikel",
    said_by="kata {speaker}",
    untitled="Tanpa judul",
    undated="tanpa tanggal",
    articles="Artikel",
    article_count="{count} artikel",
    no_articles="Belum ada artikel. Tambahkan satu di bawah ini.",
    show_more="Tampilkan {count} lagi",
    all_articles="Semua artikel",
    back_to_answer="Kembali ke jawaban",
    cited_passage="Kutipan [{marker}]",
    cited_from="Kutipan [{marker}], kata {speaker}",
    also_in_one="Juga di satu media lain",
    also_in="Juga di {count} media lain",
    changed="Artikel ini sudah berubah sejak jawaban itu. Kutipannya waktu itu: “{text}”",
    changed_elsewhere="Artikel ini sudah berubah sejak jawaban itu; kutipannya masih ada.",
    old_version="Artikel ini sudah berubah sejak jawaban itu. Ini versi yang dikutip.",
    newest_version="Buka versi terbaru",
    gone="Artikel ini tidak dapat dibuka lagi. Kutipannya waktu itu: “{text}”",
    visit="Baca di {host}",
    by="Oleh {author}",
    updated="Diperbarui {date}",
    add="Tambah artikel",
    add_hint="Judul di baris pertama, isi di bawahnya. "
    "Atau unggah halaman, PDF, Word, surel, atau tabel.",
    paste_label="Teks artikel",
    paste_hint="Tempel teks artikel di sini…",
    paste_button="Tambahkan teks",
    upload_button="Unggah berkas",
    adding="Menambahkan…",
    added="Ditambahkan: {title}",
    added_many="{count} artikel ditambahkan.",
    empty_paste="Belum ada teks. Tempel teks artikelnya dulu.",
    wrong_kind="{name} tidak dapat dibaca. Pilih .txt, .html, .pdf, .docx, .csv, atau .jsonl.",
    large_file="Berkas ini lebih besar dari {limit} MB. Bagi dulu, atau pilih berkas lain.",
    add_failed="Tidak dapat ditambahkan. {reason}",
    read_only="Kunci ini hanya untuk membaca. "
    "Menambah, menyimpan, dan mengevaluasi memerlukan kunci yang boleh menulis.",
    defect="Ada kesalahan di pihak kami. Coba lagi.",
    back="Kembali",
    cited_article="Rujukan [{marker}]: keterangan artikel ini",
    views="Tampilan",
    chat_tab="Tanya",
    conversing=conversation_texts.INDONESIAN,
    speech=speech_texts.INDONESIAN,
    evaluation=evaluation_texts.INDONESIAN,
)

ENGLISH = Texts(
    language="en",
    tagline="Ask the news, read its own words.",
    language_label="Interface language",
    theme="Switch between light and dark",
    welcome="What would you like to know from these articles?",
    welcome_how=(
        "Every part of an answer points to the exact words in an article. "
        "Click [1] to read them in place."
    ),
    conversation="Conversation",
    examples="Example questions",
    question_label="Your question",
    question_hint="Ask about the articles…",
    send="Ask",
    stop="Stop",
    retry="Retry",
    clear="Clear",
    copy="Copy",
    copied="Answer copied.",
    searching="Searching the articles…",
    stopped="Stopped.",
    failed="Something went wrong on our side; this question has no answer yet. Try again.",
    busy="Many questions are waiting. Give it a moment, then try again.",
    lost="This page has lost Wartanya. Check that it is running, then try again.",
    many_uploads="Too many uploads at once. Wait a minute, then try again.",
    empty_question="The question is empty. Write one, then press Ask.",
    long_question=(
        "This question has {found} characters; at most {limit} are taken. Shorten it and ask again."
    ),
    refusal="Not in these articles",
    nearest="The nearest passages",
    sources="Sources",
    short_answer="In short",
    marker_label="Citation {marker}, {title}: open it in the article",
    said_by="said by {speaker}",
    untitled="Untitled",
    undated="undated",
    articles="Articles",
    article_count="{count} articles",
    no_articles="There are no articles yet. Add one below.",
    show_more="Show {count} more",
    all_articles="All articles",
    back_to_answer="Back to the answer",
    cited_passage="Citation [{marker}]",
    cited_from="Citation [{marker}], said by {speaker}",
    also_in_one="Also in another outlet",
    also_in="Also in {count} other outlets",
    changed="This article has changed since that answer. The passage then read: “{text}”",
    changed_elsewhere="This article has changed since that answer; the passage is still in it.",
    old_version="This article has changed since that answer. This is the version it cites.",
    newest_version="Open the newest version",
    gone="This article can't be opened any more. The passage read: “{text}”",
    visit="Read at {host}",
    by="By {author}",
    updated="Updated {date}",
    add="Add an article",
    add_hint="Title on the first line, body below it. "
    "Or upload a page, PDF, Word file, mail or table.",
    paste_label="Article text",
    paste_hint="Paste an article's text here…",
    paste_button="Add text",
    upload_button="Upload a file",
    adding="Adding…",
    added="Added: {title}",
    added_many="{count} articles added.",
    empty_paste="There is no text yet. Paste the article's text first.",
    wrong_kind="{name} can't be read. Choose a .txt, .html, .pdf, .docx, .csv or .jsonl file.",
    large_file="This file is larger than {limit} MB. Split it, or choose another file.",
    add_failed="It could not be added. {reason}",
    read_only="This key may only read. Adding, keeping and evaluating need a key that may write.",
    defect="Something went wrong on our side. Try again.",
    back="Back",
    cited_article="Citation [{marker}]: this article's own details",
    views="Views",
    chat_tab="Ask",
    conversing=conversation_texts.ENGLISH,
    speech=speech_texts.ENGLISH,
    evaluation=evaluation_texts.ENGLISH,
)

_BY_LANGUAGE = {texts.language: texts for texts in (INDONESIAN, ENGLISH)}

LANGUAGES = tuple(_BY_LANGUAGE)


def texts_in(language: object) -> Texts:
    """The words in a language; Indonesian for one that the page doesn't speak."""
    return _BY_LANGUAGE.get(str(language), INDONESIAN)
