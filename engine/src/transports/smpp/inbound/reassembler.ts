import type { Clock } from '../../../shared/clock';
import type { PartOf } from './concatenation';

/** A part of a text, with what says how to read its bytes. */
export interface TextBytes {
  readonly bytes: Buffer;
  /** See `Payload.elements`. */
  readonly elements: Buffer;
  readonly dataCoding: number;
}

export interface ReassemblySettings {
  /** After the last part that came, what is there is handed over without the missing ones. */
  readonly timeoutMs: number;
  /** Longest that a part's answer is held back for the others: an operator may send one at a time. */
  readonly answerHoldMs: number;
}

interface Held {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

interface Assembly {
  readonly parts: Map<number, TextBytes>;
  /** Answers held back, by part. */
  readonly held: Map<number, Held[]>;
  readonly total: number;
  readonly hand: (parts: TextBytes[]) => Promise<void>;
  stopTimers: () => void;
  handing: boolean;
}

// More unfinished texts than this at once are no traffic of people; the oldest is handed over as it is.
const mostAssemblies = 5_000;

/** Puts the parts of inbound texts together, in whatever order they come. */
export class Reassembler {
  private readonly assemblies = new Map<string, Assembly>();

  constructor(
    private readonly settings: ReassemblySettings,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a part of the text that `key` tells apart from others; `hand` gets all parts in order once they are there.
   * Resolves when the part may be answered: with the whole text handed over, or after `answerHoldMs`. Rejects when
   * handing over failed: the part is then forgotten, since the operator sends it again.
   */
  add(key: string, partOf: PartOf, content: TextBytes, hand: Assembly['hand']): Promise<void> {
    const assembly = this.assemblies.get(key) ?? this.begin(key, partOf.total, hand);
    assembly.parts.set(partOf.part, content);
    return new Promise((resolve, reject) => {
      const held = assembly.held.get(partOf.part) ?? [];
      assembly.held.set(partOf.part, [...held, { resolve, reject }]);
      if (assembly.parts.size === assembly.total) void this.handOver(key, assembly);
      else this.wait(key, assembly);
    });
  }

  /** Hands over what was answered already and would be lost; the rest is for the operator to send again. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.assemblies].map(async ([key, assembly]) => {
        assembly.stopTimers();
        const answered = [...assembly.parts.keys()].some((part) => !assembly.held.has(part));
        if (answered) await this.handOver(key, assembly);
        else this.fail(key, assembly, new Error('closing'));
      }),
    );
    for (const assembly of this.assemblies.values()) assembly.stopTimers();
  }

  private begin(key: string, total: number, hand: Assembly['hand']): Assembly {
    const oldest = this.assemblies.entries().next();
    if (this.assemblies.size >= mostAssemblies && oldest.done !== true) void this.handOver(...oldest.value);
    const assembly: Assembly = {
      parts: new Map(),
      held: new Map(),
      total,
      hand,
      stopTimers: () => undefined,
      handing: false,
    };
    this.assemblies.set(key, assembly);
    return assembly;
  }

  private wait(key: string, assembly: Assembly): void {
    assembly.stopTimers();
    const stopHolding = this.clock.after(this.settings.answerHoldMs, () => release(assembly));
    const stopWaiting = this.clock.after(this.settings.timeoutMs, () => void this.handOver(key, assembly));
    assembly.stopTimers = () => {
      stopHolding();
      stopWaiting();
    };
  }

  private async handOver(key: string, assembly: Assembly): Promise<void> {
    if (assembly.handing) return;
    assembly.handing = true;
    assembly.stopTimers();
    const inOrder = [...assembly.parts].sort(([a], [b]) => a - b).map(([, content]) => content);
    try {
      await assembly.hand(inOrder);
      this.assemblies.delete(key);
      release(assembly);
    } catch (error) {
      assembly.handing = false;
      this.fail(key, assembly, error);
    }
  }

  /** Refuses the parts that were not answered yet; those that were are kept and tried again later. */
  private fail(key: string, assembly: Assembly, error: unknown): void {
    for (const [part, held] of assembly.held) {
      assembly.parts.delete(part);
      for (const { reject } of held) reject(error);
    }
    assembly.held.clear();
    if (assembly.parts.size === 0) this.assemblies.delete(key);
    else this.wait(key, assembly);
  }
}

function release(assembly: Assembly): void {
  for (const held of assembly.held.values()) for (const { resolve } of held) resolve();
  assembly.held.clear();
}
