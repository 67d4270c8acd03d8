// Trainings outlive the page's visit, and are stopped and resumed.
import assert from "node:assert/strict";
import { scenario } from "./harness.mjs";
import { lossTable, openLearn, reached, setSmallTraining, start } from "./learn_tools.mjs";

// Epochs of about two seconds each, on either engine.
const sizes = {
  static: { batches: 10, windows: 8 },
  server: { batches: 80, windows: 64 },
};

async function finalTable(page) {
  await page.getByText("Finished.").waitFor({ timeout: 60_000 });
  await page.getByText("The figures as a table").click();
  return lossTable(page);
}

scenario("a reload loses nothing", async (page, { transport }) => {
  const { batches, windows } = sizes[transport];
  await openLearn(page);
  await setSmallTraining(page, { epochs: 4, batches, windows });
  await start(page);
  await reached(page, batches + 1);
  await page.reload();
  await openLearn(page);
  await reached(page, batches);
  if (transport === "static") await page.getByText(`training went on from step ${batches}`).waitFor();
  const rows = await finalTable(page);
  assert.deepEqual(
    rows.slice(0, 4).map(([epoch, steps]) => [epoch, steps]),
    [1, 2, 3, 4].map((epoch) => [String(epoch), String(epoch * batches)]),
  );
  assert(rows.slice(0, 4).every(([, , , heldOut]) => Number(heldOut) > 0));
  await page.getByRole("region", { name: "Your models" }).getByRole("textbox").waitFor();
});

scenario("a training is stopped, resumed, and ends as one that never stopped", async (page, { transport }) => {
  const { batches, windows } = sizes[transport];
  await openLearn(page);
  await setSmallTraining(page, { epochs: 3, batches, windows });
  await start(page);
  const straight = await finalTable(page);
  await start(page);
  await reached(page, 1);
  if (transport === "static") {
    await page.getByRole("button", { name: "Stop at once" }).click();
    await page.getByText("stopped before its first epoch was done").waitFor();
    await start(page);
    await reached(page, 1);
    await page.getByRole("button", { name: "Stop after this epoch" }).click();
    await page.getByText(`Stopped. ${batches} of ${3 * batches} steps.`).waitFor();
  } else {
    await reached(page, batches + 1);
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.getByText(/^Stopped\. \d+ of/).waitFor();
  }
  await page.getByRole("button", { name: "Save model" }).waitFor();
  await page.getByRole("button", { name: /^Resume from step/ }).click();
  await page.getByText("Finished.").waitFor({ timeout: 60_000 });
  assert.deepEqual(await lossTable(page), straight);
});

scenario(
  "a second visitor watches the first one's training",
  async (page, { address, context }) => {
    await openLearn(page);
    await setSmallTraining(page, { epochs: 3, ...sizes.server });
    await start(page);
    const other = await context.browser().newContext();
    const visitor = await other.newPage();
    await visitor.goto(address);
    await openLearn(visitor);
    await visitor.getByText("Begun by another visitor.").waitFor();
    assert(await visitor.getByRole("button", { name: "Start training" }).isDisabled());
    await visitor.getByText("Finished.").waitFor({ timeout: 60_000 });
    await visitor.getByRole("button", { name: "Keep among my models" }).click();
    await visitor.getByRole("region", { name: "Your models" }).getByRole("textbox").waitFor();
    await other.close();
  },
  { only: ["server"] },
);

scenario(
  "a second tab watches the training, and takes it up when the first is closed",
  async (page, { address, context }) => {
    const { batches, windows } = sizes.static;
    await openLearn(page);
    await setSmallTraining(page, { epochs: 3, batches, windows });
    await start(page);
    await reached(page, 1);
    const second = await context.newPage();
    await second.goto(address);
    await openLearn(second);
    await reached(second, batches + 1);
    assert(await second.getByRole("button", { name: "Start training" }).isDisabled());
    await page.close();
    await second.getByText(`training went on from step ${batches}`).waitFor();
    await second.getByText(`Finished. ${3 * batches} of ${3 * batches} steps.`).waitFor({ timeout: 60_000 });
  },
  { only: ["static"] },
);
