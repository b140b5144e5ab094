"use strict";
const records = JSON.parse(document.getElementById("records").textContent);
const list = document.getElementById("questions");
const more = document.getElementById("more");
const PAGE = 50;
let shown = 0;
let chosen = records;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function row(dl, term, texts) {
  const filled = texts.filter((text) => text);
  if (!filled.length) return;
  dl.append(element("dt", term));
  const dd = element("dd");
  for (const text of filled) dd.append(element("p", text));
  dl.append(dd);
}

function passage(p, text) {
  const met = p.meets ? "✓ " : "";
  const speaker = p.speaker ? ` — ${p.speaker}` : "";
  return `${met}${text}${speaker} (${p.title || p.article_id}, ${p.start}–${p.end})`;
}

function inside(r) {
  const dl = element("dl");
  row(dl, "Expected", r.expected.answerable ? r.expected.answers : ["no answer in the articles"]);
  row(dl, "Speaker", r.expected.speakers);
  row(dl, "Evidence", r.expected.evidence);
  row(dl, r.answered ? "Answered" : "Not answered", [r.short_answer, r.said, r.error]);
  row(dl, r.answered ? "Cited" : "Nearest", r.cited.map((c) => passage(c, c.text)));
  row(dl, "Retrieved", r.retrieved.map((p, i) => `${i + 1}. ${passage(p, p.beginning)}`));
  row(dl, "Scores", [
    Object.entries(r.scores).map(([name, value]) => `${name} ${+value.toFixed(3)}`).join("   "),
    `confidence ${r.confidence.toFixed(3)}   ${(r.seconds * 1000).toFixed(0)} ms`,
  ]);
  row(dl, "Tags", [r.tags.join(", ")]);
  row(dl, "Note", [r.note]);
  row(dl, "Id", [r.id]);
  return dl;
}

function question(r) {
  const details = element("details", undefined, "question");
  const summary = element("summary");
  summary.append(element("span", r.verdict, `verdict ${r.verdict.replace(" ", "-")}`));
  summary.append(element("span", r.question));
  details.append(summary);
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(inside(r));
  });
  return details;
}

function show() {
  list.append(...chosen.slice(shown, shown + PAGE).map(question));
  shown = Math.min(shown + PAGE, chosen.length);
  document.getElementById("count").textContent = `${chosen.length} of ${records.length} questions`;
  more.hidden = shown >= chosen.length;
}

function filter() {
  const wanted = (name) => document.getElementById(name).value;
  const words = wanted("words").toLowerCase();
  chosen = records.filter((r) =>
    (!wanted("verdict") || r.verdict === wanted("verdict")) &&
    (!wanted("tag") || r.tags.includes(wanted("tag"))) &&
    (!wanted("language") || r.language === wanted("language")) &&
    (!words || JSON.stringify([r.id, r.question, r.said, r.expected, r.note])
      .toLowerCase().includes(words)));
  if (wanted("order") === "slowest") chosen.sort((a, b) => b.seconds - a.seconds);
  if (wanted("order") === "surest") chosen.sort((a, b) => b.confidence - a.confidence);
  list.replaceChildren();
  shown = 0;
  show();
}

for (const control of document.querySelectorAll(".filters input, .filters select")) {
  control.addEventListener("input", filter);
}
more.addEventListener("click", show);
document.getElementById("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.classList.contains("dark") ||
    (!root.classList.contains("light") && matchMedia("(prefers-color-scheme: dark)").matches);
  root.className = dark ? "light" : "dark";
});
filter();
