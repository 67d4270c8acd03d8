import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Engine } from "../engine/engine";
import { TrainingForm } from "./form";
import { Live } from "./live";
import { ModelsList } from "./models_list";
import { LearnState } from "./state";
import { Tour } from "./tour/tour";
import { firstWish } from "./training_request";

const tabs = ["Train", "Guided tour"] as const;

// Training a network, and a tour of how one learns.
export function Learn({ engine }: { engine: Engine }) {
  const state = useMemo(() => new LearnState(engine), [engine]);
  const wish = useSignal(firstWish());
  const tab = useSignal<(typeof tabs)[number]>("Train");
  const list = useRef<HTMLDivElement>(null);
  const turn = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    tab.value = tabs[(tabs.indexOf(tab.value) + by + tabs.length) % tabs.length]!;
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[tabs.indexOf(tab.value)]?.focus();
  };
  return (
    <>
      <h1>Learn</h1>
      <p class="lead">
        A network learns music by guessing the next note, again and again, and being told what Bach wrote. Train one here and hear it
        get better, or take the tour to see how it works.
      </p>
      <div class="tabs" role="tablist" aria-label="Learn" ref={list} onKeyDown={turn}>
        {tabs.map((name) => (
          <button
            key={name}
            role="tab"
            id={`learn-tab-${tabs.indexOf(name)}`}
            aria-selected={tab.value === name}
            aria-controls={`learn-panel-${tabs.indexOf(name)}`}
            tabIndex={tab.value === name ? 0 : -1}
            onClick={() => (tab.value = name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="learn-panel-0" aria-labelledby="learn-tab-0" hidden={tab.value !== "Train"} class="train">
        <TrainingForm state={state} wish={wish} />
        <Live state={state} />
        <ModelsList engine={engine} />
      </div>
      <div role="tabpanel" id="learn-panel-1" aria-labelledby="learn-tab-1" hidden={tab.value !== "Guided tour"}>
        <Tour
          state={state}
          onTrain={(change) => {
            if (change) wish.value = { ...firstWish(), ...change };
            tab.value = "Train";
          }}
        />
      </div>
    </>
  );
}
