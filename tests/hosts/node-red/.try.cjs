'use strict';

// tests/hosts/node-red/nodeRedHost.ts
var import_node_child_process = require('node:child_process');
var import_promises = require('node:fs/promises');
var import_node_net = require('node:net');
var import_node_os = require('node:os');
var import_node_path = require('node:path');
var repository = (0, import_node_path.join)(__dirname, '../../..');
var nodeBinary = (0, import_node_path.join)(repository, 'node_modules/node/bin/node');
var nodeRedScript = (0, import_node_path.join)(repository, 'node_modules/node-red/red.js');
async function startNodeRed(env = {}) {
  const userDir = await (0, import_promises.mkdtemp)(
    (0, import_node_path.join)((0, import_node_os.tmpdir)(), 'zgoda-node-red-'),
  );
  const port = await freePort();
  await installPackage(userDir);
  await writeSettings(userDir, port);
  const child = (0, import_node_child_process.spawn)(
    nodeBinary,
    [nodeRedScript, '--userDir', userDir, '--settings', (0, import_node_path.join)(userDir, 'settings.js')],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const lines = [];
  child.stdout.on('data', (chunk) => lines.push(chunk.toString()));
  child.stderr.on('data', (chunk) => lines.push(chunk.toString()));
  const log = () => lines.join('');
  await started(child, log);
  const url = `http://127.0.0.1:${port}`;
  const { told, close } = await listenToComms(port);
  async function post(path, headers, body) {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === void 0 ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return {
    url,
    userDir,
    told,
    log,
    deploy: (flows, kind = 'full') =>
      post('/flows', { 'Node-RED-API-Version': 'v2', 'Node-RED-Deployment-Type': kind }, { flows }),
    inject: (nodeId) => post(`/inject/${nodeId}`, {}),
    async until(what, find, timeoutMs = 2e4) {
      const deadlineMs = Date.now() + timeoutMs;
      for (;;) {
        const found = find(told);
        if (found !== void 0) return found;
        if (Date.now() > deadlineMs)
          throw new Error(`waited for ${what}; log:
${log()}
told:
${JSON.stringify(told.slice(-20))}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    async stop() {
      close();
      await ended(child);
      await (0, import_promises.rm)(userDir, { recursive: true, force: true });
    },
  };
}
function freePort() {
  return new Promise((resolve, reject) => {
    const server = (0, import_node_net.createServer)();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
async function installPackage(userDir) {
  const folder = (0, import_node_path.join)(userDir, 'node_modules/@zgoda/node-red');
  await (0, import_promises.mkdir)((0, import_node_path.dirname)(folder), { recursive: true });
  await (0, import_promises.symlink)((0, import_node_path.join)(repository, 'node-red'), folder);
  await (0, import_promises.writeFile)(
    (0, import_node_path.join)(userDir, 'package.json'),
    JSON.stringify({ name: 'project', dependencies: { '@zgoda/node-red': '*' } }),
  );
}
async function writeSettings(userDir, port) {
  const settings = {
    uiPort: port,
    uiHost: '127.0.0.1',
    flowFile: 'flows.json',
    credentialSecret: 'for tests only',
    telemetry: { enabled: false, updateNotification: false },
    editorTheme: { tours: false, projects: { enabled: false } },
    logging: { console: { level: 'info', metrics: false, audit: false } },
  };
  await (0, import_promises.writeFile)(
    (0, import_node_path.join)(userDir, 'settings.js'),
    `module.exports = ${JSON.stringify(settings)};
`,
  );
}
function started(child, log) {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      if (!/Started flows|To run the server/.test(log())) return;
      clearInterval(look);
      resolve();
    }, 50);
    child.once('exit', (code) => {
      clearInterval(look);
      reject(
        new Error(`Node-RED ended with ${String(code)}:
${log()}`),
      );
    });
  });
}
async function listenToComms(port) {
  const told = [];
  const socket = new WebSocket(`ws://127.0.0.1:${port}/comms`);
  await new Promise((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error('the comms socket does not open'));
  });
  socket.onmessage = ({ data }) => {
    const messages = JSON.parse(String(data));
    told.push(...(Array.isArray(messages) ? messages : [messages]));
  };
  for (const topic of ['status/#', 'debug']) socket.send(JSON.stringify({ subscribe: topic }));
  return { told, close: () => socket.close() };
}
async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', () => resolve()));
  const force = setTimeout(() => child.kill('SIGKILL'), 16e3);
  child.kill('SIGTERM');
  await exit;
  clearTimeout(force);
}

// tests/hosts/node-red/.try.ts
var import_node_fs = require('node:fs');
(async () => {
  const host = await startNodeRed();
  try {
    const flow = JSON.parse((0, import_node_fs.readFileSync)('examples/node-red/first-campaign.json', 'utf8'));
    if (process.argv[2]) flow[0].env[1].value = process.argv[2];
    await host.deploy(flow);
    const t = Date.now();
    await new Promise((r) => setTimeout(r, 1500));
    await host.inject('zfc-start');
    await new Promise((r) => setTimeout(r, Number(process.argv[3] ?? 6e3)));
    await host.inject('zfc-show-report');
    await new Promise((r) => setTimeout(r, 1500));
    for (const m of host.told.slice(-60)) console.log(m.topic, JSON.stringify(m.data).slice(0, 400));
    console.log(host.log());
  } finally {
    const t = Date.now();
    await host.stop();
    console.log('stopped in', Date.now() - t);
  }
})();
