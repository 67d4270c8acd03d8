// The notebook's network: shapes, gates, and how many weights.
import { useSignal } from "@preact/signals";
import type { StepProps } from "./tour";
import { columns, windowSize } from "./tour_piece";

const hidden = 256;
const dense = 256;
const dropout = 0.3;

const gates = [
  ["input", "what of the new note to take in"],
  ["forget", "what of the memory to keep"],
  ["candidate", "what to write into the memory"],
  ["output", "what of the memory to show"],
] as const;

function parts(layers: number): { name: string; shape: string; weights: number }[] {
  const lstm = Array.from({ length: layers }, (_, k) => {
    const inputs = k === 0 ? columns : hidden;
    return {
      name: layers === 1 ? "LSTM" : `LSTM ${k + 1}`,
      shape: `4 gates of ${hidden}: ${4 * hidden} × ${inputs} for the input, ${4 * hidden} × ${hidden} for the state, 2 × ${4 * hidden} biases`,
      weights: 4 * hidden * (inputs + hidden + 2),
    };
  });
  return [
    ...lstm,
    { name: "Dense", shape: `${dense} × ${hidden}, ${dense} biases`, weights: dense * (hidden + 1) },
    { name: "Dense, softmax", shape: `${columns} × ${dense}, ${columns} biases`, weights: columns * (dense + 1) },
  ];
}

export function NetworkStep({ state }: StepProps) {
  const layers = useSignal(1);
  const all = parts(layers.value);
  const weights = all.reduce((sum, each) => sum + each.weights, 0);
  const shown = state.shown.value;
  shown?.training.version.value;
  const counted = shown?.training.parameters;
  return (
    <>
      <p>
        An LSTM reads the window note by note and carries a memory of {hidden} numbers along. After the last note two plain layers turn
        what it remembers into {columns} probabilities, one for each pitch.
      </p>
      <ol class="network" aria-label="The network from its input to its output">
        <li class="box">
          <b>Window</b>
          <span>
            {windowSize} × {columns}
          </span>
          <span class="faint">notes, one-hot</span>
        </li>
        {Array.from({ length: layers.value }, (_, k) => (
          <li class="box lstm" key={k}>
            <b>{layers.value === 1 ? "LSTM" : `LSTM ${k + 1}`}</b>
            <span>state of {hidden}</span>
            <ul class="gates">
              {gates.map(([name, what]) => (
                <li key={name} title={what}>
                  {name}
                </li>
              ))}
            </ul>
          </li>
        ))}
        <li class="box">
          <b>Dense</b>
          <span>{dense}</span>
          <span class="faint">dropout {dropout}</span>
        </li>
        <li class="box">
          <b>Dense</b>
          <span>{columns}</span>
          <span class="faint">softmax</span>
        </li>
        <li class="box out">
          <b>Next note</b>
          <span>{columns} probabilities</span>
        </li>
      </ol>
      <dl class="gate-words">
        {gates.map(([name, what]) => (
          <div key={name}>
            <dt>{name} gate</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <fieldset class="row segments">
        <legend>Layers</legend>
        {[1, 2].map((count) => (
          <button type="button" key={count} aria-pressed={layers.value === count} onClick={() => (layers.value = count)}>
            {count === 1 ? "One layer" : "Two layers"}
          </button>
        ))}
      </fieldset>
      <div class="scroll" tabIndex={0} role="region" aria-label="Weights of each part">
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">Made of</th>
              <th scope="col">Weights</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ name, shape, weights: count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{shape}</td>
                <td>{count.toLocaleString("en")}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">All</th>
              <td />
              <td>
                <b>{weights.toLocaleString("en")}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      {counted !== undefined && (
        <p class="faint">The network last trained on this page has {counted.toLocaleString("en")} weights.</p>
      )}
      <p>
        In training {dropout * 100} % of the values between the last two layers are set to zero at random, so that no single one becomes
        indispensable.
      </p>
    </>
  );
}
