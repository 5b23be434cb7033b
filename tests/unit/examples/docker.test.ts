import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { readConfig, smppAccountSchema, storeConfigSchema } from '../../../engine/src/index';

interface Service {
  readonly image: string;
  readonly pull_policy?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const folder = join(__dirname, '../../../examples/docker');
const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const variablesOf = (source: string): Set<string> => new Set(source.match(/(?<=^|\$\{)[A-Z][A-Z0-9_]+(?=[:=}])/gm));
const example = readFileSync(join(folder, 'env.example'), 'utf8');

describe('the set of containers', () => {
  test('has all its parts', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['gateway', 'n8n', 'postgres', 'redis', 'worker']);
    for (const name of ['n8n', 'worker']) {
      expect(compose.services[name]?.environment).toMatchObject({ EXECUTIONS_MODE: 'queue', DB_TYPE: 'postgresdb' });
    }
    expect(parseInt(compose.services['gateway']?.stop_grace_period ?? '', 10)).toBeGreaterThan(10);
  });

  test('every variable is in the example of .env, and the other way round', () => {
    const used = [...text.matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual([...variablesOf(example)].sort());
  });

  test.each(services)('%s refers to what is there', (_name, service) => {
    // A list of names would wait for nobody's health.
    expect(Array.isArray(service.depends_on)).toBe(false);
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(condition).toBe('service_healthy');
      expect(compose.services[other]?.healthcheck).toBeDefined();
    }
    for (const volume of service.volumes ?? []) {
      const [source = '', target = ''] = volume.split(':');
      expect(isAbsolute(target)).toBe(true);
      if (source.startsWith('.')) expect(existsSync(join(folder, source))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
    for (const secret of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(secret);
    if (service.build !== undefined) {
      expect(existsSync(join(folder, service.build.context, service.build.dockerfile))).toBe(true);
    }
  });

  test('what is ours is built here by every service that runs it, and never fetched', () => {
    const ours = ['gateway', 'n8n', 'worker'];
    for (const [name, { image, build, pull_policy }] of services) {
      if (ours.includes(name)) {
        expect([name, image, pull_policy]).toEqual([name, 'localhost/zgoda-n8n', 'never']);
        expect(build).toEqual(compose.services['n8n']?.build);
      } else {
        // The registry's own images, which have no owner in their name.
        expect(image).toMatch(/^(postgres|redis):\d+$/);
      }
    }
  });

  test('workers start once the databases and n8n are ready', () => {
    expect(Object.keys(compose.services['worker']?.depends_on ?? {}).sort()).toEqual(['n8n', 'postgres', 'redis']);
    expect(Object.keys(compose.services['gateway']?.depends_on ?? {})).toEqual(['postgres']);
    expect(compose.services['n8n']?.healthcheck?.test.join(' ')).toContain('5678/healthz');
  });

  test('the script of the databases is a shell script without errors', () => {
    execFileSync('sh', ['-n', join(folder, 'databases.sh')]);
  });

  test('the gateway’s settings are valid', () => {
    const { store, routes } = JSON.parse(readFileSync(join(folder, 'gateway.json'), 'utf8')) as {
      store: Record<string, { env: string }>;
      routes: Record<string, unknown>[];
    };
    const environment = compose.services['gateway']?.environment ?? {};
    for (const { env } of Object.values(store)) expect(environment).toHaveProperty(env);
    expect(Object.keys(store).every((name) => name in storeConfigSchema.shape)).toBe(true);
    for (const route of routes) {
      const secret = (route['password'] as { file: string }).file;
      expect(compose.secrets).toHaveProperty(secret.replace('/run/secrets/', ''));
      expect(Object.keys(route).every((name) => name in smppAccountSchema.shape)).toBe(true);
      expect(readConfig(smppAccountSchema, { ...route, password: 'x' }).binds).toBe(2);
    }
  });

  test('the image has what it is built from in the package', () => {
    const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
    expect(dockerfile).toMatch(/^FROM n8nio\/n8n:\d+\.\d+\.\d+$/m);
    expect(dockerfile).toContain('n8n-nodes-zgoda/dist/engine/zgoda.js');
  });

  const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  if (hasCompose) {
    test('docker compose reads it', () => {
      const environment = Object.fromEntries([...variablesOf(example)].map((name) => [name, 'x']));
      execFileSync('docker', ['compose', 'config', '--quiet'], {
        cwd: folder,
        env: { ...process.env, ...environment },
      });
    });
  }
});
