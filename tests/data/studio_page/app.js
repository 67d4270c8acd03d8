// Shows that the engine answers, in a page for tests.
const engine = await (await fetch("engine.json")).json();
document.body.append(engine.engine);
