// Runs in every component of ours that has buttons; `element` and `trigger` are Gradio's.
// Only buttons that the page itself drew carry data-event: texts are escaped.
const known = ["cite", "select", "read", "shelf", "more"];
element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-event]");
  if (!button || !known.includes(button.dataset.event)) return;
  const { event: name, ...data } = button.dataset;
  if (name === "cite") window.wartanya?.remember(button);
  trigger(name, data);
});
watch("value", () => window.wartanya?.drawn(element));
window.wartanya?.drawn(element);
