import assert from "node:assert/strict";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";
import { isHeard, openLearn, reached } from "./learn_tools.mjs";

const titles = [
  "A piece is a list of notes",
  "The list becomes a matrix",
  "Windows: twenty notes and the next",
  "What there is to learn from",
  "The network",
  "Training",
  "What it expects, note by note",
  "Sampling by hand",
  "Going further",
];

// By keyboard alone: the heading of the next step has the focus, its button is the last but none to tab to.
async function next(page, k) {
  await page.getByRole("button", { name: "Next →" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((title) => document.activeElement?.textContent === title, titles[k]);
  await page.getByText(`Step ${k + 1} of 9`).waitFor();
}

scenario("the guided tour goes from a file's notes to sampling by hand", async (page, { transport }) => {
  await openLearn(page);
  await page.getByRole("tab", { name: "Train" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByRole("heading", { name: titles[0] }).waitFor();

  await page.getByRole("row", { name: "1 quarter 1 G2 43 sixteenth" }).waitFor();
  await page.getByRole("button", { name: /^Play: Cello Suite No. 1/ }).click();
  await isHeard(page);
  await page.getByRole("button", { name: /^Stop: Cello Suite No. 1/ }).click();
  await assertAccessible(page);

  await next(page, 1);
  await page.getByText("593 × 79").waitFor();
  const matrix = page.getByRole("application");
  await matrix.focus();
  await page.getByText("Row 1, column 43 (G2): 1").waitFor();
  await page.keyboard.press("ArrowRight");
  await page.getByText("Row 2, column 50 (D3): 1").waitFor();
  await page.keyboard.press("ArrowUp");
  await page.getByText("Row 2, column 51 (E♭3): 0. Note 2 is D3.").waitFor();
  await matrix.locator("svg").hover({ position: { x: 25, y: 100.5 } });
  await page.getByText("Row 3, column 59 (B3): 1").waitFor();
  await assertAccessible(page);
  await shot(page, "Tour matrix");

  await next(page, 2);
  const question = page.getByLabel("The question X");
  assert.match(await question.textContent(), /^X G2D3B3A3/);
  assert.equal(await question.locator(".chip").count(), 20);
  const answer = await page.getByLabel("The answer y").textContent();
  await page.getByRole("slider", { name: /^The window begins with note/ }).focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText("The window begins with note 2").waitFor();
  assert.equal(`y ${await question.locator(".chip").last().textContent()}`, answer);
  await page.getByText("593 − 20 = 573").waitFor();
  await page.getByText("All 36 movements together have 23,781").waitFor();
  await assertAccessible(page);

  await next(page, 3);
  await page.getByText("24,501 notes of 43 pitches, from C2 to G5").waitFor();
  await assertAccessible(page);

  await next(page, 4);
  await page.getByText("431,183").waitFor();
  await page.getByRole("button", { name: "Two layers" }).press("Enter");
  await page.getByText("957,519").waitFor();
  await assertAccessible(page);

  await next(page, 5);
  // As small as it goes here: the form's own settings, in one epoch.
  await page.getByRole("button", { name: "All settings" }).press("Enter");
  await page.getByText("More settings").click();
  await page.getByLabel("Epochs").fill("1");
  await page.getByLabel("Batches an epoch").fill("12");
  await page.getByLabel("Windows a batch").fill(transport === "static" ? "16" : "64");
  await page.getByText("Held out: 6 pieces").click();
  await page.getByRole("button", { name: "None", exact: true }).click();
  await page.getByRole("button", { name: "Start training" }).click();
  await page.getByRole("tab", { name: "Guided tour" }).click();
  await page.getByText("Step 6 of 9").waitFor();
  await reached(page, 12);
  await page.getByRole("button", { name: /^Start a small training/ }).and(page.locator(":not([aria-disabled=true])")).waitFor();
  await assertAccessible(page);

  await next(page, 6);
  await page.getByRole("heading", { name: /^Notebook, cello/ }).waitFor();
  const shipped = page.getByRole("region", { name: "Expected by the model in the program" });
  const own = page.getByRole("region", { name: /^Expected by Notebook/ });
  await own.getByText(/bits of surprise/).waitFor();
  await shipped.getByText(/bits of surprise/).waitFor();
  assert.equal(await own.getByRole("listitem").count(), 5);
  const before = await page.getByText(/^Note \d+ is/).textContent();
  await page.getByRole("button", { name: "Next bar →" }).press("Enter");
  assert.notEqual(await page.getByText(/^Note \d+ is/).textContent(), before);
  await page.getByRole("button", { name: /^Note 40, .* by the model in the program$/ }).press("Enter");
  await page.getByText("Note 40 is").waitFor();
  await assertAccessible(page);
  await shot(page, "Tour guesses");

  await next(page, 7);
  const choices = page.getByRole("group", { name: "What comes next" });
  await choices.getByRole("button").first().waitFor();
  const shares = async () =>
    choices.getByRole("button").evaluateAll((all) => all.map((each) => each.getAttribute("aria-label")));
  const asExpected = await shares();
  assert(asExpected.length > 5);
  const temperature = page.getByRole("slider", { name: /^Temperature/ });
  await temperature.focus();
  await page.keyboard.press("Home");
  assert.notDeepEqual(await shares(), asExpected);
  await choices.getByRole("button").nth(2).press("Enter");
  await isHeard(page);
  await page.getByText(/was a surprise of \d+\.\d bits\. Surprise so far: \d+\.\d bits in 1 note,/).waitFor();
  await page.getByRole("button", { name: "the model in the program" }).press("Enter");
  await page.getByText("Nothing written yet").waitFor();
  await page.getByRole("button", { name: "Let it go on" }).press("Enter");
  await page.getByText(/Surprise so far: .* in [4-9] notes/).waitFor();
  await page.getByRole("button", { name: "Pause" }).press("Enter");
  await page.getByRole("button", { name: "Take back" }).press("Enter");
  await page.getByRole("button", { name: "Play it all: what was written" }).press("Enter");
  await isHeard(page);
  await assertAccessible(page);
  await shot(page, "Tour sampling");
  await page.getByRole("button", { name: "Begin again" }).press("Enter");
  await page.getByText("Nothing written yet").waitFor();

  await next(page, 8);
  await assertAccessible(page);
  await page.getByRole("button", { name: "Set the form to two layers" }).press("Enter");
  assert.equal(await page.getByLabel("Layers").inputValue(), "2");
  await page.getByRole("tab", { name: "Guided tour" }).click();
  await page.getByRole("button", { name: "← Back" }).press("Enter");
  await page.getByText("Step 8 of 9").waitFor();
});

scenarioOfPage("the tour looks at a file of the visitor's, too", async (page) => {
  await openLearn(page);
  await page.getByRole("tab", { name: "Guided tour" }).click();
  const choice = page.getByLabel("or a file of yours");
  await choice.setInputFiles({ name: "short.abc", mimeType: "text/plain", buffer: Buffer.from("X:1\nK:C\nCDEF|\n") });
  await page.getByRole("alert").getByText("the tour needs more than 20").waitFor();
  const text = `X:1\nT:Scales\nM:4/4\nL:1/8\nK:C\n${"CDEFGABc|cBAGFEDC|".repeat(3)}\n`;
  await choice.setInputFiles({ name: "scales.abc", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByText("48 notes in the line the network reads").waitFor();
  await page.getByRole("button", { name: "Next →" }).click();
  await page.getByText("48 × 79").waitFor();
});
