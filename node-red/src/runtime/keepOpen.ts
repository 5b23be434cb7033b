import { toZgodaError, type ZgodaError } from '@zgoda/engine';

/** Something that is opened in the background and closed with its node. */
export interface KeptOpen<Resource> {
  /** Waits for the first try; rejects with what kept it from opening. */
  ready(): Promise<Resource>;
  /** Gives it back, also when it is still opening. Never rejects. */
  close(): Promise<void>;
}

/** How to open a resource, and whom to tell. */
export interface KeepOpenOptions<Resource> {
  readonly open: () => Promise<Resource>;
  readonly release: (resource: Resource) => Promise<void>;
  readonly onOpen: (resource: Resource) => void;
  readonly onFail: (error: ZgodaError) => void;
  /** Time between tries. */
  readonly retryMs: number;
}

/** Opens a resource, and tries again until it opens or is closed: a database may start after Node-RED. */
export function keepOpen<Resource>(options: KeepOpenOptions<Resource>): KeptOpen<Resource> {
  let closed = false;
  let timer: NodeJS.Timeout | undefined;
  let current = attempt();

  async function attempt(): Promise<Resource> {
    try {
      const resource = await options.open();
      if (!closed) options.onOpen(resource);
      return resource;
    } catch (thrown) {
      const error = toZgodaError(thrown);
      if (!closed) {
        options.onFail(error);
        timer = setTimeout(retry, options.retryMs);
      }
      throw error;
    }
  }

  function retry(): void {
    current = attempt();
    current.catch(() => undefined);
  }

  current.catch(() => undefined);
  return {
    ready: () => current,
    async close() {
      closed = true;
      clearTimeout(timer);
      const resource = await current.catch(() => null);
      if (resource !== null) await options.release(resource).catch(() => undefined);
    },
  };
}
