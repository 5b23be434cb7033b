import type { Socket } from 'node:net';
import { BodyReader, createRawReader, cString, rawPdu, tlv, type RawPdu } from './bytes';
import { DelayLine } from './delayLine';
import type { Delivery } from './mobileTexts';
import type { SimulatedOperator } from './operator';
import type { SimulatorOptions } from './simulatorOptions';
import { readSubmit } from './submit';

const id = {
  nack: 0x80000000,
  bindReceiver: 1,
  bindTransmitter: 2,
  submit: 4,
  deliver: 5,
  unbind: 6,
  bindTransceiver: 9,
  enquireLink: 0x15,
} as const;

const status = { invalidCommand: 0x03, wrongState: 0x04, invalidPassword: 0x0e, invalidSystemId: 0x0f } as const;
const response = 0x80000000;
const mostDeliveriesUnanswered = 100;
const resendMs = 500;

/** One client on one socket. */
export class ClientConnection {
  /** Bound in a way that receives. */
  receives = false;
  bound = false;
  private sends = false;
  private silent = false;
  /** What is answered meanwhile goes out at the end of it. */
  private reading = false;
  private nextSequence = 1;
  private readonly unanswered = new Map<number, Delivery>();
  private readonly answers: DelayLine<Buffer> | null;
  private batch: Buffer[] = [];

  constructor(
    private readonly number: number,
    private readonly socket: Socket,
    private readonly options: SimulatorOptions,
    private readonly operator: SimulatedOperator,
    private readonly closed: () => void,
  ) {
    const { latencyMs = 0, preciseLatency } = options;
    this.answers =
      latencyMs > 0 ? new DelayLine<Buffer>(latencyMs, (pdus) => this.writeBatch(pdus), preciseLatency) : null;
    const read = createRawReader((pdu) => this.handle(pdu));
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.reading = true;
      try {
        read(chunk);
      } catch {
        socket.destroy();
      }
      this.reading = false;
      this.flush();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.end());
  }

  get unansweredCount(): number {
    return this.unanswered.size;
  }

  /** Takes what it may from the operator's outbox. */
  deliver(): void {
    if (!this.receives || this.silent || this.socket.destroyed) return;
    const room = mostDeliveriesUnanswered - this.unanswered.size;
    for (const delivery of this.operator.outbox.take(Math.max(0, room))) {
      const sequence = this.nextSequence++;
      this.unanswered.set(sequence, delivery);
      this.batch.push(rawPdu(id.deliver, 0, sequence, delivery.body));
    }
    if (!this.reading) this.flush();
  }

  destroy(): void {
    this.socket.destroy();
  }

  private handle(pdu: RawPdu): void {
    switch (pdu.id) {
      case id.bindReceiver:
      case id.bindTransmitter:
      case id.bindTransceiver:
        return this.bind(pdu);
      case id.submit:
        return this.submit(pdu);
      case id.deliver + response:
        return this.deliveryAnswered(pdu);
      case id.enquireLink:
        this.operator.counts.enquireLinks++;
        return this.reply(rawPdu(id.enquireLink + response, 0, pdu.sequence));
      case id.unbind:
        this.reply(rawPdu(id.unbind + response, 0, pdu.sequence));
        this.flush();
        this.socket.end();
        return;
      default:
        if (pdu.id < response) this.reply(rawPdu(id.nack, status.invalidCommand, pdu.sequence));
    }
  }

  private bind({ id: command, sequence, body }: RawPdu): void {
    const { systemId, password, interfaceVersion = 0x34, faults = {} } = this.options;
    if (faults.silentBind === true) return;
    if (faults.bindAnswer !== undefined) {
      this.socket.end(faults.bindAnswer);
      return;
    }
    const reader = new BodyReader(body);
    const answerSequence = faults.wrongBindSequence === true ? sequence + 1_000 : sequence;
    const given = { systemId: reader.text(), password: reader.text() };
    const wrongId = Boolean(systemId) && given.systemId !== systemId;
    const wrongPassword = Boolean(password) && given.password !== password;
    if (wrongId || wrongPassword) {
      const why = wrongId ? status.invalidSystemId : status.invalidPassword;
      this.reply(rawPdu(command + response, why, answerSequence));
      return;
    }
    this.bound = true;
    this.operator.counts.binds++;
    this.sends = command !== id.bindReceiver;
    this.receives = command !== id.bindTransmitter;
    const version = tlv(0x0210, Uint8Array.of(interfaceVersion));
    this.reply(rawPdu(command + response, 0, answerSequence, cString('simulator'), version));
    this.flush();
    this.deliver();
  }

  private submit({ sequence, body }: RawPdu): void {
    const submitResponse = (code: number, ...rest: Uint8Array[]): Buffer =>
      rawPdu(id.submit + response, code, sequence, ...rest);
    if (!this.sends) return this.answer(submitResponse(status.wrongState));
    const submit = readSubmit(sequence, body);
    const verdict = this.operator.judge(submit, this.number);
    switch (verdict.kind) {
      case 'refused':
        return this.answer(submitResponse(verdict.status));
      case 'nacked':
        return this.answer(rawPdu(id.nack, status.invalidCommand, sequence));
      case 'swallowed':
        if (verdict.drop) this.drop();
        return;
      case 'accepted': {
        const { congestionState } = this.options;
        const tlvs = congestionState === undefined ? [] : [tlv(0x0428, Uint8Array.of(congestionState))];
        if (this.options.receipts?.early === true) this.operator.afterwards(submit, verdict.number);
        this.answer(submitResponse(0, cString(verdict.id), ...tlvs));
        if (this.options.receipts?.early !== true) this.operator.afterwards(submit, verdict.number);
      }
    }
  }

  private deliveryAnswered({ sequence, status: code }: RawPdu): void {
    const delivery = this.unanswered.get(sequence);
    this.unanswered.delete(sequence);
    if (delivery !== undefined && code !== 0) {
      setTimeout(() => {
        this.operator.outbox.push(delivery);
        this.operator.onOutbox();
      }, resendMs).unref();
    }
    if (this.operator.outbox.size > 0) this.deliver();
  }

  private drop(): void {
    const { dropMode = 'rst' } = this.options.faults ?? {};
    this.flush();
    if (dropMode === 'silence') this.silent = true;
    if (dropMode === 'rst') this.socket.resetAndDestroy();
    if (dropMode === 'fin') this.socket.end();
    if (dropMode === 'unbind') this.reply(rawPdu(id.unbind, 0, this.nextSequence++));
  }

  /** An answer to a submit_sm: it takes the latency that is set. */
  private answer(pdu: Buffer): void {
    if (this.answers === null) this.reply(pdu);
    else this.answers.push(pdu);
  }

  private reply(pdu: Buffer): void {
    this.batch.push(pdu);
  }

  private flush(): void {
    if (this.batch.length === 0) return;
    const { batch } = this;
    this.batch = [];
    this.writeBatch(batch);
  }

  private writeBatch(pdus: Buffer[]): void {
    if (this.silent || this.socket.destroyed || this.socket.writableEnded) return;
    const ordered = this.options.faults?.reverseAnswers === true ? pdus.reverse() : pdus;
    this.socket.write(ordered.length === 1 ? (ordered[0] as Buffer) : Buffer.concat(ordered));
  }

  private end(): void {
    this.answers?.close();
    this.bound = false;
    this.receives = false;
    this.operator.outbox.putBack([...this.unanswered.values()]);
    this.unanswered.clear();
    this.closed();
  }
}
