"""The words about test sets and their figures, in Indonesian and English."""

from dataclasses import dataclass

from rag.plots import PlotWords
from rag.scoring import Verdict


@dataclass(frozen=True, slots=True)
class EvaluationTexts:
    """Words in one language; braces are filled with ``str.format``.

    Measures keep their names, which docs/evaluation.md defines.
    """

    tab: str
    heading: str
    how: str
    upload: str
    at_hand: str
    chosen: str
    notices: str
    run: str
    cancel: str
    no_set: str
    bad_set: str
    wrong_kind: str
    working: str
    progress: str
    computing: str
    busy: str
    cancelled: str
    failed: str
    defect: str
    lost: str
    questions_run: str
    json: str
    html: str
    figures: str
    interval_note: str
    columns: tuple[str, str, str, str]
    plots: str
    plot_names: tuple[str, str, str, str]
    plot_words: PlotWords
    tags: str
    languages: str
    group_columns: tuple[str, str]
    compared: str
    compared_columns: tuple[str, str, str, str, str, str]
    better: str
    worse: str
    changed: str
    unchanged: str
    said_before: str
    said_now: str
    questions: str
    filter_label: str
    filter_hint: str
    every: str
    nothing_found: str
    expected: str
    no_answer: str
    speaker: str
    evidence: str
    answered: str
    not_answered: str
    cited: str
    nearest: str
    retrieved: str
    meets: str
    scores: str
    tags_row: str
    note: str
    error: str
    odd: str
    verdicts: dict[Verdict, str]
    keep: str
    keep_label: str
    keep_hint: str
    keep_button: str
    kept: str
    not_kept: str


INDONESIAN = EvaluationTexts(
    tab="Evaluasi",
    heading="Evaluasi dengan kumpulan soal",
    how=(
        "Pertanyaan dengan jawaban yang sudah diketahui, ditanyakan pada artikel-artikel ini. "
        "Berkas .jsonl, .csv, .tsv, .xlsx, atau .json (SQuAD)."
    ),
    upload="Unggah kumpulan soal",
    at_hand="Yang sudah ada",
    chosen="{name}: {count} pertanyaan.",
    notices="{count} catatan tentang berkas ini; lihat hasilnya nanti.",
    run="Jalankan",
    cancel="Batalkan",
    no_set="Pilih atau unggah kumpulan soal dulu.",
    bad_set="Tidak dapat dipakai. {reason}",
    wrong_kind="{name} bukan berkas .jsonl, .csv, .tsv, .xlsx, atau .json. Pilih berkas lain.",
    working="Menanyakan…",
    progress="{asked} dari {total} pertanyaan, {seconds} detik",
    computing="Menghitung angka-angkanya…",
    busy="Evaluasi lain sedang berjalan ({asked} dari {total}). Tunggu sampai selesai.",
    cancelled="Dibatalkan setelah {asked} dari {total} pertanyaan. Tidak ada hasil.",
    failed="Evaluasi berhenti. {reason}",
    defect="Ada kesalahan di pihak kami. Coba lagi.",
    lost="Hasil itu tidak disimpan lagi. Jalankan sekali lagi.",
    questions_run="{count} pertanyaan",
    json="Unduh catatan (JSON)",
    html="Unduh laporan (HTML)",
    figures="Angka",
    interval_note=(
        "Dengan selang bootstrap 95%. ↓: makin rendah makin baik. Pertanyaan yang tidak terjawab "
        "dihitung 0."
    ),
    columns=("ukuran", "nilai", "selang 95%", "pertanyaan"),
    plots="Grafik",
    plot_names=(
        "Ukuran dengan selang 95%",
        "Kalibrasi: keyakinan dan kenyataan",
        "Risiko dan cakupan",
        "Lama menjawab",
    ),
    plot_words=PlotWords(
        questions="{n} pertanyaan",
        confidence="keyakinan",
        came_true="bagian yang dijawab artikel",
        bin="keyakinan {confidence:.2f}, kenyataan {observed:.2f}",
        calibration="Kalibrasi: keyakinan dan kenyataan",
        covered="bagian yang dijawab",
        risk="bagian yang salah di antaranya",
        last="{covered:.2f} dijawab, {risk:.2f} di antaranya salah",
        risk_coverage="Kurva risiko dan cakupan",
        time="waktu menjawab",
        share="bagian dari pertanyaan",
        latency="Waktu jawab",
    ),
    tags="Menurut tag",
    languages="Menurut bahasa",
    group_columns=("kelompok", "pertanyaan"),
    compared="Dibanding sebelumnya ({started})",
    compared_columns=("ukuran", "dulu", "kini", "selisih", "selang 95%", "p (Holm)"),
    better="lebih baik",
    worse="lebih buruk",
    changed="Putusan berubah: {count}",
    unchanged="Tidak ada putusan yang berubah.",
    said_before="Dulu",
    said_now="Kini",
    questions="Pertanyaan",
    filter_label="Cari di pertanyaan dan jawaban",
    filter_hint="Kata-kata…",
    every="semua",
    nothing_found="Tidak ada pertanyaan yang cocok.",
    expected="Diharapkan",
    no_answer="tidak ada jawabannya di artikel",
    speaker="Penutur",
    evidence="Bukti",
    answered="Dijawab",
    not_answered="Tidak dijawab",
    cited="Dikutip",
    nearest="Terdekat",
    retrieved="Ditemukan",
    meets="mengenai bukti",
    scores="Nilai",
    tags_row="Tag",
    note="Catatan",
    error="Kesalahan",
    odd="Catatan tentang kumpulan soal",
    verdicts={
        Verdict.RIGHT: "benar",
        Verdict.PARTLY: "sebagian",
        Verdict.WRONG: "salah",
        Verdict.MISSED: "terlewat",
        Verdict.REFUSED: "ditolak, benar",
        Verdict.MADE_UP: "mengarang",
        Verdict.FAILED: "gagal",
    },
    keep="Simpan sebagai kasus uji",
    keep_label="Apa yang salah? (boleh kosong)",
    keep_hint="Kosong berarti jawaban ini benar.",
    keep_button="Simpan",
    kept="Disimpan di {path}",
    not_kept="Tidak dapat disimpan. {reason}",
)

