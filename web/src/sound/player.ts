// One player for the whole page: what starts to play stops what played before. The synthesiser and its sounds are
// loaded at the first sound that somebody asks for.
import { batch, signal } from "@preact/signals";
import type { Sequencer, WorkletSynthesizer } from "spessasynth_lib";
import { bytesOf } from "../ui/bytes";
import { loudness } from "./loudness";

export interface Playable {
  title: string;
  // The MIDI file, as base64.
  midi: string;
  // General MIDI programs it needs; without it the cello.
  programs?: number[];
}

export type PlayerState = "stopped" | "loading" | "playing" | "paused";

interface Sound {
  context: AudioContext;
  synth: WorkletSynthesizer;
  sequencer: Sequencer;
  volume: GainNode;
  analyser: AnalyserNode;
  loaded: Set<string>;
}

const bankOfCello = "cello.sf3";
const bankOfOthers = "others.sf3";

class Player {
  readonly playing = signal<Playable | null>(null);
  readonly state = signal<PlayerState>("stopped");
  // Of the file at its own tempo.
  readonly seconds = signal(0);
  // 1 is as written.
  readonly tempo = signal(1);
  readonly volume = signal(0.8);
  // Seconds between which it repeats.
  readonly loop = signal<[from: number, to: number] | null>(null);
  readonly problem = signal("");
  // What was asked for last, which `problem` is about.
  readonly asked = signal<Playable | null>(null);

  private sound: Promise<Sound> | undefined;
  private ready: Sound | undefined;
  private order = 0;
  private ended = () => {};

  // Must be called from a click or a key. `until`: stops there; `onEnd`: told when it ended by itself.
  async play(piece: Playable, { from = 0, onEnd = () => {} }: { from?: number; onEnd?: () => void } = {}) {
    const order = ++this.order;
    this.ready?.sequencer.pause();
    batch(() => {
      this.asked.value = piece;
      this.playing.value = piece;
      this.state.value = "loading";
      this.seconds.value = from;
      this.problem.value = "";
    });
    try {
      const sound = await this.open(piece.programs);
      if (order !== this.order) return;
      this.ended = onEnd;
      const { sequencer } = sound;
      sequencer.loadNewSongList([{ binary: bytesOf(piece.midi).buffer }]);
      sequencer.loopCount = 0;
      sequencer.playbackRate = this.tempo.value;
      sequencer.currentTime = from;
      sequencer.play();
      this.state.value = "playing";
      this.follow(order, from);
    } catch (error) {
      if (order === this.order) this.fail(error as Error);
    }
  }

  pause() {
    if (this.state.value !== "playing") return;
    this.ready?.sequencer.pause();
    this.state.value = "paused";
  }

  resume() {
    if (this.state.value !== "paused") return;
    void this.ready?.context.resume();
    this.ready?.sequencer.play();
    this.state.value = "playing";
    this.follow(this.order, this.seconds.value);
  }

  stop() {
    this.order += 1;
    this.ready?.sequencer.pause();
    this.ready?.synth.stopAll();
    batch(() => {
      this.state.value = "stopped";
      this.playing.value = null;
      this.loop.value = null;
      this.seconds.value = 0;
    });
  }

  seek(seconds: number) {
    this.seconds.value = seconds;
    if (!this.ready || !this.playing.value) return;
    this.ready.synth.stopAll();
    this.ready.sequencer.currentTime = seconds;
    if (this.state.value === "paused") this.ready.sequencer.pause();
  }

  setTempo(factor: number) {
    this.tempo.value = factor;
    if (this.ready) this.ready.sequencer.playbackRate = factor;
  }

  setVolume(volume: number) {
    this.volume.value = volume;
    if (this.ready) this.ready.volume.gain.value = volume * loudness;
  }

  // One note by itself.
  async strike(pitch: number, program = 42, seconds = 0.6) {
    const { synth } = await this.open([program]);
    synth.programChange(15, program);
    synth.noteOn(15, pitch, 100);
    setTimeout(() => synth.noteOff(15, pitch), seconds * 1000);
  }

  // The loudest sample of the last moment, for tests.
  peak(): number {
    if (!this.ready) return 0;
    const samples = new Float32Array(this.ready.analyser.fftSize);
    this.ready.analyser.getFloatTimeDomainData(samples);
    return samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
  }

  private async open(programs: number[] = [42]): Promise<Sound> {
    this.sound ??= this.make();
    const sound = await this.sound.catch((error: unknown) => {
      this.sound = undefined;
      throw error;
    });
    await Promise.race([sound.context.resume(), later(10, "this browser finds no loudspeaker or headphones to play on")]);
    for (const bank of new Set(programs.map((program) => (program === 42 ? bankOfCello : bankOfOthers)))) {
      await this.load(sound, bank);
    }
    return sound;
  }

  private async make(): Promise<Sound> {
    const context = new AudioContext({ latencyHint: "playback" });
    const [{ Sequencer, WorkletSynthesizer }] = await Promise.all([
      import("spessasynth_lib"),
      context.audioWorklet.addModule("synthesiser.js"),
    ]);
    const synth = new WorkletSynthesizer(context);
    synth.setLogLevel(false, false, false);
    const volume = new GainNode(context, { gain: this.volume.value * loudness });
    const analyser = new AnalyserNode(context, { fftSize: 4096 });
    const limiter = new DynamicsCompressorNode(context, {
      threshold: -3,
      knee: 0,
      ratio: 20,
      attack: 0.002,
      release: 0.1,
    });
    synth.connect(volume).connect(limiter).connect(analyser).connect(context.destination);
    await synth.isReady;
    const sequencer = new Sequencer(synth, { skipToFirstNoteOn: false });
    const sound = { context, synth, sequencer, volume, analyser, loaded: new Set<string>() };
    await this.load(sound, bankOfCello);
    this.ready = sound;
    return sound;
  }

  private async load({ synth, loaded }: Sound, bank: string) {
    if (loaded.has(bank)) return;
    const answer = await fetch(bank);
    if (!answer.ok) throw new Error(`${bank}: ${answer.status}`);
    await synth.soundBankManager.addSoundBank(await answer.arrayBuffer(), bank);
    loaded.add(bank);
  }

  private follow(order: number, begin: number) {
    let last = begin;
    const step = () => {
      const sequencer = this.ready!.sequencer;
      if (order !== this.order || this.state.value !== "playing") return;
      if (sequencer.isFinished) {
        this.stop();
        this.ended();
        return;
      }
      const now = sequencer.currentHighResolutionTime;
      const loop = this.loop.value;
      if (loop && (now >= loop[1] || now < loop[0] - 0.05)) this.seek(loop[0]);
      else if (Math.abs(now - last) > 0.004) this.seconds.value = Math.max(0, now);
      last = this.seconds.value;
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }

  private fail(error: Error) {
    batch(() => {
      this.problem.value = `There is no sound: ${error.message}`;
      this.state.value = "stopped";
      this.playing.value = null;
    });
  }
}

// Browsers wait for ever where there is nothing to play on.
function later(seconds: number, problem: string): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error(problem)), seconds * 1000));
}

export const player = new Player();

declare global {
  interface Window {
    bachSound?: { peak(): number };
  }
}
window.bachSound = { peak: () => player.peak() };
