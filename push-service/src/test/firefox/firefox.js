/**
 * Firefox for tests in another language. Each line of the standard input is a command:
 * [name, number of the tab, ...arguments]. Its answer is a line of the standard output:
 * {"result": ...} or {"error": "..."}. Firefox ends with the input.
 */

import { createInterface } from 'node:readline';
import puppeteer from 'puppeteer-core';

const TIMEOUT_MS = 30_000;

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath: process.argv[2],
  protocolTimeout: TIMEOUT_MS,
  defaultViewport: { width: 1280, height: 860 },
});

/** @type {{page: import('puppeteer-core').Page, requests: string[], errors: string[]}[]} */
const tabs = [];

const commands = {
  newWindow: async () => newTab(await browser.createBrowserContext()),
  newTab: ({ page }) => newTab(page.browserContext()),
  open: async ({ page }, url) => {
    await page.goto(url);
  },
  reload: async ({ page }) => {
    await page.reload();
  },
  show: async ({ page }) => page.bringToFront(),
  resize: async ({ page }, width, height) => page.setViewport({ width, height }),
  setOffline: async ({ page }, isOffline) => page.setOfflineMode(isOffline),
  type: async ({ page }, text) => page.keyboard.type(text),
  press,
  evaluate: ({ page }, script) => page.evaluate(script),
  takePictures,
  requests: ({ requests }) => requests,
  errors: ({ errors }) => errors,
  closeWindow: async ({ page }) => page.browserContext().close(),
};

async function newTab(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(TIMEOUT_MS);
  const tab = { page, requests: [], errors: [] };
  page.on('request', (request) => tab.requests.push(request.url()));
  page.on('pageerror', (error) => tab.errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      tab.errors.push(message.text());
    }
  });
  return tabs.push(tab) - 1;
}

/** Also waits until the page has rendered what the key did. */
async function press({ page }, ...keys) {
  const [key, ...held] = keys.reverse();
  for (const one of held) {
    await page.keyboard.down(one);
  }
  await page.keyboard.press(key);
  for (const one of held) {
    await page.keyboard.up(one);
  }
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done)))');
}

/** One of each tab of the window. */
async function takePictures({ page }, path) {
  for (const [index, tab] of (await page.browserContext().pages()).entries()) {
    await tab.screenshot({ path: `${path}-${index}.png` });
  }
}

async function answer(line) {
  try {
    const [name, tab, ...args] = JSON.parse(line);
    return { result: (await commands[name](tabs[tab], ...args)) ?? null };
  } catch (error) {
    return { error: String(error.stack) };
  }
}

try {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
  }
} finally {
  await browser.close();
}
