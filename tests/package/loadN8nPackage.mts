import { createRequire } from 'node:module';
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';

/** Loads an installed package as n8n does and prints, as JSON, what n8n then knows and which files were loaded. */
const folder = realpathSync(process.argv[2] as string);
const loader = new PackageDirectoryLoader(folder);
await loader.loadAll();
const loadedFiles = Object.keys(createRequire(import.meta.url).cache)
  .filter((file) => file.startsWith(folder))
  .map((file) =>
    file
      .slice(folder.length + 1)
      .split(sep)
      .join('/'),
  );
console.log(JSON.stringify({ nodes: loader.types.nodes, credentials: loader.types.credentials, loadedFiles }));
process.exit(0);
