import assert from "node:assert/strict";
import { asks, firstTake } from "./compose_tools.mjs";
import { assertAccessible, scenarioOfPage, shot } from "./harness.mjs";

// On phones and in light colours the scenarios of each page look themselves.
scenarioOfPage(
  "all pages can be read in the dark on a desktop, without motion",
  async (page) => {
    const take = await firstTake(page);
    await take.locator(".roll .note.surprise-0").first().waitFor();
    await take.getByRole("button", { name: "Compare the bars" }).click();
    await take.locator(".pair .abcjs-note").first().waitFor();
    const form = await asks(page, { Bars: "many" });
    await form.getByRole("button", { name: "Compose", exact: true }).click();
    await form.getByRole("alert").waitFor();
    await assertAccessible(page);
    await shot(page, "Dark Compose");

    // Paper is white all the same.
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => {
      window.print = () => {
        const style = (element) => getComputedStyle(element);
        const note = style(document.querySelector(".printed .abcjs-note path"));
        const root = style(document.documentElement);
        window.printed = [root.colorScheme, root.backgroundColor, style(document.body).backgroundColor, note.fill];
      };
    });
    await take.getByRole("button", { name: "Print or PDF" }).click();
    await page.waitForFunction(() => window.printed);
    const white = "rgb(255, 255, 255)";
    assert.deepEqual(await page.evaluate(() => window.printed), ["light", white, white, "rgb(0, 0, 0)"]);
    await page.emulateMedia({ media: null });

    await page.getByRole("link", { name: "Learn", exact: true }).click();
    await page.getByText("No training yet").waitFor();
    await assertAccessible(page);
    await shot(page, "Dark Learn");
    await page.getByRole("tab", { name: "Guided tour" }).click();
    await page.getByText("Step 1 of 9").waitFor();
    await assertAccessible(page);
    await shot(page, "Dark tour");

    await page.getByRole("link", { name: "Explore", exact: true }).click();
    await page.getByText("147 movements").waitFor({ timeout: 30_000 });
    await assertAccessible(page);
    await page.evaluate(() => (location.hash = "#/explore/cs1-4sar"));
    await page.getByRole("region", { name: "Where the model was most surprised" }).getByRole("button").first().click();
    await page.getByRole("region", { name: / in (bar|upbeat)/ }).waitFor();
    await assertAccessible(page);
    await shot(page, "Dark Explore");

    await page.getByRole("link", { name: "Listen blind" }).click();
    await page.getByRole("heading", { name: "Listen blind" }).waitFor();
    await assertAccessible(page);
    await shot(page, "Dark Listen");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "Play A" }).waitFor();
    await assertAccessible(page);
    await shot(page, "Dark Listen trial");
    // Nothing moves by itself.
    const moving = await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
    assert.equal(moving, 0);
  },
  { context: { colorScheme: "dark", reducedMotion: "reduce" } },
);
