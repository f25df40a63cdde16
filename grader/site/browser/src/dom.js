// Elements in one line each. Text is always set as text: nothing a student or a test says becomes markup.

/** An element: el("button", { class: "x", onclick: f, "aria-label": "y" }, child, "text"). */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(2).filter((child) => child != null && child !== false));
  return element;
}

/** A number and its noun: plural(1, "test") is "1 test". */
export function plural(count, noun) {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}

let disclosures = 0;

/** A button and what it shows or hides. */
export function disclosure(label, content, { open = false, className = "" } = {}) {
  const id = `qx-part-${(disclosures += 1)}`;
  const body = el("div", { id, class: "qx-part", hidden: !open }, content);
  const button = el("button", {
    type: "button",
    class: `qx-toggle ${className}`,
    "aria-expanded": String(open),
    "aria-controls": id,
    onclick: () => {
      body.hidden = !body.hidden;
      button.setAttribute("aria-expanded", String(!body.hidden));
    },
  });
  button.append(el("span", { class: "qx-arrow", "aria-hidden": "true" }), ...[label].flat().filter((part) => part != null));
  return [button, body];
}

/** One line of Markdown as hints have it: code, emphasis, links; everything else is text. */
export function inline(text) {
  const nodes = [];
  const pattern = /(`+)(.+?)\1|\[([^\]]*(?:`[^`]*`[^\]]*)*)\]\(([^()\s]+)\)|\*\*(.+?)\*\*|\*(.+?)\*/gs;
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.push(text.slice(end, match.index));
    if (match[1]) nodes.push(el("code", {}, match[2]));
    else if (match[4]) nodes.push(el("a", { href: /^[a-z]+:/i.test(match[4]) && !/^https?:/i.test(match[4]) ? "#" : match[4] }, ...inline(match[3])));
    else nodes.push(el(match[5] ? "strong" : "em", {}, ...inline(match[5] ?? match[6])));
    end = match.index + match[0].length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
