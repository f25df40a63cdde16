// Clicks through the built site as its readers do: node drive.mjs PACKAGES REQUEST ANSWER
//
// REQUEST is JSON: {"site", "shots", "exercise", "reference", "wrong", "pages", "scenarios"}; ANSWER gets, for each
// scenario, {"seconds", "error", "facts"}. What a scenario demands is written in it; the test says which must hold.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { scenarios } from "./scenarios.mjs";
import { LAUNCH, serve } from "./served.mjs";

const [packages, requestPath, answerPath] = process.argv.slice(2);
const { chromium } = createRequire(join(packages, "package.json"))("playwright-core");
const request = JSON.parse(readFileSync(requestPath, "utf8"));
const axe = readFileSync(join(packages, "node_modules", "axe-core", "axe.min.js"), "utf8");

const site = await serve(request.site);
const browser = await chromium.launch(LAUNCH);
const answer = {};
for (const name of request.scenarios) {
  const started = performance.now();
  const result = { seconds: 0, error: "", facts: {} };
  const ground = new Ground(name);
  try {
    result.facts = (await scenarios[name](ground)) ?? {};
    const foreign = ground.asked.filter((url) => !url.startsWith(site.address) && !/^(data|blob|about):/.test(url));
    if (foreign.length) throw new Error(`asked elsewhere: ${foreign.slice(0, 3).join(" ")}`);
    if (ground.errors.length) throw new Error(`the page complained: ${ground.errors[0]}`);
  } catch (error) {
    result.error = String(error?.stack ?? error).slice(0, 1500);
    await ground.shot("failed").catch(() => {});
  }
  await ground.close();
  result.seconds = (performance.now() - started) / 1000;
  answer[name] = result;
}
writeFileSync(answerPath, JSON.stringify(answer, null, 1));
await browser.close();
site.close();

/** What a scenario works with: one page in a fresh browser profile, and what it asked for. */
function Ground(name) {
  const contexts = [];
  this.request = request;
  this.address = site.address;
  this.asked = [];
  this.errors = [];
  this.page = null;
  /** Open a page of the site in a new profile. */
  this.open = async (path, options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1180, height: 900 }, colorScheme: "light", ...options });
    contexts.push(context);
    this.page = await context.newPage();
    this.page.setDefaultTimeout(30000);
    this.page.on("request", (asked) => this.asked.push(asked.url()));
    this.page.on("pageerror", (error) => this.errors.push(String(error).slice(0, 300)));
    this.page.on("console", (message) => message.type() === "error" && this.errors.push(message.text().slice(0, 300)));
    await this.page.goto(site.address + path);
    return this.page;
  };
  /** A picture of the page, or of a part of it, for people to look at. */
  this.shot = async (label, part = null) => {
    const path = join(request.shots, `${name}-${label}.png`.replaceAll(" ", "-"));
    if (part) await this.page.locator(part).screenshot({ path });
    else if (this.page) await this.page.screenshot({ path });
  };
  /** Violations that axe finds on the page as it is. */
  this.violations = async () => {
    await this.page.evaluate(axe);
    const found = await this.page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    return found.violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`);
  };
  this.close = async () => {
    for (const context of contexts) await context.close();
  };
}
