import { createRequire } from 'node:module';
import { n8nCommand } from './n8nCache';
import { outputOf, type RunOutput } from './runOutput';

const owner = { email: 'owner@example.com', firstName: 'Test', lastName: 'Owner', password: 'Zgoda-12345' };

/** An execution, as the editor shows it. */
export interface Execution {
  readonly status: string;
  readonly output: RunOutput;
  /** What happened and how to mend it; null where all went well. */
  readonly error: string | null;
}

type ExecutionData = Parameters<typeof outputOf>[0] & {
  readonly resultData: { readonly error?: { readonly message: string; readonly description: string } };
};

/** Talks to a running n8n as its editor does. */
export class N8nClient {
  private cookie = '';

  constructor(readonly port: number) {}

  async isReady(): Promise<boolean> {
    const response = await fetch(`http://127.0.0.1:${this.port}/healthz/readiness`).catch(() => null);
    return response?.ok === true;
  }

  /** Makes the owner in a fresh n8n, else signs in. */
  async signIn(): Promise<void> {
    const response = await this.send('POST', '/rest/owner/setup', owner);
    if (response.ok) return this.keepCookie(response);
    const { email, password } = owner;
    this.keepCookie(await this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password }));
  }

  async get<T>(path: string): Promise<T> {
    return await this.read<T>(await this.send('GET', path), path);
  }

  async post<T>(path: string, body: object): Promise<T> {
    return await this.read<T>(await this.send('POST', path, body), path);
  }

  /** An execution, whose data n8n sends with its repeated parts folded. */
  async execution(id: string): Promise<Execution> {
    const { data, status } = await this.get<{ data: string; status: string }>(`/rest/executions/${id}`);
    const { parse } = createRequire(n8nCommand)('flatted') as { parse(text: string): ExecutionData };
    const unfolded = parse(data);
    const error = unfolded.resultData.error ?? null;
    return {
      status,
      output: outputOf(unfolded),
      error: error === null ? null : `${error.message} ${error.description}`,
    };
  }

  /** Makes a workflow run on its triggers. */
  async publish(workflowId: string): Promise<void> {
    const { versionId } = await this.get<{ versionId: string }>(`/rest/workflows/${workflowId}`);
    await this.post(`/rest/workflows/${workflowId}/activate`, { versionId });
  }

  /** The ids of the executions of a workflow that have ended. */
  async endedExecutions(workflowId: string): Promise<string[]> {
    const filter = encodeURIComponent(JSON.stringify({ workflowId, status: ['success', 'error'] }));
    const { results } = await this.get<{ results: { id: string }[] }>(`/rest/executions?filter=${filter}`);
    return results.map(({ id }) => id);
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    return await fetch(`http://127.0.0.1:${this.port}${path}`, {
      method,
      headers: { 'content-type': 'application/json', 'browser-id': 'host-tests', cookie: this.cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  private async read<T>(response: Response, path: string): Promise<T> {
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { data: T }).data;
  }

  private keepCookie(response: Response): void {
    this.cookie = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }
}
