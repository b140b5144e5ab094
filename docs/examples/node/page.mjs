// Draws an answer. Articles are untrusted: their text only ever becomes text, never markup.

const form = document.querySelector("form");
const shown = document.querySelector("#answer");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  shown.replaceChildren(element("p", "…"));
  shown.setAttribute("aria-busy", "true");
  try {
    const response = await fetch("/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ question: form.question.value }),
    });
    const result = await response.json();
    shown.replaceChildren(...(response.ok ? drawn(result) : [element("p", result.detail)]));
  } catch {
    shown.replaceChildren(element("p", "The server can't be reached."));
  }
  shown.removeAttribute("aria-busy");
});

/** The answer's sentences with their markers, then each citation with the article's own words. */
function drawn(answer) {
  const sentences = answer.sentences.map((sentence) => {
    const markers = sentence.citations.map((marker) => {
      const link = element("a", ` [${marker}]`);
      link.href = `#citation-${marker}`;
      return link;
    });
    return element("p", sentence.text, ...markers);
  });
  const citations = answer.citations.map((citation) => {
    const item = element("li", source(citation), element("blockquote", ...words(citation, answer)));
    item.id = `citation-${citation.marker}`;
    item.value = citation.marker;
    return item;
  });
  return [...sentences, element("ol", ...citations)];
}

/** Who said it, and the article: a link where its address is one of the web. */
function source(citation) {
  const facts = [citation.speaker, citation.title, citation.outlet, citation.published];
  const text = facts.filter(Boolean).join(" · ");
  if (!/^https?:\/\//i.test(citation.url ?? "")) return element("cite", text);
  const link = element("a", text);
  link.href = citation.url;
  link.rel = "noreferrer";
  return element("cite", link);
}

/** The cited words, the short answer among them marked. */
function words(citation, answer) {
  const short = answer.short_answer;
  const at = short ? citation.text.indexOf(short) : -1;
  if (at < 0) return [citation.text];
  const end = at + short.length;
  return [citation.text.slice(0, at), element("mark", short), citation.text.slice(end)];
}

function element(name, ...inside) {
  const made = document.createElement(name);
  made.append(...inside); // strings become text
  return made;
}
