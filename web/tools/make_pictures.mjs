// The pictures of the page in doc/: BACH_PAGE=… BACH_PROGRAM=… node tools/make_pictures.mjs ../doc/pictures
import { join } from "node:path";
import { chromium } from "playwright-core";
import { firstTake } from "../tests/compose_tools.mjs";
import { transports } from "../tests/serve.mjs";

// With a name after FOLDER, that picture alone.
const [folder, only] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node tools/make_pictures.mjs FOLDER [NAME]");
  process.exit(2);
}
const server = await transports.server();
const browser = await chromium.launch({
  executablePath: process.env.BACH_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
});

async function picture(name, height, arrange, colorScheme = "light") {
  if (only && only !== name) return;
  const context = await browser.newContext({ viewport: { width: 1280, height }, colorScheme });
  const page = await context.newPage();
  await page.goto(server.address);
  await arrange(page);
  await page.mouse.move(0, height - 1);
  await page.evaluate(() => document.activeElement?.blur());
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await context.close();
}

async function sounding(page) {
  const take = await firstTake(page);
  await take.locator(".roll .note.surprise-0").first().waitFor();
  await take.getByText("Its own.").waitFor();
  await take.getByRole("button", { name: "Play", exact: true }).click();
  await take.locator(".sheet .sounding").first().waitFor();
  await take.getByLabel("Place in the piece").fill("5");
  await page.waitForFunction(() => document.querySelector(".clock").textContent.startsWith("0:06"));
  await take.getByRole("button", { name: "Pause" }).click();
}

try {
  await picture("studio", 1340, sounding);
  await picture("studio-dark", 1340, sounding, "dark");
  await picture("studio-learn", 1000, async (page) => {
    await page.getByRole("link", { name: "Learn", exact: true }).click();
    await page.getByRole("button", { name: "Start training" }).click();
    await page.getByText(/^Finished\./).waitFor({ timeout: 600_000 });
  });
  await picture("studio-explore", 1060, async (page) => {
    await page.locator("main h1:visible").first().waitFor();
    await page.evaluate(() => (location.hash = "#/explore/cs1-4sar"));
    const places = page.getByRole("region", { name: "Where the model was most surprised" }).getByRole("button");
    await places.nth(1).click({ timeout: 60_000 });
    await page.locator(".engraving .cursor").waitFor();
    await page.waitForFunction(() => {
      const [cursor, roll] = [".roll-cursor", ".roll"].map((each) => document.querySelector(`.movement ${each}`).getBoundingClientRect());
      return cursor.left > roll.left && cursor.left < roll.right;
    });
    await page.evaluate(() => scrollTo(0, 210));
  });
  await picture("studio-listen", 760, async (page) => {
    await page.locator("main h1:visible").first().waitFor();
    await page.evaluate(() => (location.hash = "#/listen/7"));
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("button", { name: "Play A" }).and(page.locator(":enabled")).click();
    await page.getByRole("button", { name: "Stop A" }).filter({ hasText: "0:04 /" }).waitFor({ timeout: 60_000 });
    await page.getByRole("radio", { name: "A is Bach" }).check();
  });
} finally {
  await browser.close();
  server.close();
}
