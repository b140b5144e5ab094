"""The words of a conversation: follow-ups, a language model's wording, what is kept."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversationTexts:
    """In one language; braces are filled with ``str.format``."""

    understood: str
    edit: str
    edit_label: str
    edit_button: str
    unclear: str
    as_typed: str
    write: str
    draft: str
    written: str
    words_and_time: str
    time: str
    struck_one: str
    struck: str
    offered: str
    history: str
    new: str
    name: str
    rename: str
    delete: str
    sure: str
    delete_all: str
    export: str
    export_empty: str
    kept_here: str
    none_kept: str
    not_kept: str
    damaged: str
    share: str
    shared: str
    shared_note: str
    shared_missing: str
    shared_bad: str
    new_name: str
    exported_title: str


INDONESIAN = ConversationTexts(
    understood="Dipahami sebagai:",
    edit="Ubah",
    edit_label="Pertanyaan yang dimaksud",
    edit_button="Tanyakan",
    unclear="Siapa atau apa yang dimaksud?",
    as_typed="Tanyakan seperti yang ditulis",
    write="Tulis dengan {model}",
    draft="Draf model bahasa, belum diperiksa",
    written="Ditulis oleh {model}; setiap kalimat sudah diperiksa terhadap kutipannya.",
    words_and_time="{tokens} token, {seconds} detik.",
    time="{seconds} detik.",
    struck_one="1 kalimat dicoret",
    struck="{count} kalimat dicoret",
    offered="Sebagai gantinya:",
    history="Percakapan",
    new="Percakapan baru",
    name="Nama percakapan",
    rename="Ganti nama",
    delete="Hapus",
    sure="Sungguh hapus?",
    delete_all="Hapus semua",
    export="Ekspor Markdown",
    export_empty="Percakapan ini masih kosong.",
    kept_here="Disimpan hanya di peramban ini.",
    none_kept="Belum ada percakapan yang disimpan.",
    not_kept="Penyimpanan peramban ini penuh atau dimatikan; percakapan ini tidak tersimpan.",
    damaged="Percakapan yang tersimpan ini tidak dapat dibaca lagi.",
    share="Bagikan",
    shared="Tautan disalin.",
    shared_note=(
        "Dibuka dari tautan: kutipan di bawah dibaca dari artikelnya sendiri. "
        "Tekan Ulangi untuk menanyakannya di sini."
    ),
    shared_missing="{count} kutipan tidak ada lagi di sini.",
    shared_bad="Tautan ini tidak lengkap. Salin lagi seluruhnya.",
    new_name="Percakapan",
    exported_title="Percakapan Wartanya",
)

ENGLISH = ConversationTexts(
    understood="Understood as:",
    edit="Edit",
    edit_label="The question that was meant",
    edit_button="Ask",
    unclear="Who or what is meant?",
    as_typed="Ask it as it was typed",
    write="Write with {model}",
    draft="Draft by the language model, not checked yet",
    written="Written by {model}; every sentence was checked against what it cites.",
    words_and_time="{tokens} tokens, {seconds} seconds.",
    time="{seconds} seconds.",
    struck_one="1 sentence struck out",
    struck="{count} sentences struck out",
    offered="In its place:",
    history="Conversations",
    new="New conversation",
    name="The conversation's name",
    rename="Rename",
    delete="Delete",
    sure="Really delete?",
    delete_all="Delete all",
    export="Export as Markdown",
    export_empty="This conversation is still empty.",
    kept_here="Kept in this browser only.",
    none_kept="No conversation has been kept yet.",
    not_kept="This browser's storage is full or switched off; this conversation isn't kept.",
    damaged="This kept conversation can't be read any more.",
    share="Share",
    shared="Link copied.",
    shared_note=(
        "Opened from a link: the passages below are read from the articles themselves. "
        "Press Retry to ask it here."
    ),
    shared_missing="{count} of the passages are no longer here.",
    shared_bad="This link isn't complete. Copy all of it again.",
    new_name="Conversation",
    exported_title="Wartanya conversation",
)
