import { isMainThread } from 'node:worker_threads';

/**
 * Preloaded into a program that the demo starts: asks it to end when the demo is gone, however the demo ended, since then
 * the pipe to its standard input closes. Worker threads inherit the preload, and have no such pipe.
 */
if (isMainThread) {
  process.stdin.once('close', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume().unref();
}
