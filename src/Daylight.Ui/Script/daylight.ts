// Comfort only: every page works without this file.

document.documentElement.classList.add("scripted");

/** Leaving a form with words that were typed and not sent asks first. */
function guardDrafts(): void {
  let unsent = false;
  document.addEventListener("input", (event) => {
    if ((event.target as Element).closest("form[data-guard]")) {
      unsent = true;
    }
  });
  document.addEventListener("submit", () => {
    unsent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (unsent) {
      event.preventDefault();
      event.returnValue = "";
    }
  });
}

/** Forms with data-draft are kept on the server a moment after the last key. What cannot be kept stays in the page. */
function keepDrafts(): void {
  const waiting = new Map<HTMLFormElement, number>();
  document.addEventListener("input", (event) => {
    const form = (event.target as Element).closest<HTMLFormElement>("form[data-draft]");
    if (form) {
      clearTimeout(waiting.get(form));
      waiting.set(
        form,
        setTimeout(() => {
          const typed = new URLSearchParams();
          new FormData(form).forEach((value, name) => {
            if (typeof value === "string") {
              typed.append(name, value);
            }
          });
          fetch("/desk/drafts", { method: "POST", body: typed }).catch(() => undefined);
        }, 1500),
      );
    }
  });
  document.addEventListener("submit", (event) => clearTimeout(waiting.get(event.target as HTMLFormElement)));
}

/** A form is sent once: a second click while the first is on its way does nothing. */
function sendOnce(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (form.method !== "post" || event.defaultPrevented) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 8000);
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset.sent;
    }
  });
}

/** One drawer or menu at a time; Escape or a click beside it closes it and gives the focus back. */
function easeDrawers(): void {
  const kinds = "details.why, details.drop";
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>("details[open]")].filter((d) => d.matches(kinds));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      return;
    }
    for (const drawer of open()) {
      const held = drawer.contains(document.activeElement);
      drawer.open = false;
      if (held) {
        drawer.querySelector("summary")?.focus();
      }
    }
  });
  document.addEventListener("click", (event) => {
    for (const drawer of open()) {
      if (!drawer.contains(event.target as Node)) {
        drawer.open = false;
      }
    }
  });
}

/** Buttons with data-copy put that text, or the text of the element that data-copy-from names, on the clipboard. */
function copy(): void {
  document.addEventListener("click", async (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-copy]");
    if (!button) {
      return;
    }
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy ?? "");
      button.textContent = button.dataset.done ?? said;
    } catch {
      button.textContent = button.dataset.failed ?? said;
    }
    setTimeout(() => {
      button.textContent = said;
    }, 2500);
  });
}

/** Names the chosen files, since the native words are in the language of the browser. */
function nameFiles(): void {
  document.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    const names = input.closest(".file")?.querySelector<HTMLElement>("[data-none]");
    if (input.type !== "file" || !names) {
      return;
    }
    const files = [...(input.files ?? [])].map((file) => `${file.name}（${size(file.size)}）`);
    names.textContent = files.length ? files.join("、") : (names.dataset.none ?? "");
  });
}

function size(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Writes the weekday beside a day input. */
function nameDays(): void {
  document.addEventListener("input", (event) => {
    const input = event.target as HTMLInputElement;
    const said = input.closest(".field")?.querySelector<HTMLElement>("[data-day]");
    if (input.type !== "date" || !said) {
      return;
    }
    const day = input.valueAsDate;
    said.textContent = day ? sayDay(day, document.documentElement.lang) : "";
  });
}

function sayDay(day: Date, language: string): string {
  const weekday = day.getUTCDay();
  return language.startsWith("zh")
    ? `${day.getUTCFullYear()}年${day.getUTCMonth() + 1}月${day.getUTCDate()}日（周${"日一二三四五六"[weekday]}）`
    : day.toUTCString().slice(0, 16);
}

/** Checks or clears every row of a list. */
function pickAll(): void {
  document.addEventListener("change", (event) => {
    const all = event.target as HTMLInputElement;
    if (!all.matches("[data-pick-all]")) {
      return;
    }
    for (const box of all.closest("table")?.querySelectorAll<HTMLInputElement>("tbody .pick input") ?? []) {
      box.checked = all.checked;
    }
  });
}

/** Counts what is left of a long text. */
function countLetters(): void {
  document.addEventListener("input", (event) => {
    const area = event.target as HTMLTextAreaElement;
    const said = area.closest(".field")?.querySelector<HTMLElement>("[data-left]");
    if (said && area.maxLength > 0) {
      said.textContent = (said.dataset.left ?? "").replace("{n}", String(area.maxLength - area.value.length));
    }
  });
}

guardDrafts();
keepDrafts();
sendOnce();
easeDrawers();
copy();
nameFiles();
nameDays();
pickAll();
countLetters();
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
