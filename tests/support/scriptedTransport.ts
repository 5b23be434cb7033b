import type { SubmitOutcome, Transport, TransportMessage } from '../../engine/src/delivery/transport';

/** A way to an operator whose answers the test gives. */
export interface ScriptedTransport extends Transport {
  readonly submitted: TransportMessage[];
  /** Messages that were revoked. */
  readonly revoked: string[];
  /** `urgent` is for service texts; the same unless given. */
  setRoom(messages: number, urgent?: number): void;
  answer(id: string, outcome: SubmitOutcome): void;
}

/** A transport with room for all. */
export function scriptedTransport(): ScriptedTransport {
  const submitted: TransportMessage[] = [];
  const revoked: string[] = [];
  const open = new Map<string, (outcome: SubmitOutcome) => void>();
  let room = 1_000;
  let urgentRoom = 1_000;
  return {
    name: 'scripted',
    submitted,
    revoked,
    open: () => undefined,
    room: () => room,
    urgentRoom: () => urgentRoom,
    setRoom(messages, urgent = messages) {
      room = messages;
      urgentRoom = urgent;
    },
    submit(message, done) {
      submitted.push(message);
      open.set(message.id, done);
    },
    answer(id, outcome) {
      open.get(id)?.(outcome);
      // Such a message may be answered after all.
      if (outcome.outcome !== 'uncertain') open.delete(id);
    },
    revoke: (ids) => void revoked.push(...ids),
    status: () => ({ state: 'ready', problem: null }),
    async close() {
      for (const id of [...open.keys()]) this.answer(id, { outcome: 'uncertain' });
    },
  };
}