ENGLISH = EvaluationTexts(
    tab="Evaluate",
    heading="Evaluate with a test set",
    how=(
        "Questions with known answers, put to these articles. A .jsonl, .csv, .tsv, .xlsx or "
        ".json (SQuAD) file."
    ),
    upload="Upload a test set",
    at_hand="At hand",
    chosen="{name}: {count} questions.",
    notices="{count} notices on this file; see the result.",
    run="Run",
    cancel="Cancel",
    no_set="Choose or upload a test set first.",
    bad_set="It can't be used. {reason}",
    wrong_kind="{name} is not a .jsonl, .csv, .tsv, .xlsx or .json file. Choose another file.",
    working="Asking…",
    progress="{asked} of {total} questions, {seconds} s",
    computing="Computing the figures…",
    busy="Another evaluation is running ({asked} of {total}). Wait until it has ended.",
    cancelled="Cancelled after {asked} of {total} questions. There is no result.",
    failed="The evaluation ended. {reason}",
    defect="Something went wrong on our side. Try again.",
    lost="That result isn't kept any more. Run it once more.",
    questions_run="{count} questions",
    json="Download the record (JSON)",
    html="Download the report (HTML)",
    figures="Figures",
    interval_note=(
        "With 95% bootstrap intervals. ↓: lower is better. A question that wasn't answered counts "
        "as 0."
    ),
    columns=("measure", "value", "95% interval", "questions"),
    plots="Plots",
    plot_names=(
        "Measures with 95% intervals",
        "Calibration: confidence against truth",
        "Risk and coverage",
        "Time to answer",
    ),
    plot_words=PlotWords(),
    tags="By tag",
    languages="By language",
    group_columns=("group", "questions"),
    compared="Against the run before ({started})",
    compared_columns=("measure", "before", "now", "difference", "95% interval", "p (Holm)"),
    better="better",
    worse="worse",
    changed="Questions with another verdict: {count}",
    unchanged="No question has another verdict.",
    said_before="Before",
    said_now="Now",
    questions="Questions",
    filter_label="Search questions and answers",
    filter_hint="Words…",
    every="all",
    nothing_found="No question fits.",
    expected="Expected",
    no_answer="no answer in the articles",
    speaker="Speaker",
    evidence="Evidence",
    answered="Answered",
    not_answered="Not answered",
    cited="Cited",
    nearest="Nearest",
    retrieved="Retrieved",
    meets="meets the evidence",
    scores="Scores",
    tags_row="Tags",
    note="Note",
    error="Error",
    odd="Notices on the test set",
    verdicts={
        Verdict.RIGHT: "right",
        Verdict.PARTLY: "partly",
        Verdict.WRONG: "wrong",
        Verdict.MISSED: "missed",
        Verdict.REFUSED: "refused, rightly",
        Verdict.MADE_UP: "made up",
        Verdict.FAILED: "failed",
    },
    keep="Save as a test case",
    keep_label="What was wrong? (may be empty)",
    keep_hint="Empty means that this answer is right.",
    keep_button="Save",
    kept="Saved in {path}",
    not_kept="It could not be saved. {reason}",
)
