import { loadEnv } from './env';
import { start } from './start';

type Started = ReturnType<typeof start>;

// Outlives the reloads of this module, so that the connection of the previous code gets closed.
const kept = globalThis as typeof globalThis & { startedApi?: Started };

const previous = await kept.startedApi?.catch(() => undefined);
previous?.close();
kept.startedApi = start(loadEnv());

export const { app } = await kept.startedApi;
