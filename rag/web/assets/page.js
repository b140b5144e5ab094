// The page's own script: light and dark, scrolling, focus, copying. Gradio does the rest.
(() => {
  "use strict";
  const THEME = "wartanya-theme";
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  let origin = null; // which button opened the article: where Escape goes back to
  let view = "chat";
  let voice = "";
  let opened = "";
  let turns = 0;
  let running = false;
  let hush = 0;

  const chosen = () => {
    try {
      return localStorage.getItem(THEME);
    } catch {
      return null; // storage switched off: follow the system
    }
  };
  const paint = () => {
    const dark = chosen() ? chosen() === "dark" : system.matches;
    document.body.classList.toggle("dark", dark);
    document.documentElement.style.colorScheme = dark ? "dark" : "light";
  };
  const switchTheme = () => {
    const next = document.body.classList.contains("dark") ? "light" : "dark";
    const follows = (next === "dark") === system.matches;
    try {
      if (follows) localStorage.removeItem(THEME);
      else localStorage.setItem(THEME, next);
    } catch {
      document.body.classList.toggle("dark");
      return;
    }
    paint();
  };

  // A switch of how the article looks, kept while the page is open; it draws nothing anew.
  const toggles = { unsaid: false };
  const showToggles = () => {
    for (const [name, on] of Object.entries(toggles)) {
      document.getElementById("reader").classList.toggle(name, on);
      for (const button of document.querySelectorAll(`[data-toggle="${name}"]`)) {
        button.setAttribute("aria-pressed", String(!on));
      }
    }
  };

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const scroll = (node, block) =>
    node.scrollIntoView({ block, behavior: calm() ? "auto" : "smooth" });

  const say = (text) => {
    const status = document.getElementById("spoken");
    status.textContent = "";
    requestAnimationFrame(() => (status.textContent = text));
    clearTimeout(hush);
    hush = setTimeout(() => (status.textContent = ""), 3000 + 40 * text.length);
  };

  const copyText = async (text, button, said) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const field = document.createElement("textarea"); // plain http has no clipboard API
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    say(said);
  };
  const copy = (button) => {
    const turn = button.closest(".turn");
    const parts = [...turn.querySelectorAll(
      ".question, .answer > *, .sources h3, .sources li, .of-model",
    )];
    const text = parts.map((part) => part.innerText.replace(/\s+/g, " ").trim()).join("\n");
    return copyText(text, button, button.dataset.copy);
  };
  const share = (button) => {
    const link = `${location.origin}${location.pathname}#${button.dataset.share}`;
    return copyText(link, button, button.dataset.shared);
  };

  const setView = (name) => {
    view = name;
    document.body.dataset.view = name;
    for (const button of document.querySelectorAll(".views [data-view]")) {
      if (button.dataset.view === name) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
  };

  // Looked up anew: the view that it stands in may have been drawn again since.
  const back = () => {
    if (!origin) return;
    setView(origin.view);
    const button = [...document.querySelectorAll("button[data-event]")].find((one) =>
      Object.entries(origin.data).every(([name, value]) => one.dataset[name] === value));
    if (!button) return;
    scroll(button, "center");
    button.focus({ preventScroll: true });
  };

  const showArticle = (reading) => {
    if (!reading) opened = "";
    if (!reading || reading.dataset.opened === opened) return;
    opened = reading.dataset.opened;
    const goal = ["mark", ".trouble", "h2"].map((name) => reading.querySelector(name)).find(Boolean);
    goal.focus({ preventScroll: true });
    scroll(goal, goal.matches("mark") ? "center" : "nearest");
  };
  const showTurn = (list) => {
    const count = Number(list.dataset.turns);
    const ended = running && list.dataset.state === "idle";
    // Once with the question, and again when the answer has grown enough to be scrolled to.
    if (count > turns || (ended && count)) scroll(list.lastElementChild, "start");
    turns = count;
    running = list.dataset.state === "running";
  };

  // Of two answers to a filter the older may come last; then what stands in the box is asked again.
  const settle = (list, box) => {
    if (!list || !box || list.dataset.words === box.value) return;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const showVoice = (shown) => {
    const key = shown?.dataset.voice ?? "";
    if (key && key !== voice) {
      document.getElementById("speakers-view").scrollTop = 0;
      shown.querySelector("h2").focus({ preventScroll: true });
    }
    voice = key;
  };

  let typing = 0;
  window.wartanya = {
    say,
    // What is typed is sent when the typing pauses, and not at all where a button came first.
    typed: (send) => {
      clearTimeout(typing);
      typing = setTimeout(send, 120);
    },
    pressed: (name, button) => {
      clearTimeout(typing);
      if (name === "cite" || name === "said") origin = { view, data: { ...button.dataset } };
      if (name === "keep") button.closest("details").open = false;
      if (name === "view") setView(button.dataset.view);
      if (name === "narrow") setView("chat");
      if (name === "narrow" || name === "widen") document.querySelector("#question textarea").focus();
    },
    drawn: (element) => {
      window.conversations?.drawn(element);
      const brand = element.querySelector("[data-language]");
      if (brand) document.documentElement.lang = brand.dataset.language;
      if (element.querySelector(".views")) setView(view);
      if (element.closest("#speakers-view")) showVoice(element.querySelector(".voice"));
      if (element.closest("#speakers-view")) {
        settle(
          element.querySelector("[data-words]"),
          document.querySelector("#who input"),
        );
      }
      if (element.closest("#questions")) {
        settle(element.querySelector("[data-words]"), document.querySelector("#find input"));
      }
      const list = element.querySelector(".turns");
      if (list) showTurn(list);
      if (element.closest("#reader-view")) showToggles();
      if (element.closest("#reader-view")) showArticle(element.querySelector(".reading"));
    },
  };

  // Gradio would say these in a toast, in English; style switches its toasts off.
  const words = () => document.querySelector(".brand").dataset;
  const refusals = { 503: "busy", 429: "many", 413: "large" };
  const request = window.fetch.bind(window);
  window.fetch = async (...given) => {
    try {
      const response = await request(...given);
      if (refusals[response.status]) say(words()[refusals[response.status]]);
      return response;
    } catch (error) {
      if (error.name !== "AbortError" && document.visibilityState === "visible") say(words().lost);
      throw error;
    }
  };
  window.addEventListener("change", (event) => {
    const files = [...(event.target.files ?? [])];
    if (!files.some((file) => file.size > Number(words().limit))) return;
    event.stopImmediatePropagation();
    event.target.value = "";
    say(words().large);
  }, true);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.id === "theme") switchTheme();
    if (button.dataset.copy) copy(button);
    if (button.dataset.share) share(button);
    if (button.dataset.toggle) {
      toggles[button.dataset.toggle] = !toggles[button.dataset.toggle];
      showToggles();
    }
    if ("return" in button.dataset) back();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest("#reader")) back();
  });
  system.addEventListener("change", () => setTimeout(paint)); // after Gradio's own listener
  new MutationObserver(() => {
    const dark = chosen() ? chosen() === "dark" : system.matches;
    if (document.body.classList.contains("dark") !== dark) paint();
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
  paint();
})();
