// Cuts the instruments that bach composes for out of Debian's FluidR3 Mono, so that a page need not load the
// whole of it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BasicSoundBank, SoundBankLoader } from "spessasynth_core";

const source = "/usr/share/sounds/sf3/FluidR3Mono_GM.sf3";
// Programs of General MIDI, counted from 0.
const banks = {
  "cello.sf3": [42],
  "others.sf3": [12, 24, 40, 41, 68, 70, 73],
};

export async function cutSounds(folder) {
  const bytes = await readFile(source).catch(() => {
    throw new Error(`${source} is missing; it is in Debian's package fluidr3mono-gm-soundfont`);
  });
  for (const [name, programs] of Object.entries(banks)) {
    const whole = SoundBankLoader.fromArrayBuffer(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
    const cut = new BasicSoundBank();
    const presets = whole.presets.filter((preset) => preset.bankMSB === 0 && !preset.isGMGSDrum && programs.includes(preset.program));
    if (presets.length !== programs.length) throw new Error(`${source} lacks programs for ${name}`);
    cut.addCompletePresets(presets);
    cut.soundBankInfo = { ...whole.soundBankInfo, name: `FluidR3 Mono, cut for bach` };
    await writeFile(join(folder, name), Buffer.from(await cut.writeSF2()));
  }
}
