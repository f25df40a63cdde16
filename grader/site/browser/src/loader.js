// Loads the editor where a page has an exercise, and what answers where it has a quiz; elsewhere nothing.
// Works with pages that are exchanged without a reload: the theme then announces each page on document$.
const base = new URL(".", import.meta.url);

function look() {
  nameParts();
  if (document.querySelector("quay-exercise")) {
    if (!document.querySelector("link[data-quay]")) {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = new URL("exercise.css", base).href;
      link.dataset.quay = "";
      document.head.append(link);
    }
    import(new URL("exercise.js", base).href).catch(doWithout);
  }
  const quiz = document.querySelector("form.qy-quiz");
  if (quiz) import(new URL("quiz.js", base).href).then(({ start }) => start(quiz));
}

/** Where the site was built without the editor, or it cannot be had, the page below says what to do instead. */
function doWithout() {
  for (const exercise of document.querySelectorAll("quay-exercise:not([data-lacks])")) {
    exercise.dataset.lacks = "";
    const words = document.createElement("p");
    words.textContent = "The editor is not here; the exercise can be done on your own machine.";
    exercise.before(words);
  }
}

/** What the theme leaves without a name, or gives the name of something else, for readers who hear the page. */
function nameParts() {
  document.querySelector('.md-search[role="dialog"]')?.setAttribute("aria-label", "Search the course");
  document.querySelector(".md-search__options")?.setAttribute("aria-label", "Search options");
  for (const nav of document.querySelectorAll(".md-nav[data-md-level]:not([data-md-level='0'])")) {
    const label = document.getElementById(nav.getAttribute("aria-labelledby") ?? "");
    if (!label) continue;
    nav.removeAttribute("aria-labelledby");
    nav.setAttribute("aria-label", `Pages: ${label.textContent.trim()}, level ${nav.dataset.mdLevel}`);
  }
}

// The theme puts a landmark without a name beside every block of code, some of them later: they are rows of buttons.
new MutationObserver(() => {
  for (const nav of document.querySelectorAll("nav.md-code__nav:not([role])")) {
    nav.setAttribute("role", "presentation");
  }
}).observe(document.body, { childList: true, subtree: true });

if (globalThis.document$?.subscribe) globalThis.document$.subscribe(look);
else look();
