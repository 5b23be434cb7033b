import { chainedWorkflow, type Step } from './chainedWorkflow';
import { N8nHost } from './n8nHost';

const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined ? describe : describe.skip;
const phone = '+447700900111';

const steps: readonly Step[] = [
  { name: 'Ask', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
  {
    name: 'Words',
    type: 'n8n-nodes-zgoda.saveWording',
    parameters: { wording: 'newsletter', text: 'I agree to offers by SMS.', language: 'en', purpose: 'marketing' },
  },
  { name: 'Person', type: 'n8n-nodes-zgoda.upsertContact', parameters: { phone, firstName: 'Zofia' } },
  {
    name: 'Agreed',
    type: 'n8n-nodes-zgoda.recordConsent',
    parameters: { phone, act: 'grant', wordingName: 'newsletter', method: 'form', source: 'https://shop.example' },
  },
  { name: 'May We', type: 'n8n-nodes-zgoda.checkConsent', parameters: { phone, purpose: 'marketing' } },
  { name: 'Hand Over', type: 'n8n-nodes-zgoda.exportSubject', parameters: { value: phone } },
  {
    name: 'Read It',
    type: 'n8n-nodes-base.extractFromFile',
    parameters: { operation: 'pdf', binaryPropertyName: 'pdf' },
  },
  { name: 'Forget', type: 'n8n-nodes-zgoda.eraseSubject', parameters: { value: phone } },
  { name: 'May We Still', type: 'n8n-nodes-zgoda.checkConsent', parameters: { phone, purpose: 'marketing' } },
];

const workflow = chainedWorkflow('zgodaRights00001', 'What people may ask for', steps);

describeN8n('what people may ask for, in a real n8n', () => {
  let host: N8nHost;

  beforeAll(async () => {
    host = await N8nHost.create();
    await host.importWorkflow(workflow);
  }, 180_000);

  afterAll(() => host.remove(), 60_000);

  it('proves a consent, hands the data over, forgets the person, and texts them no more', async () => {
    const output = await host.execute(workflow.id);
    const last = (name: string): Record<string, unknown> | undefined => output[name]?.[0]?.[0];
    expect(last('May We')?.['consentCheck']).toMatchObject({ maySend: true, rule: 'GB/marketing/2003-12-11' });
    expect(last('Hand Over')?.['export']).toMatchObject({ found: true });
    expect(last('Read It')?.['text']).toMatch(/Zofia[^]*I agree to offers by SMS\./);
    expect(last('Forget')?.['erasure']).toMatchObject({
      found: true,
      suppressed: true,
      removed: { contacts: 1, ledger: 1 },
    });
    const [maySend, mayNot] = output['May We Still'] ?? [];
    expect(maySend).toEqual([]);
    expect(mayNot?.[0]?.['consentCheck']).toMatchObject({ maySend: false, reason: 'erased', state: null });
  }, 180_000);
});
