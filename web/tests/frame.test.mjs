import assert from "node:assert/strict";
import { firstTake } from "./compose_tools.mjs";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";

scenarioOfPage("each page opens by its link and is accessible", async (page) => {
  for (const name of ["Learn", "Explore", "Listen blind", "Compose"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.locator("main h1:visible").first().waitFor();
    await assertAccessible(page);
    await shot(page, name);
  }
});

scenarioOfPage("a page begins at its top, and is found again where it was left", async (page) => {
  await page.getByRole("heading", { name: "Seeds to begin from" }).waitFor();
  await firstTake(page);
  await page.evaluate(() => scrollTo(0, 400));
  await page.getByRole("link", { name: "Learn", exact: true }).click();
  await page.getByRole("heading", { name: "Learn" }).waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.getByRole("link", { name: "Compose", exact: true }).click();
  await page.waitForFunction(() => scrollY === 400);
});

scenarioOfPage("colours change and are kept", async (page) => {
  const button = page.getByRole("button", { name: /^Colours/ });
  await button.click();
  await button.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await assertAccessible(page);
  await page.reload();
  await page.locator("main h1:visible").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

scenario("licences are shown, and the page's policy lets in nothing but the page", async (page, { complaints }) => {
  await page.locator("main h1:visible").first().waitFor();
  const text = await page.getByRole("link", { name: "licences" }).evaluate(async (link) => (await fetch(link.href)).text());
  for (const part of [/abcjs \S+ \(MIT\)/, /spessasynth_core/, /preact \S+ \(MIT\)/, /FluidR3/]) assert.match(text, part);
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
    setTimeout("window.textRan = true");
    const answered = await fetch("https://localhost:9/").catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 10));
    return [window.inlineRan, window.textRan, answered].filter(Boolean);
  });
  assert.deepEqual(ran, []);
  // The browser tells what it refused; of each once or more.
  assert(complaints.length >= 2);
  for (const each of complaints.splice(0)) assert.match(each, /Content Security Policy|CSP/);
});
