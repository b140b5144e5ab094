"""Follow-ups completed from the conversation, against conversations written by hand.

    python tests/benchmarks/follow_ups.py [--aside] [--errors] [--shared DIR] [--index DIR]

A follow-up is completed right where, for one of the accepted wordings, both are in the same
language, ask for the same part of an article's data or of somebody's words (kind, speaker and
topic), or else ask the same way (who, when, why ...) with the same content words; and where it
asks on exactly if it should. Each conversation goes on from its own completions, right or wrong,
as in use; the second figure starts each turn from accepted ones. With ``--shared``, public
questions that stand alone are asked after conversations that they have nothing to do with. With
``--index``, an index of the samples made there once, the conversations over the samples go on from
the engine's own answers instead of the facts that the file tells.
"""

import argparse
import json
import random
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from index.loading import load
from index.people import Appearance, DatedRole, Speaker, merge_people
from index.speakers import people
from rag.follow_up.completing import Completed, Known, Shown, Turn, complete
from rag.intervals import mean_estimate
from rag.question import question_language, read_question
from rag.role_words import role_tokens
from rag.speech_question import read_speech_question
from rag.support import content_stems
from rag.wartanya import Wartanya
from tests.benchmarks.corpora import NAMES, questions

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SAMPLES = ROOT / "index" / "samples"
BEHIND = 40  # conversations that a question is asked behind, drawn anew
TEMPTING = DATA / "tempting_questions.jsonl"
SAMPLE_QUESTIONS = ROOT / "rag" / "sample_questions.jsonl"
SETS = {"written for the rules": "conversations.jsonl", "kept aside": "conversations_aside.jsonl"}
# What a question asks, by its first such word.
_ASKS = {
    "why": r"mengapa|kenapa|alasan|why|reason",
    "when": r"kapan(?:kah)?|when",
    "where": r"(?:di|ke|dari)\s?mana(?:kah)?|where",
    "how many": r"(?:se)?berapa(?:kah)?|how (?:many|much)",
    "who": r"siapa(?:kah)?|who|whom|whose",
    "how": r"bagaimana(?:kah)?|how",
    "what": r"apa(?:kah)?|mana(?:kah)?|what|which",
}
_ASK = re.compile("|".join(rf"(?P<q{n}>\b(?:{p})\b)" for n, p in enumerate(_ASKS.values())), re.I)
_ASKS_ON = re.compile(r"\b(?:lagi|saja|lainnya|lain|else|more|other)\b", re.IGNORECASE)
_REASON = re.compile(r"\b(?:alasan|reasons?)\b", re.IGNORECASE)
# Words that a search drops and a reader doesn't.
_TELLING = re.compile(r"\b(?:tidak|bukan|sebelum\w*|sesudah|setelah|not|before|after)\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """A turn of a conversation: what was typed, and which completions are right.

    ``accepted`` is the question itself where it stands alone, empty where nobody could tell what
    is meant. ``beyond``: it asks for more than was told.
    """

    question: str
    kind: str
    accepted: tuple[str, ...]
    beyond: bool
    told: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    corpus: str
    known: Known
    turns: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    conversation: str
    turn: Asked
    completed: Completed
    right: bool


def read_conversations(path: Path) -> list[Conversation]:
    """The conversations of a file; those over the samples know the samples' speakers."""
    read = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        speakers = [
            Speaker(one["name"], (), tuple(DatedRole(r, None, None, "") for r in one["roles"]), ())
            for one in row["known"]
        ]
        known = Known.of(speakers) if row["corpus"] != "samples" else sample_speakers()
        turns = tuple(
            Asked(t["question"], t["kind"], tuple(t["accepted"]), t.get("beyond", False), t["told"])
            for t in row["turns"]
        )
        read.append(Conversation(row["id"], row["corpus"], known, turns))
    return read


@cache
def sample_speakers() -> Known:
    articles = [loaded.article for loaded in load([SAMPLES]) if loaded.article]
    return Known.of(
        merge_people(Appearance(a.id, a.published, one) for a in articles for one in people(a))
    )


def as_told(question: str, told: dict[str, Any] | None) -> Turn:
    """A turn with the facts of its answer; the articles' titles stand for their ids."""
    if told is None:
        return Turn(question)
    return Turn(
        question,
        speakers=tuple(told["speakers"]),
        titles=tuple(told["titles"]),
        short_answer=told["short_answer"],
        shown=tuple(Shown(title, 0, 1) for title in told["titles"]),
    )


def is_right(turn: Asked, completed: Completed) -> bool:
    if turn.kind == "fresh":
        return completed == Completed(turn.question)
    if turn.kind == "unclear":
        return bool(completed.unclear) and completed.text == turn.question
    if completed.unclear or bool(completed.beyond) != turn.beyond:
        return False
    return any(same_question(completed.text, wording) for wording in turn.accepted)


def same_question(one: str, other: str) -> bool:
    """Whether two questions ask the same, as the engine reads them."""
    return _read(one) == _read(other)


def _read(text: str) -> tuple[object, ...]:
    question = read_question(text)
    language = question.language
    if question.about:
        return language, question.about, _content(question.topic, language)
    speech = read_speech_question(text)
    if speech:
        speaker = frozenset(role_tokens(speech.speaker or ""))
        return language, speech.kind, speaker, _content(speech.topic or "", language)
    return language, _way(text), _content(text, language)


def _way(text: str) -> str | None:
    match = _ASK.search(text)
    if match is None:
        return None
    return list(_ASKS)[int((match.lastgroup or "q0")[1:])]


def _content(text: str, language: str) -> frozenset[str]:
    bare = _ASK.sub(" ", _REASON.sub(" ", _ASKS_ON.sub(" ", text)))
    return content_stems(bare, language) | {w.lower() for w in _TELLING.findall(bare)}


def judge(conversation: Conversation, own: bool, wartanya: Wartanya | None = None) -> list[Judged]:
    """Every turn but the first; from its own completions, or from accepted ones.

    The answers are told by the conversation, or given by ``wartanya``.
    """
    turns: list[Turn] = []
    judged = []
    for place, turn in enumerate(conversation.turns):
        completed = complete(turn.question, turns, conversation.known)
        right = is_right(turn, completed)
        if place:
            judged.append(Judged(conversation.id, turn, completed, right))
        understood = completed.text if own or not turn.accepted else turn.accepted[0]
        if wartanya:
            turns.append(Turn.of(understood, wartanya.ask(understood)))
        else:
            turns.append(as_told(understood, turn.told))
    return judged


def fresh(rows: Iterable[str], before: Sequence[Conversation], seed: int = 0) -> list[Judged]:
    """Questions that stand alone, each behind one to three turns of a conversation."""
    drawn = random.Random(seed)
    judged = []
    for text in rows:
        conversation = drawn.choice(before)
        length = drawn.randint(1, len(conversation.turns))
        turns = [as_told((t.accepted or (t.question,))[0], t.told) for t in conversation.turns]
        asked = Asked(text, "fresh", (text,), False, None)
        completed = complete(text, turns[:length], conversation.known)
        judged.append(Judged(conversation.id, asked, completed, is_right(asked, completed)))
    return judged


def figures() -> dict[str, float]:
    """The shares that floors are held to: follow-ups right, and questions left alone."""
    sets = {name: read_conversations(DATA / file) for name, file in SETS.items()}
    found = {}
    for name, conversations in sets.items():
        judged = [one for conversation in conversations for one in judge(conversation, own=True)]
        leaning = [one.right for one in judged if one.turn.kind != "fresh"]
        found[f"follow-ups, {name}"] = sum(leaning) / len(leaning)
    for name, path in (("tempting", TEMPTING), ("samples", SAMPLE_QUESTIONS)):
        asked = [json.loads(line)["question"] for line in path.read_text("utf-8").splitlines()]
        behind = [one for c in sets.values() for one in fresh(asked, c)]
        found[f"left alone, {name}"] = sum(one.right for one in behind) / len(behind)
    return found


def report(name: str, judged: Sequence[Judged]) -> None:
    figure = mean_estimate([one.right for one in judged])
    right = sum(one.right for one in judged)
    interval = f"[{figure.low:.3f}, {figure.high:.3f}]"
    print(f"{name:44} {figure.value:.3f} {interval}  {right} of {figure.n}")


def report_set(name: str, conversations: Sequence[Conversation], errors: bool) -> None:
    judged = [one for conversation in conversations for one in judge(conversation, own=True)]
    leaning = [one for one in judged if one.turn.kind != "fresh"]
    print(f"\n{name}: {len(conversations)} conversations")
    report("follow-ups", leaning)
    taught = [one for conversation in conversations for one in judge(conversation, own=False)]
    report("  from accepted completions", [o for o in taught if o.turn.kind != "fresh"])
    for language in ("id", "en"):
        report(f"  {language}", [o for o in leaning if _language(o) == language])
    for kind in sorted({one.turn.kind for one in leaning}):
        report(f"  {kind}", [one for one in leaning if one.turn.kind == kind])
    report("fresh questions among them", [one for one in judged if one.turn.kind == "fresh"])
    wrong = {one.conversation for one in judged if not one.right}
    print(f"whole conversations right: {len(conversations) - len(wrong)} of {len(conversations)}")
    if errors:
        show_errors(judged)


def report_answered(data: Path, sets: dict[str, list[Conversation]], errors: bool) -> None:
    """Conversations over the samples, with the engine's own answers."""
    with Wartanya(data) as wartanya:
        if not wartanya.articles():
            wartanya.add([SAMPLES])
        print("\nwith the engine's own answers, over the samples")
        for name, conversations in sets.items():
            over = [one for one in conversations if one.corpus == "samples"]
            judged = [one for c in over for one in judge(c, own=True, wartanya=wartanya)]
            report(name, [one for one in judged if one.turn.kind != "fresh"])
            if errors:
                show_errors(judged)


def _language(one: Judged) -> str:
    return question_language((one.turn.accepted or (one.turn.question,))[0])


def show_errors(judged: Sequence[Judged]) -> None:
    for one in judged:
        if not one.right:
            outcome = one.completed.unclear or one.completed.text
            print(f"  {one.conversation} {one.turn.kind}: {one.turn.question!r} -> {outcome!r}")


def report_tempting(before: Sequence[Conversation], errors: bool) -> None:
    """Questions with words that often lean, and the samples' own, behind other conversations."""
    print("\nquestions that stand alone")
    files = {"with tempting words": TEMPTING, "of the samples' test set": SAMPLE_QUESTIONS}
    for name, path in files.items():
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        asked = [row["question"] for row in rows]
        judged = [[one] for one in fresh(asked, before)]
        for seed in range(1, BEHIND):
            for several, one in zip(judged, fresh(asked, before, seed), strict=True):
                several.append(one)
        shares = [float(np.mean([one.right for one in several])) for several in judged]
        figure = mean_estimate(shares)
        always = sum(share == 1 for share in shares)
        print(
            f"{name:44} {figure.value:.3f} [{figure.low:.3f}, {figure.high:.3f}]  "
            f"{always} of {len(shares)} behind each of {BEHIND} conversations"
        )
        if errors:
            show_errors([one for several in judged for one in several])


def report_fresh(shared: Path, split: str, before: Sequence[Conversation], errors: bool) -> None:
    print(f"public questions that stand alone, {split}")
    for name in NAMES:
        texts = [row.text for row in questions(shared / name, split)]
        for how, asked in (("", texts), (", typed carelessly", map(_careless, texts))):
            judged = fresh(asked, before)
            report(f"{name}{how}", judged)
            if errors:
                show_errors(judged)
    english = {
        "train": ROOT / "rag" / "training" / "english_questions.jsonl",
        "valid": Path(__file__).with_name("english_questions_valid.jsonl"),
    }[split]
    rows = map(json.loads, english.read_text(encoding="utf-8").splitlines())
    judged = fresh([row["question"] for row in rows], before)
    report("both, in English", judged)
    if errors:
        show_errors(judged)


def _careless(text: str) -> str:
    return text.lower().rstrip(" ?.")


def report_speed(conversations: Sequence[Conversation]) -> None:
    """Milliseconds of processor time a follow-up, the slowest of all; best of three rounds."""
    slowest = []
    for _ in range(3):
        times = []
        for conversation in conversations:
            turns = [as_told((t.accepted or (t.question,))[0], t.told) for t in conversation.turns]
            for place, turn in enumerate(conversation.turns):
                start = time.process_time()
                complete(turn.question, turns[:place], conversation.known)
                times.append((time.process_time() - start) * 1000)
        slowest.append((max(times), sum(times) / len(times)))
    longest, mean = min(slowest)
    print(f"\n{mean:.2f} ms a question, {longest:.2f} at most")


def main() -> None:
    parser = argparse.ArgumentParser(description="Follow-ups against conversations made by hand.")
    parser.add_argument("--aside", action="store_true", help="also those kept aside")
    parser.add_argument("--errors", action="store_true", help="list what went wrong")
    parser.add_argument("--shared", type=Path, help="where the public question sets are")
    parser.add_argument("--index", type=Path, help="where an index of the samples is, or is made")
    parser.add_argument("--split", choices=("train", "valid"), default="valid")
    arguments = parser.parse_args()
    tuned, *_ = sets = {name: read_conversations(DATA / file) for name, file in SETS.items()}
    for name, conversations in sets.items():
        if name == tuned or arguments.aside:
            report_set(name, conversations, arguments.errors)
    report_tempting(sets[tuned], arguments.errors)
    if arguments.index:
        chosen = sets if arguments.aside else {tuned: sets[tuned]}
        report_answered(arguments.index, chosen, arguments.errors)
    if arguments.shared:
        report_fresh(arguments.shared, arguments.split, sets[tuned], arguments.errors)
    report_speed(sets[tuned])


if __name__ == "__main__":
    main()
