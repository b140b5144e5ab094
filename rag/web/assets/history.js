// Conversations, kept in this browser's storage and nowhere else. The server is sent one of them
// when it is opened, and checks it as it checks anything that a browser sends.
(() => {
  "use strict";
  const LIST = "wartanya-conversations"; // [{id, name, time}]
  const ONE = "wartanya-conversation-"; // + id: the turns, as the server wrote them
  const CURRENT = "wartanya-current"; // of this tab
  const MODEL = "wartanya-model";
  let history = null; // the component; its `send` tells the server
  let frame = null; // what is drawn in it, with its words
  let asked = false;
  let saved = null;
  let serial = "";

  const attempt = (work, otherwise) => {
    try {
      return work();
    } catch {
      return otherwise; // storage switched off or full, or changed by somebody else
    }
  };
  const fresh = () =>
    [...crypto.getRandomValues(new Uint8Array(12))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  let current = attempt(() => sessionStorage.getItem(CURRENT), null);
  const become = (id) => {
    current = id;
    saved = null;
    attempt(() => sessionStorage.setItem(CURRENT, id));
  };
  if (!current) become(fresh());

  const entries = () => {
    const list = attempt(() => JSON.parse(localStorage.getItem(LIST)), null);
    return (Array.isArray(list) ? list : []).filter(
      (one) => one && [one.id, one.name].every((text) => typeof text === "string"),
    );
  };
  const write = (list) => localStorage.setItem(LIST, JSON.stringify(list));
  const named = (id) => entries().find((one) => one.id === id)?.name ?? "";

  const keep = (turns, first) => {
    if (turns === saved) return; // drawn again: nothing is newer for it
    saved = turns;
    if (!turns) return forget(current);
    const done = attempt(() => {
      localStorage.setItem(ONE + current, turns);
      const others = entries().filter((one) => one.id !== current);
      const name = named(current) || first || frame.dataset.new;
      write([{ id: current, name, time: Date.now() }, ...others]);
      return true;
    }, false);
    if (!done) window.wartanya.say(frame.dataset.full);
    show();
  };
  const forget = (...ids) => {
    attempt(() => {
      for (const id of ids) localStorage.removeItem(ONE + id);
      write(entries().filter((one) => !ids.includes(one.id)));
    });
    show();
  };

  const open = (id, shared = "") => {
    const kept = shared ? "" : attempt(() => localStorage.getItem(ONE + id), null) ?? "";
    become(id);
    saved = kept || null;
    history.send("restore", { kept, shared });
    show();
  };
  const begin = () => open(fresh());
  // A press asks, a second one does it: a slip of the finger loses nothing.
  const surely = (button, work) => {
    if (button.dataset.armed) return work();
    const label = button.textContent;
    button.dataset.armed = "1";
    button.textContent = frame.dataset.sure;
    button.addEventListener("blur", () => {
      delete button.dataset.armed;
      button.textContent = label;
    }, { once: true });
    button.focus();
  };
  const remove = (id) => {
    forget(id);
    if (id === current) begin();
  };
  const rename = (row, entry) => {
    const field = document.createElement("input");
    field.value = entry.name;
    field.maxLength = 120;
    field.setAttribute("aria-label", frame.dataset.name);
    const done = (take) => {
      const name = field.value.trim();
      if (take && name) {
        attempt(() =>
          write(entries().map((one) => (one.id === entry.id ? { ...one, name } : one))));
      }
      show();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") done(true);
      if (event.key === "Escape") done(false);
    });
    field.addEventListener("blur", () => field.isConnected && done(true));
    row.replaceChildren(field);
    field.select();
  };

  const action = (label, name, work) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-label", `${label}: ${name}`);
    button.addEventListener("click", () => work(button));
    return button;
  };
  const row = (entry) => {
    const item = document.createElement("li");
    const opener = action("", entry.name, () => open(entry.id));
    opener.className = "kept-name";
    opener.dir = "auto";
    opener.textContent = entry.name;
    opener.removeAttribute("aria-label");
    if (entry.id === current) opener.setAttribute("aria-current", "true");
    const when = document.createElement("time");
    const time = new Date(entry.time);
    if (!Number.isNaN(time.valueOf())) {
      when.textContent = time.toLocaleDateString(frame.dataset.language, {
        day: "numeric", month: "short",
      });
    }
    item.append(
      opener,
      when,
      action(frame.dataset.rename, entry.name, () => rename(item, entry)),
      action(frame.dataset.delete, entry.name, (button) =>
        surely(button, () => remove(entry.id))),
    );
    return item;
  };
  const show = () => {
    if (!frame) return;
    const list = entries();
    frame.querySelector(".kept-list").replaceChildren(...list.map(row));
    frame.querySelector(".none").hidden = list.length > 0;
    frame.querySelector('[data-history="delete-all"]').hidden = !list.length;
    frame.querySelector("summary span").textContent = named(current);
  };

  const shared = () => {
    if (!location.hash.startsWith("#share=")) return "";
    const part = location.hash.slice(1);
    window.history.replaceState(null, "", location.pathname + location.search);
    return part;
  };
  // Once the page is in the reader's language: what a link opens, or what was open before.
  const resume = () => {
    asked = true;
    const model = attempt(() => localStorage.getItem(MODEL), null) ?? "";
    const link = shared();
    if (link) become(fresh());
    const kept = link ? "" : attempt(() => localStorage.getItem(ONE + current), null) ?? "";
    saved = kept || null;
    if (link || kept || model) history.send("restore", { kept, shared: link, model });
  };
  window.addEventListener("hashchange", () => {
    const link = shared();
    if (link && history) open(fresh(), link);
  });
  window.addEventListener("storage", (event) => event.key === LIST && show());
  document.addEventListener("change", (event) => {
    if (!event.target.closest("#use-model")) return;
    attempt(() => localStorage.setItem(MODEL, event.target.checked ? "on" : "off"));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-history]");
    if (!button) return;
    switch (button.dataset.history) {
      case "new":
        frame.open = false;
        return begin();
      case "export":
        return history.send("export", { name: named(current) });
      case "delete-all":
        return surely(button, () => {
          forget(...entries().map((one) => one.id));
          begin();
        });
    }
  });

  const save = (file) => {
    serial = file.dataset.serial;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.dataset.text], { type: "text/markdown" }));
    link.download = file.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  window.conversations = {
    drawn: (element) => {
      const drawn = element.querySelector(".history");
      if (drawn) {
        const wasOpen = frame?.open;
        [history, frame] = [element, drawn];
        frame.open = Boolean(wasOpen);
        show();
        if (!asked && frame.dataset.ready === "1") resume();
      }
      const keeping = element.querySelector(".keeping");
      if (keeping) keep(keeping.dataset.turns, keeping.dataset.first);
      const file = element.querySelector(".exported");
      if (file && file.dataset.serial !== serial) save(file);
    },
  };
})();
