import assert from "node:assert/strict";
import { assertHandedOver } from "./compose_tools.mjs";
import { assertAccessible, scenario, scenarioOfPage, shot } from "./harness.mjs";
import {
  curves,
  isHeard,
  lossTable,
  noteOnsOf,
  openLearn,
  reached,
  saved,
  setSmallTraining,
  start,
  tensorsOf,
} from "./learn_tools.mjs";

scenario("a network is trained on dropped files, heard, saved and composed with", async (page, tools) => {
  await openLearn(page);
  await page.getByText("No training yet").waitFor();
  await shot(page, "Learn");
  await setSmallTraining(page, { epochs: 2, batches: 5 });
  await start(page);
  await reached(page, 1);
  await page.getByText("Finished. 10 of 10 steps.").waitFor();
  assert.match(await curves(page).getAttribute("aria-label"), /after 10 of 10 steps, held-out loss \d\.\d\d$/);
  assert.equal(await curves(page).locator(".held").count(), 2);

  await page.getByText("The figures as a table").click();
  const rows = await lossTable(page);
  const baselines = rows.filter((row) => row.length === 2);
  assert.deepEqual(rows.slice(0, 2).map(([epoch, steps]) => [epoch, steps]), [["1", "5"], ["2", "10"]]);
  assert(baselines.length > 0, "no counting baseline");
  for (const [words, loss] of baselines) {
    const name = words.split(":")[0];
    assert(Number(loss) > 0);
    await curves(page).getByText(`${name} ${Number(loss).toFixed(2)}`).waitFor();
  }

  await page.getByRole("button", { name: "Play: Sample after epoch 2" }).click();
  await isHeard(page);
  await page.getByRole("button", { name: "Stop: Sample after epoch 2" }).click();
  await page.getByRole("button", { name: "Play: Sample after epoch 1" }).waitFor();
  await assertAccessible(page);

  const model = await saved(page, () => page.getByRole("button", { name: "Save model" }).click());
  assert.equal(model.name, "model.safetensors");
  const { metadata, tensors } = tensorsOf(model.bytes);
  assert.deepEqual(tensors["lstm.weight_hh_l0"].shape, [1024, 256]);
  const best = Number(metadata.held_out_nats).toFixed(3);
  await page.getByText(`Held-out loss at best ${best} nats per note`).waitFor();
  const checkpoint = await saved(page, () => page.getByRole("button", { name: "Save checkpoint" }).click());
  assert.equal(tensorsOf(checkpoint.bytes).metadata.steps, "10");

  const live = page.getByRole("region", { name: "Compose with this network" });
  await live.getByLabel("Notes").fill("40");
  await live.getByRole("button", { name: "Compose", exact: true }).click();
  await live.getByRole("group", { name: /^Player of/ }).waitFor();
  const midi = await saved(page, () => live.getByRole("button", { name: "Download MIDI" }).click());
  assert.equal(noteOnsOf(midi.bytes), 40);
  await live.getByRole("button", { name: "Play", exact: true }).click();
  await isHeard(page);
  await live.getByRole("button", { name: "Pause" }).click();
  await shot(page, "Learn trained");

  await live.getByRole("button", { name: "Keep in Compose" }).click();
  await live.getByRole("link", { name: "open it in Compose" }).click();
  const files = { "model.safetensors": model.bytes };
  const name = "By a network of yours, seed 1";
  const { bytes, command } = await assertHandedOver(page, tools, name, { files, told: /from a file$/ });
  assert.match(command, /^bach compose .*--model model\.safetensors /);
  assert.equal(noteOnsOf(bytes), 40);
});

scenarioOfPage("models are named, kept, loaded from files and deleted", async (page) => {
  await openLearn(page);
  const list = page.getByRole("region", { name: "Your models" });
  await list.getByText("None yet").waitFor();
  await setSmallTraining(page, { epochs: 1, batches: 3 });
  await start(page);
  const name = list.getByRole("textbox");
  await name.waitFor();
  assert.match(await name.inputValue(), /^Notebook, 3 pieces, 1 epoch, seed 42$/);
  await name.fill("Mine");
  await name.press("Enter");
  const file = await saved(page, () => list.getByRole("button", { name: "Save Mine" }).click());
  assert.equal(file.name, "Mine.safetensors");
  const { metadata } = tensorsOf(file.bytes);
  await list.getByText(`held-out loss ${Number(metadata.held_out_nats).toFixed(3)}`).waitFor();

  await page.reload();
  await openLearn(page);
  assert.equal(await list.getByRole("textbox").inputValue(), "Mine");
  await list.getByRole("button", { name: "Delete Mine" }).click();
  await list.getByText("None yet").waitFor();

  const choice = list.getByLabel("Load a model from a file");
  await choice.setInputFiles({ name: "no.safetensors", mimeType: "application/octet-stream", buffer: Buffer.from("no model") });
  await list.getByRole("alert").getByText("no.safetensors is not a model of bach").waitFor();
  await choice.setInputFiles({ name: "again.safetensors", mimeType: "application/octet-stream", buffer: file.bytes });
  await list.getByRole("button", { name: "Compose with again" }).click();
  const own = page.getByRole("region", { name: "Compose with again" });
  await own.getByLabel("Notes").fill("30");
  await own.getByRole("button", { name: "Compose", exact: true }).click();
  await own.getByRole("group", { name: /^Player of/ }).waitFor();
});

scenarioOfPage("the form sets what is learned from and how long", async (page) => {
  await openLearn(page);
  const first = page.getByRole("button", { name: "A first look" });
  await first.click();
  assert.equal(await first.getAttribute("aria-pressed"), "true");
  await page.getByRole("radio", { name: /^Suite/ }).check();
  await page.getByText(/(In this browser|On this machine) about/).waitFor();
  await page.getByText("Held out: 6 pieces").click();
  await page.getByRole("checkbox", { name: "his violin solos" }).check();
  await page.getByText("Held out: 12 pieces").waitFor();
  await page.getByRole("checkbox", { name: "Bach’s cello suites" }).uncheck();
  await page.getByRole("button", { name: "None", exact: true }).click();
  await page.getByText("Held out: nothing").waitFor();
  await assertAccessible(page);
  await page.getByRole("checkbox", { name: "his violin solos" }).uncheck();
  await page.getByText("Choose something to learn from.").waitFor();
  assert(await page.getByRole("button", { name: "Start training" }).isDisabled());
});

scenarioOfPage(
  "at phone width and in the dark nothing overflows",
  async (page) => {
    await openLearn(page);
    await setSmallTraining(page, { epochs: 2, batches: 4 });
    await start(page);
    await page.getByText("Finished. 8 of 8 steps.").waitFor();
    await assertAccessible(page);
    await shot(page, "Learn phone");
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await overflow(), 0);
    await page.getByRole("tab", { name: "Guided tour" }).click();
    for (let step = 1; step <= 9; ++step) {
      await page.getByText(`Step ${step} of 9`).waitFor();
      await assertAccessible(page);
      assert.equal(await overflow(), 0, `step ${step}`);
      await shot(page, `Tour phone ${step}`);
      if (step < 9) await page.getByRole("button", { name: "Next →" }).click();
    }
  },
  { width: 360, height: 740, context: { colorScheme: "dark", reducedMotion: "reduce" } },
);
