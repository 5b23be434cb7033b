import type { BindSettings } from './bindSettings';

/** Whether the other end is still there, by when it was heard last. All times are monotonic. */
export class PeerWatch {
  /** When it was asked whether it is there; 0: it was not, or it has answered. */
  private askedMs = 0;

  constructor(
    private readonly settings: Pick<BindSettings, 'enquireLinkMs' | 'enquireTimeoutMs'>,
    private heardMs: number,
  ) {}

  /** Something came. */
  heard(nowMs: number): void {
    this.heardMs = nowMs;
  }

  /** `ask`: after a long silence it has to be asked, now; `gone`: it was, and did not answer in time. */
  look(nowMs: number): 'there' | 'ask' | 'gone' {
    const { enquireLinkMs, enquireTimeoutMs } = this.settings;
    if (this.heardMs > this.askedMs) this.askedMs = 0;
    if (this.askedMs > 0) return nowMs - this.askedMs < enquireTimeoutMs ? 'there' : 'gone';
    if (nowMs - this.heardMs < enquireLinkMs) return 'there';
    this.askedMs = nowMs;
    return 'ask';
  }
}
