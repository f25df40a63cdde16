// What a reader has written, kept in this browser: one entry an exercise, with the hash of the stub it began from.

const PREFIX = "quayside/browser/v1/";

/** A short name for a text; equal texts have equal names. */
export function digest(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return `${hash.toString(16).padStart(8, "0")}-${text.length}`;
}

export class Store {
  constructor(id, stubs) {
    this.key = PREFIX + id;
    this.stubs = stubs;
    this.works = true;
  }

  /** {files, hints, changed}: texts by name, hints seen by ladder, names of files whose stub is a new one. */
  load() {
    const kept = this.#read();
    const files = {};
    const changed = [];
    for (const [name, stub] of Object.entries(this.stubs)) {
      const text = kept.files?.[name];
      const base = kept.base?.[name];
      const isOwn = typeof text === "string" && digest(text) !== base;
      files[name] = isOwn ? text : stub;
      if (isOwn && base !== digest(stub) && text !== stub) changed.push(name);
    }
    return { files, hints: kept.hints ?? {}, changed };
  }

  /** Keep texts and hints; `rebase` says that the reader has seen the stubs as they are now. */
  save({ files, hints }, { rebase = false } = {}) {
    const kept = this.#read();
    const base = {};
    for (const name of Object.keys(this.stubs)) {
      const seen = rebase || !kept.base?.[name] || digest(kept.files?.[name] ?? "") === kept.base[name];
      base[name] = seen ? digest(this.stubs[name]) : kept.base[name];
    }
    const untouched = Object.entries(files).every(([name, text]) => text === this.stubs[name]);
    try {
      if (untouched && Object.keys(hints).length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ files, base, hints, saved: new Date().toISOString() }));
      this.works = true;
    } catch {
      this.works = false;
    }
    return this.works;
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) ?? {};
    } catch {
      return {};
    }
  }
}
