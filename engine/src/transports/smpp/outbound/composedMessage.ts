import type { TransportMessage } from '../../../delivery/transport';
import type { SubmitForm } from '../codec/submitSm';
import type { EncodedParts, Submittable } from '../link/submission';

/** A message with its addresses. A text that may be plain is encoded when it is sent, any other when it is composed. */
export class ComposedMessage implements Submittable {
  readonly segmentsPerPart: number;
  private parts: EncodedParts | null;

  /** Throws what `encode` throws. */
  constructor(
    private readonly message: TransportMessage,
    readonly destination: string,
    readonly plainForm: SubmitForm | null,
    private readonly encode: (message: TransportMessage) => EncodedParts,
  ) {
    this.parts = plainForm === null ? encode(message) : null;
    this.segmentsPerPart = message.segments / this.partCount;
  }

  get id(): string {
    return this.message.id;
  }

  get text(): string {
    return this.message.text;
  }

  get partCount(): number {
    return this.parts === null ? 1 : this.parts.parts.length;
  }

  encoded(): EncodedParts {
    this.parts ??= this.encode(this.message);
    return this.parts;
  }
}
