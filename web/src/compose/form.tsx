// What is to be composed: one movement in several takes, or a whole suite.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Engine } from "../engine/engine";
import { keyName } from "../piece/piece";
import { composeSuite } from "./albums";
import { composeTakes, refusal, stopping } from "./studio";
import { Wheel } from "./wheel";
import { anySeed, instruments, kinds, metresOf, wish, wishes, type Wishes } from "./wishes";

const words: [value: Wishes["daring"], name: string][] = [
  ["less", "less"],
  ["usual", "usual"],
  ["more", "more"],
];

export function ComposeForm({ engine }: { engine: Engine }) {
  const suite = useSignal(false);
  const asked = wishes.value;
  const busy = stopping.value !== null;
  const onSubmit = (event: Event) => {
    event.preventDefault();
    if (busy) stopping.value?.abort();
    else if (suite.value) void composeSuite(engine, asked);
    else void composeTakes(engine, asked);
  };
  return (
    <form class="wishes card" onSubmit={onSubmit} aria-label="What to compose" noValidate>
      <div class="segments" role="radiogroup" aria-label="How much">
        {[false, true].map((whole) => (
          <label key={String(whole)} class="segment">
            <input
              type="radio"
              name="how-much"
              checked={suite.value === whole}
              onChange={() => (suite.value = whole)}
            />
            <span>{whole ? "A suite" : "A movement"}</span>
          </label>
        ))}
      </div>
      <div class="fields">
        {!suite.value && (
          <Field name="kind" label="Kind">
            <select id="wish-kind" value={asked.kind} onChange={(event) => wish({ kind: event.currentTarget.value })}>
              {kinds.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field name="instrument" label="Instrument">
          <select
            id="wish-instrument"
            value={asked.instrument}
            onChange={(event) => wish({ instrument: event.currentTarget.value })}
          >
            {instruments.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
      </div>
      <fieldset>
        <legend>
          Key: <strong>{asked.key ? keyName(asked.key) : "any"}</strong>
        </legend>
        <Wheel value={asked.key} onChange={(key) => wish({ key })} />
      </fieldset>
      <Refused field="key" />
      <div class="fields">
        {!suite.value && (
          <Field name="metre" label="Metre">
            <select
              id="wish-metre"
              value={asked.metre}
              onChange={(event) => wish({ metre: event.currentTarget.value })}
            >
              {["", ...metresOf(asked.kind)].map((metre) => (
                <option key={metre} value={metre}>
                  {metre || "as usual"}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field name="bars" label="Bars" hint="16, or 8+12 for the two halves of a dance; empty: as usual">
          <input
            id="wish-bars"
            value={asked.bars}
            placeholder="as usual"
            inputMode="text"
            aria-describedby="hint-bars"
            onInput={(event) => wish({ bars: event.currentTarget.value })}
          />
        </Field>
      </div>
      <Words name="daring" label="Boldness" names={["calmer", "usual", "bolder"]} />
      <Words name="modulate" label="Changes of key" names={["fewer", "usual", "more"]} />
      <details>
        <summary>More</summary>
        <Field
          name="temperature"
          label="Temperature"
          hint="Below 1 is safer, above 1 bolder; empty: as usual for the kind"
        >
          <input
            id="wish-temperature"
            value={asked.temperature}
            placeholder="as usual"
            inputMode="decimal"
            aria-describedby="hint-temperature"
            onInput={(event) => wish({ temperature: event.currentTarget.value })}
          />
        </Field>
      </details>
      <div class="fields">
        <Field name="seed" label="Seed" hint="The same seed and wishes give the same notes">
          <span class="with-button">
            <input
              id="wish-seed"
              type="number"
              min={0}
              step={1}
              value={asked.seed}
              aria-describedby="hint-seed"
              onInput={(event) => wish({ seed: Math.max(0, Math.floor(Number(event.currentTarget.value)) || 0) })}
            />
            <button
              type="button"
              class="quiet"
              aria-label="Roll the dice for a seed"
              onClick={() => wish({ seed: anySeed() })}
            >
              <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                <rect x="3" y="3" width="18" height="18" rx="4" fill="none" stroke="currentColor" stroke-width="1.8" />
                {[8, 12, 16].map((place) => (
                  <circle key={place} cx={place} cy={place} r="1.7" fill="currentColor" />
                ))}
              </svg>
            </button>
          </span>
        </Field>
        {!suite.value && (
          <Field name="takes" label="Takes">
            <select
              id="wish-takes"
              value={String(asked.takes)}
              onChange={(event) => wish({ takes: Number(event.currentTarget.value) })}
            >
              {[1, 2, 3, 4, 6, 8].map((count) => (
                <option key={count} value={String(count)}>
                  {count}
                </option>
              ))}
            </select>
          </Field>
        )}
      </div>
      <button class={busy ? "" : "main"} type="submit">
        {busy
          ? "Stop"
          : suite.value
            ? "Compose the suite"
            : asked.takes > 1
              ? `Compose ${asked.takes} takes`
              : "Compose"}
      </button>
      <Refused field="" />
    </form>
  );
}

function Field({
  name,
  label,
  hint,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  children: ComponentChildren;
}) {
  return (
    <div class="field">
      <label htmlFor={`wish-${name}`}>{label}</label>
      {children}
      {hint && (
        <p class="hint faint" id={`hint-${name}`}>
          {hint}
        </p>
      )}
      <Refused field={name} />
    </div>
  );
}

const fieldsWithPlaces = ["kind", "instrument", "key", "metre", "bars", "temperature", "seed", "takes"];

function Refused({ field }: { field: string }) {
  const no = refusal.value;
  const mine = no && (fieldsWithPlaces.includes(no.field) ? no.field === field : field === "");
  return mine ? (
    <p class="problem" role="alert">
      {no.message}
    </p>
  ) : null;
}

function Words({
  name,
  label,
  names,
}: {
  name: "daring" | "modulate";
  label: string;
  names: [string, string, string];
}) {
  return (
    <fieldset>
      <legend>{label}</legend>
      <div class="segments">
        {words.map(([value], k) => (
          <label key={value} class="segment">
            <input
              type="radio"
              name={name}
              checked={wishes.value[name] === value}
              onChange={() => wish({ [name]: value })}
            />
            <span>{names[k]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
