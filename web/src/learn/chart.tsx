// The losses of a training as curves, with a table of the same figures.
import { smoothed, type Loss, type Training } from "./training";
import { useWidth } from "./use_width";

const margin = { top: 12, bottom: 42, left: 52 };
// Beside the curves stand the names of the counting models where there is room; else they stand over them.
const besideFrom = 560;
const besideWidth = 142;

export function LossChart({ training }: { training: Training }) {
  training.version.value;
  const { box, width } = useWidth(640);
  return (
    <figure class="loss">
      <div ref={box}>
        <Curves training={training} width={width} height={width < 500 ? 260 : 340} />
      </div>
      <figcaption class="row legend">
        <span class="key-raw">loss of each step</span>
        <span class="key-smooth">the same, smoothed</span>
        {training.heldOut.length > 0 && <span class="key-held">held-out loss</span>}
        {training.baselines.size > 0 && <span class="key-base">counting instead of a network</span>}
      </figcaption>
      <LossTable training={training} />
    </figure>
  );
}

function Curves({ training, width, height }: { training: Training; width: number; height: number }) {
  training.version.value;
  const { losses, heldOut, baselines } = training;
  const steps = Math.max(training.steps, 1);
  const smooth = smoothed(losses);
  const values = [...losses.map(({ loss }) => loss), ...heldOut.map(({ loss }) => loss), ...baselines.values()];
  const low = values.length === 0 ? 0 : Math.floor((Math.min(...values) - 0.05) * 4) / 4;
  const high = values.length === 0 ? 4.5 : Math.max(low + 0.5, Math.ceil((Math.max(...values) + 0.05) * 4) / 4);
  const beside = width >= besideFrom && baselines.size > 0;
  const right = width - (beside ? besideWidth : 16);
  const x = (step: number) => margin.left + (step / steps) * (right - margin.left);
  const y = (loss: number) => margin.top + ((high - loss) / (high - low)) * (height - margin.top - margin.bottom);
  const path = (points: Loss[]) =>
    thinned(points)
      .map(({ step, loss }, k) => `${k === 0 ? "M" : "L"}${x(step).toFixed(1)} ${y(loss).toFixed(1)}`)
      .join("");
  const epochs = training.epochs();
  const [left, bottom] = [margin.left, height - margin.bottom];
  return (
    <svg class="curves" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary(training)}>
      {ticks(low, high, 5).map((loss) => (
        <g key={loss}>
          <line class="grid" x1={left} x2={right} y1={y(loss)} y2={y(loss)} />
          <text x={left - 8} y={y(loss) + 4} text-anchor="end">
            {loss.toFixed(high - low > 2 ? 1 : 2)}
          </text>
        </g>
      ))}
      <text class="axis" transform={`translate(14 ${(margin.top + bottom) / 2}) rotate(-90)`} text-anchor="middle">
        nats per note
      </text>
      {ticks(0, steps, width < 500 ? 4 : 8)
        .filter(Number.isInteger)
        .map((step) => (
          <text key={step} x={x(step)} y={bottom + 16} text-anchor="middle">
            {step}
          </text>
        ))}
      <text class="axis" x={(left + right) / 2} y={height - 6} text-anchor="middle">
        steps{epochs.length > 0 && `; an upright line ends an epoch`}
      </text>
      {epochs.length <= 60 &&
        epochs.slice(0, -1).map(({ lastStep }) => (
          <line key={lastStep} class="grid" x1={x(lastStep)} x2={x(lastStep)} y1={margin.top} y2={bottom} />
        ))}
      <line class="frame-line" x1={left} x2={right} y1={bottom} y2={bottom} />
      {[...baselines].map(([name, loss]) => (
        <line key={name} class="baseline" x1={left} x2={right} y1={y(loss)} y2={y(loss)} />
      ))}
      <path class="raw" d={path(losses)} />
      <path class="smooth" d={path(smooth)} />
      <path class="held-line" d={heldOut.map(({ step, loss }, k) => `${k === 0 ? "M" : "L"}${x(step)} ${y(loss)}`).join("")} />
      {heldOut.map(({ step, loss, best }) => (
        <circle key={step} class={best ? "held best" : "held"} cx={x(step)} cy={y(loss)} r={best ? 5 : 3.5} />
      ))}
      {placed(baselines, y, bottom).map(({ name, loss, at }) => (
        <text
          key={name}
          class="baseline-name"
          x={beside ? right + 10 : right}
          y={beside ? at : at - 8}
          text-anchor={beside ? "start" : "end"}
        >
          {name} {loss.toFixed(2)}
        </text>
      ))}
    </svg>
  );
}

