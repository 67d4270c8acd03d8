// ABC as abcjs 6.7 can take it. It fails at a key or metre that changes at the begin of a line in a voice that shares
// its staff with one before; the first voice of the staff says it already. And it fails at a tuplet that begins with
// an invisible rest; a visible one stands there instead.
const tuplet = /\(\d+:\d+:(\d+)((?:(?:\[[^\]]*\]|[_^=]*[A-Ga-gxz][,']*)[\d/]*-?)+)/g;

export function forAbcjs(abc: string): string {
  const groups = /^%%score (.*)$/m.exec(abc)?.[1]?.match(/\([^)]*\)|\S+/g) ?? [];
  const inner = new Set(groups.flatMap((group) => group.replace(/[()]/g, "").split(/\s+/).slice(1)));
  const visible = abc.replace(tuplet, (whole, count: string, notes: string) => {
    let left = Number(count);
    return (
      whole.slice(0, -notes.length) +
      notes.replace(/(?:\[[^\]]*\]|[_^=]*[A-Ga-gxz][,']*)[\d/]*-?/g, (note) =>
        left-- > 0 && note.startsWith("x") ? `z${note.slice(1)}` : note,
      )
    );
  });
  return visible.replace(/^\[V:(\S+?)\] ((?:\[[KM]:[^\]]*\] ?)+)/gm, (whole, voice: string) =>
    inner.has(voice) ? `[V:${voice}] ` : whole,
  );
}
