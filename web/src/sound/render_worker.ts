// Sound of a whole piece as Ogg Vorbis, away from the page. Gets {midi, banks}, answers {done} from 0 to 1, then
// {ogg}, or {problem}.
import { BasicMIDI, SoundBankLoader, SpessaSynthProcessor, SpessaSynthSequencer } from "spessasynth_core";
import { createEncoder } from "wasm-media-encoders";
import { limited, loudness } from "./loudness";

export interface RenderRequest {
  midi: ArrayBuffer;
  // Addresses of sound banks, the most important first.
  banks: string[];
}
export type RenderAnswer = { done: number } | { ogg: Uint8Array } | { problem: string };

const sampleRate = 44_100;
const block = 128;
const blocksAtOnce = 345;
// So long a room goes on after the last note.
const tailSeconds = 2;

async function bytesAt(address: string): Promise<ArrayBuffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.arrayBuffer();
}

async function render({ midi, banks }: RenderRequest): Promise<Uint8Array> {
  const synth = new SpessaSynthProcessor(sampleRate, { eventsEnabled: false });
  await synth.processorInitialized;
  for (const bank of banks)
    synth.soundBankManager.addSoundBank(SoundBankLoader.fromArrayBuffer(await bytesAt(bank)), bank);
  const sequencer = new SpessaSynthSequencer(synth);
  sequencer.skipToFirstNoteOn = false;
  sequencer.loopCount = 0;
  sequencer.loadNewSongList([BasicMIDI.fromArrayBuffer(midi)]);
  sequencer.play();
  const encoder = await createEncoder("audio/ogg", await bytesAt("ogg.wasm"));
  encoder.configure({ channels: 2, sampleRate, vbrQuality: 5 });
  const samples = Math.ceil((sequencer.duration + tailSeconds) * sampleRate);
  const parts: Uint8Array[] = [];
  for (let made = 0; made < samples;) {
    const left = new Float32Array(block * blocksAtOnce);
    const right = new Float32Array(block * blocksAtOnce);
    for (let k = 0; k < blocksAtOnce; k++) {
      sequencer.processTick();
      synth.process(left, right, k * block, block);
    }
    for (const channel of [left, right]) {
      for (let k = 0; k < channel.length; k++) channel[k] = limited(channel[k]! * loudness);
    }
    parts.push(encoder.encode([left, right]).slice());
    made += block * blocksAtOnce;
    postMessage({ done: Math.min(1, made / samples) } satisfies RenderAnswer);
  }
  parts.push(encoder.finalize().slice());
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

self.onmessage = ({ data }: MessageEvent<RenderRequest>) => {
  render(data).then(
    (ogg) => postMessage({ ogg } satisfies RenderAnswer),
    (error: unknown) => postMessage({ problem: (error as Error).message } satisfies RenderAnswer),
  );
};