// The names of the counting models, high losses first, moved apart where they would overlap.
function placed(baselines: Map<string, number>, y: (loss: number) => number, bottom: number) {
  const names = [...baselines].sort((a, b) => b[1] - a[1]).map(([name, loss]) => ({ name, loss, at: y(loss) + 4 }));
  names.forEach((each, k) => (each.at = Math.max(each.at, k === 0 ? 0 : names[k - 1]!.at + apart)));
  for (let k = names.length - 1, most = bottom; k >= 0; k--, most -= apart) names[k]!.at = Math.min(names[k]!.at, most);
  return names;
}
const apart = 14;

function LossTable({ training }: { training: Training }) {
  training.version.value;
  const epochs = training.epochs();
  return (
    <details>
      <summary>The figures as a table</summary>
      {epochs.length === 0 ? (
        <p class="faint">None yet.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Losses by epoch">
          <table class="figures">
            <caption>Nats per note</caption>
            <thead>
              <tr>
                <th scope="col">Epoch</th>
                <th scope="col">Steps</th>
                <th scope="col">Mean loss</th>
                <th scope="col">Held-out loss</th>
              </tr>
            </thead>
            <tbody>
              {epochs.map(({ epoch, lastStep, loss, heldOut }) => (
                <tr key={epoch}>
                  <th scope="row">{epoch}</th>
                  <td>{lastStep}</td>
                  <td>{loss.toFixed(3)}</td>
                  <td>{heldOut === undefined ? "–" : heldOut.toFixed(3)}</td>
                </tr>
              ))}
              {[...training.baselines].map(([name, loss]) => (
                <tr key={name}>
                  <th scope="row" colSpan={3}>
                    {name}: {countingWords(name)}
                  </th>
                  <td>{loss.toFixed(3)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

// What each counting model does, as doc/evaluate.md has it.
function countingWords(name: string): string {
  const number = Number(/\d+/.exec(name)?.[0]);
  if (name === "uniform") return "guessing blindly, every note alike";
  if (name === "unigram") return "how often each note occurs";
  if (name.endsWith("12 keys")) return "the same, learned in all twelve keys";
  if (name.startsWith("back-off")) return `what followed the last ${number}, ${number - 1}, … notes elsewhere`;
  if (name.startsWith("own past")) return "what followed earlier in the same piece";
  if (name.startsWith("adaptive")) return `what followed the last ${number}, … notes, elsewhere and in the same piece`;
  return "counting";
}

function summary(training: Training): string {
  const { losses, heldOut, steps } = training;
  if (losses.length === 0) return "Loss in nats per note: no step is done yet";
  const last = smoothed(losses).at(-1)!.loss.toFixed(2);
  const held = heldOut.length > 0 ? `, held-out loss ${heldOut.at(-1)!.loss.toFixed(2)}` : "";
  return `Loss in nats per note, from ${losses[0]!.loss.toFixed(2)} to ${last} after ${training.step} of ${steps} steps${held}`;
}

// As many points as can be told apart.
function thinned(points: Loss[]): Loss[] {
  const every = Math.ceil(points.length / 800);
  return every === 1 ? points : points.filter((_, k) => k % every === 0 || k === points.length - 1);
}

// Round numbers from `low` to `high`, about `count` of them.
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough)! * power;
  const found = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9; ++k) found.push(Number((k * step).toFixed(6)));
  return found;
}
