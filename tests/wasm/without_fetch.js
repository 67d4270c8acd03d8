// emscripten 3.1.6 takes a Node that has fetch() for a page and asks it for a file by its path.
if (typeof process === 'object') delete globalThis.fetch;
