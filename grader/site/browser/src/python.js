// The one worker of a page in which Python runs: started when it may be needed, ended when it does not come back.

/** Seconds that a run may take before its worker is ended; the runner itself stops tests earlier. */
export const LIMIT = 20;

const workerUrl = new URL("worker.js", import.meta.url);

class Python {
  #worker = null;
  #run = null;
  #runs = 0;
  #listeners = new Set();
  /** off, starting, ready, running or failed. */
  state = "off";
  version = "";
  message = "";

  /** Call back at each change of state; gives a function that ends it. */
  watch(listener) {
    this.#listeners.add(listener);
    listener(this);
    return () => this.#listeners.delete(listener);
  }

  /** Begin to load Python, if it is not there. */
  start() {
    if (this.#worker) return;
    const worker = new Worker(workerUrl, { type: "module", name: "quayside-python" });
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => worker === this.#worker && this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      if (worker === this.#worker) this.#crashed(event.message || "its worker could not be loaded");
    });
    this.#become("starting");
  }

  /** Run a request; `hear` gets the events. Gives {how: "done" | "stopped" | "timeout" | "crash", message}. */
  async run(request, hear) {
    this.#finish("stopped");
    this.start();
    return await new Promise((resolve) => {
      this.#run = { number: (this.#runs += 1), hear, resolve, timer: 0 };
      this.#worker.postMessage({ run: this.#run.number, request: JSON.stringify(request) });
      if (this.state === "ready") this.#begin();
    });
  }

  /** End a run at once, whatever it does; the next Python is started right away. */
  stop(how = "stopped") {
    if (!this.#run) return;
    this.#end();
    this.#finish(how);
    this.start();
  }

  #begin() {
    this.#run.timer = setTimeout(() => this.stop("timeout"), LIMIT * 1000);
    this.#become("running");
  }

  #hear(data) {
    if (data.kind === "ready") {
      this.version = data.python;
      this.#become("ready");
      if (this.#run) this.#begin();
    } else if (data.kind === "event" && data.run === this.#run?.number) {
      this.#run.hear(data.event);
    } else if (data.kind === "done" && data.run === this.#run?.number) {
      this.#become("ready");
      this.#finish("done");
    } else if (data.kind === "crash") {
      this.#crashed(data.message);
    }
  }

  #crashed(message) {
    const running = this.state === "running";
    this.#end();
    this.message = message;
    this.#become(running ? "off" : "failed");
    this.#finish("crash", message);
    if (running) this.start();
  }

  #end() {
    this.#worker?.terminate();
    this.#worker = null;
  }

  #finish(how, message = "") {
    const run = this.#run;
    this.#run = null;
    if (!run) return;
    clearTimeout(run.timer);
    run.resolve({ how, message });
  }

  #become(state) {
    this.state = state;
    for (const listener of this.#listeners) listener(this);
  }
}

export const python = new Python();
