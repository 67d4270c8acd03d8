// The visitor's models: to compose with, rename, save, delete.
import { useSignal } from "@preact/signals";
import type { Engine } from "../engine/engine";
import { base64Of, bytesOf, download } from "../ui/bytes";
import { say } from "../ui/say";
import { ComposeWith } from "./compose_with";
import { deleteModel, keepModel, modelFromFile, models, type Model } from "./models";
import { presets, type Preset } from "./training_request";

export function ModelsList({ engine }: { engine: Engine }) {
  const problem = useSignal("");
  const load = async (file: File | undefined) => {
    if (!file) return;
    problem.value = "";
    try {
      await keepModel(await modelFromFile(file.name, base64Of(new Uint8Array(await file.arrayBuffer()))));
      say(`${file.name} is among your models`);
    } catch (error) {
      problem.value = (error as Error).message;
    }
  };
  return (
    <section class="card" aria-labelledby="models-title">
      <h2 id="models-title">Your models</h2>
      {models.value.length === 0 && (
        <p class="faint">None yet. What you train is kept here, in this browser alone; save it as a file to keep it for good.</p>
      )}
      <ul class="models">
        {models.value.map((model) => (
          <Entry key={model.id} engine={engine} model={model} />
        ))}
      </ul>
      <label class="file-choice">
        Load a model from a file
        <input
          type="file"
          accept=".safetensors"
          onChange={(event) => {
            void load(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {problem.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}

function Entry({ engine, model }: { engine: Engine; model: Model }) {
  const open = useSignal(false);
  const fileName = `${model.name.replace(/[^\w-]+/g, "-")}.safetensors`;
  return (
    <li>
      <div class="row">
        <input
          class="model-name"
          aria-label={`Name of ${model.name}`}
          value={model.name}
          onChange={(event) => void keepModel({ ...model, name: event.currentTarget.value.trim() || model.name })}
        />
        <span class="faint">
          {presets[model.preset as Preset]?.title ?? model.preset}, {new Date(model.date).toLocaleDateString()}
          {model.heldOut !== undefined && `, held-out loss ${model.heldOut.toFixed(3)}`}
        </span>
        <button aria-expanded={open.value} aria-label={`Compose with ${model.name}`} onClick={() => (open.value = !open.value)}>
          Compose
        </button>
        <button aria-label={`Save ${model.name}`} onClick={() => download(fileName, bytesOf(model.base64), "application/octet-stream")}>
          Save
        </button>
        <button class="quiet" aria-label={`Delete ${model.name}`} onClick={() => void deleteModel(model.id)}>
          Delete
        </button>
      </div>
      {open.value && <ComposeWith engine={engine} model={model.base64} preset={model.preset as Preset} name={model.name} file={fileName} />}
    </li>
  );
}
