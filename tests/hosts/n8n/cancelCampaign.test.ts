import { chainedWorkflow, type Step } from './chainedWorkflow';
import { N8nHost } from './n8nHost';

const describeN8n = process.env['ZGODA_N8N_MISSING'] === undefined ? describe : describe.skip;
const campaign = 'Open day visits';

const visit = (text: string, more: object): object => ({
  phone: '+447700900111',
  text,
  purpose: 'service',
  options: { sendAt: '2100-01-01T10:00:00', ...more },
});

const steps: readonly Step[] = [
  { name: 'Plan', type: 'n8n-nodes-base.manualTrigger', parameters: {} },
  { name: 'Later', type: 'n8n-nodes-zgoda.sendSms', parameters: { ...visit('Friday at 10', {}), campaign } },
  {
    name: 'Reminder',
    type: 'n8n-nodes-zgoda.sendSms',
    parameters: visit('Friday!', { deduplicationKey: 'visit-7-reminder' }),
  },
  { name: 'Stop It', type: 'n8n-nodes-zgoda.cancelSms', parameters: { by: 'campaign', campaign } },
  {
    name: 'No Reminder',
    type: 'n8n-nodes-zgoda.cancelSms',
    parameters: { by: 'deduplicationKey', deduplicationKey: 'visit-7-reminder' },
  },
  {
    name: 'Again',
    type: 'n8n-nodes-zgoda.cancelSms',
    parameters: { by: 'messageId', messageId: '={{ $json.sms.messageId }}' },
  },
  { name: 'Count', type: 'n8n-nodes-zgoda.campaignReport', parameters: { campaign } },
];

const workflow = chainedWorkflow('zgodaCancel00001', 'Cancel a campaign', steps);

describeN8n('cancelling in a real n8n', () => {
  let host: N8nHost;

  beforeAll(async () => {
    host = await N8nHost.create();
    await host.importWorkflow(workflow);
  }, 180_000);

  afterAll(() => host.remove(), 60_000);

  it('cancels texts that are held, by campaign and by key, and the report counts them', async () => {
    const output = await host.execute(workflow.id);
    const last = (name: string): Record<string, unknown> | undefined => output[name]?.[0]?.[0];
    expect(last('Later')?.['sms']).toMatchObject({ accepted: true, state: 'held' });
    const none = { alreadyLeft: 0, alreadyLeftByState: {} };
    expect(last('Stop It')?.['cancellation']).toEqual({ cancelled: 1, ...none, messageId: null, state: null });
    const { messageId } = last('Reminder')?.['sms'] as { messageId: string };
    const cancelled = { ...none, messageId, state: 'cancelled' };
    expect(last('No Reminder')?.['cancellation']).toEqual({ cancelled: 1, ...cancelled });
    expect(last('Again')?.['cancellation']).toEqual({ cancelled: 0, ...cancelled });
    expect(last('Count')?.['report']).toMatchObject({ accepted: 1, cancelled: 1, underway: 0, failed: 0 });
  }, 180_000);
});
