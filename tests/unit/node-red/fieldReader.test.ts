import { util } from '@node-red/util';
import { z } from 'zod/v4';
import type { Node, NodeAPI } from 'node-red';
import { field, describeFields } from '../../../engine/src/shared/fields';
import { drawFields } from '../../../node-red/src/fields/drawnField.mts';
import { createFieldReader, type NodeConfig } from '../../../node-red/src/runtime/fieldReader';

const words = (label: string) => ({ label, labelPl: label, help: label, helpPl: label });
const fields = drawFields(
  describeFields(
    z.object({
      phone: field(z.string(), { ...words('Phone'), from: 'phone' }),
      campaign: field(z.string().optional(), words('Campaign')),
      purpose: field(z.enum(['marketing', 'service']).default('marketing'), words('Purpose')),
      method: field(z.enum(['form', 'sms']).optional(), words('Method')),
      seconds: field(z.number().default(60), words('Seconds')),
      variables: field(z.record(z.string(), z.unknown()).default({}), { ...words('Variables'), from: '' }),
    }),
  ),
);

const contexts: Record<string, unknown> = { season: 'spring' };
const node = {
  context: () => ({
    flow: {
      get: (key: string, _store: unknown, done: (error: null, value: unknown) => void) => done(null, contexts[key]),
    },
  }),
  _flow: { getSetting: (name: string) => (name === 'CAMPAIGN' ? 'First campaign' : undefined) },
} as unknown as Node;
const RED = { util } as unknown as NodeAPI;
const read = (config: NodeConfig, msg: Record<string, unknown>) => createFieldReader(RED, node, fields, config)(msg);

describe('createFieldReader', () => {
  it('starts as a new node does: presets from the payload, defaults written', async () => {
    const payload = { phone: '+447700900123', firstName: 'Ola' };
    expect(await read({}, { payload })).toEqual({
      phone: '+447700900123',
      campaign: '',
      purpose: 'marketing',
      method: '',
      seconds: '60',
      variables: payload,
    });
  });

  it('lets the editor win over the message', async () => {
    const raw = await read({ campaign: 'Autumn', campaignType: 'str' }, { campaign: 'from msg', payload: {} });
    expect(raw.campaign).toBe('Autumn');
  });

  it('takes msg.<field> for a box left blank, and never for a list of choices', async () => {
    const raw = await read(
      { campaign: '  ', campaignType: 'str', method: '', methodType: 'str' },
      { campaign: 'from msg', method: 'POST', payload: {} },
    );
    expect(raw.campaign).toBe('from msg');
    expect(raw.method).toBe('');
  });

  it.each([
    ['msg', 'topic.name', 'by topic'],
    ['flow', 'season', 'spring'],
    ['env', 'CAMPAIGN', 'First campaign'],
    ['jsonata', 'payload.a & "-" & topic.name', 'x-by topic'],
  ])('reads from %s', async (source, value, expected) => {
    const raw = await read(
      { campaign: value, campaignType: source },
      { topic: { name: 'by topic' }, payload: { a: 'x' } },
    );
    expect(raw.campaign).toBe(expected);
  });

  it('finds nothing where a path leads nowhere', async () => {
    const raw = await read({ phone: 'payload.person.phone', phoneType: 'msg' }, { payload: {} });
    expect(raw.phone).toBeUndefined();
  });

  it('takes null for a blank, as the csv node gives it for an empty cell', async () => {
    expect((await read({}, { payload: { phone: null } })).phone).toBe('');
  });

  it.each([['a text'], [1763870000000], [null], [[1]]])(
    'leaves out variables when the payload is %p',
    async (payload) => {
      expect((await read({}, { payload })).variables).toBeUndefined();
    },
  );

  it.each([
    ['jsonata', '$unknown('],
    ['msg', 'payload..phone'],
  ])('refuses a broken %s source, naming the field', async (source, value) => {
    await expect(read({ phone: value, phoneType: source }, { payload: {} })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'Phone: its source cannot be read.',
    });
  });
});
