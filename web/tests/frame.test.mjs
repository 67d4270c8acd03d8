import assert from "node:assert/strict";
import { firstTake } from "./compose_tools.mjs";
import { assertAccessible, scenario, shot } from "./harness.mjs";

scenario("each page opens by its link and is accessible", async (page) => {
  for (const name of ["Learn", "Explore", "Listen blind", "Compose"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await page.locator("main h1:visible").first().waitFor();
    await assertAccessible(page);
    await shot(page, name);
  }
});

scenario("a page begins at its top, and is found again where it was left", async (page) => {
  await page.getByRole("heading", { name: "Seeds to begin from" }).waitFor();
  await firstTake(page);
  await page.evaluate(() => scrollTo(0, 400));
  await page.getByRole("link", { name: "Learn", exact: true }).click();
  await page.getByRole("heading", { name: "Learn" }).waitFor();
  assert.equal(await page.evaluate(() => scrollY), 0);
  await page.getByRole("link", { name: "Compose", exact: true }).click();
  await page.waitForFunction(() => scrollY === 400);
});

scenario("colours change and are kept", async (page) => {
  const button = page.getByRole("button", { name: /^Colours/ });
  await button.click();
  await button.click();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  await assertAccessible(page);
  await page.reload();
  await page.locator("main h1:visible").first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});
