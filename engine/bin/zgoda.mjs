#!/usr/bin/env node
// npm links a command only if its file is there when it installs; what this one runs comes with the build.
import { existsSync } from 'node:fs';

const command = new URL('../dist/zgoda.js', import.meta.url);
if (existsSync(command)) {
  await import(command.href);
} else {
  console.error('The zgoda command is not built yet. Run `npm run build` in the folder of the project.');
  process.exitCode = 1;
}
