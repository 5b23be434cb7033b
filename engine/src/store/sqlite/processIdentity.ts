import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** This process, as its markers tell of it; tests take another's place. */
export interface ProcessIdentity {
  readonly host: string;
  readonly pid: number;
  /** When the process started, epoch ms: tells it from an earlier one with the same pid. */
  readonly startedAtMs: number;
  /** Where pids count: one boot of one machine, and there one container; null where it cannot be told. */
  readonly pidSpace: string | null;
  isAlive(pid: number): boolean;
  /** When the process with this pid started, in the system's own count; null where it cannot be told. */
  startOf(pid: number): string | null;
}

/** The identity of this process. */
export const thisProcess: ProcessIdentity = {
  host: hostname(),
  pid: process.pid,
  startedAtMs: Math.round(performance.timeOrigin),
  pidSpace: readPidSpace(),
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EPERM';
    }
  },
  startOf(pid) {
    const stat = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
    // The 3rd and the 22nd field; the second is a name, which may hold anything (proc_pid_stat(5)).
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
    const hasEnded = fields[0] === 'Z';
    return hasEnded ? null : (fields[19] ?? null);
  },
};

function readPidSpace(): string | null {
  return tryTo(() => {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  });
}

/** Null where the system has no such file, or does not let it be read. */
function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
