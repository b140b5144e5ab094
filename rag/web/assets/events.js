// Runs in every component of ours that has buttons; `element` and `trigger` are Gradio's.
// Only buttons that the page itself drew carry data-event: texts are escaped.
const known = [
  "cite", "select", "read", "shelf", "more",
  "view", "voice", "voices", "said", "narrow", "widen", "find",
  "keep", "choose", "verdict", "amend",
  "restore", "export", // sent by history.js
];
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-event]");
  if (!button || !known.includes(button.dataset.event)) return;
  const { event: name, ...data } = button.dataset;
  window.wartanya?.pressed(name, button);
  const meant = name === "amend" && button.closest(".amend");
  if (meant) data.question = meant.querySelector("input").value;
  if (name === "keep") data.note = button.closest(".keep").querySelector("textarea").value;
  trigger(name, data);
});
element.addEventListener("input", (event) => {
  const { input: name } = event.target.dataset;
  if (!known.includes(name)) return;
  window.wartanya?.typed(() => trigger(name, { words: event.target.value }));
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches(".amend input")) {
    event.target.closest(".amend").querySelector("button").click();
  }
});
element.send = trigger;
watch("value", () => window.wartanya?.drawn(element));
window.wartanya?.drawn(element);
