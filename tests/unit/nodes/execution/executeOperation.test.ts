import { operations, type Services, ZgodaError } from '@zgoda/engine';
import { type IDataObject, type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import type { Connection } from '../../../../nodes/connection/connection';
import type { withConnection } from '../../../../nodes/connection/nodeConnection';
import { executeOperation } from '../../../../nodes/execution/executeOperation';

interface Setup {
  readonly items?: readonly IDataObject[];
  /** Parameters of the node; a function is worked out for each item, like an expression. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly onError?: 'continueRegularOutput' | 'continueErrorOutput';
  readonly nodeType?: string;
}

function nodeContext({ items = [{}], parameters = {}, onError, nodeType = 'sendSms' }: Setup) {
  const hints: string[] = [];
  const context = {
    getInputData: () => items.map((json) => ({ json })),
    getNode: () => ({
      name: 'Node',
      type: nodeType,
      typeVersion: 1,
      parameters: {},
      position: [0, 0],
      id: 'n',
      onError,
    }),
    getTimezone: () => 'Europe/Warsaw',
    getNodeParameter(name: string, index: number, fallback: unknown) {
      const value = parameters[name] ?? fallback;
      return typeof value === 'function' ? (value as (item: IDataObject) => unknown)(items[index] ?? {}) : value;
    },
    continueOnFail: () => onError !== undefined,
    helpers: {
      prepareBinaryData: async (data: Buffer, fileName: string, mimeType: string) => ({
        ...{ data: data.toString(), fileName, mimeType },
      }),
    },
    addExecutionHints: (hint: { message: string }) => hints.push(hint.message),
  } as unknown as IExecuteFunctions;
  return { context, hints };
}

const madeFile = { name: 'data.json', mediaType: 'application/json', content: Buffer.from('{}') };

type Inputs = readonly Record<string, unknown>[];

/** A connection whose services note what they are asked, and accept every text but those to `blocked`. */
function lender(route: Connection['route'] = testRoute()) {
  const calls: Inputs[] = [];
  const answer = (inputs: Inputs) => {
    calls.push(inputs);
    return inputs.map((input) =>
      input['phone'] === 'broken'
        ? { ok: false, error: new ZgodaError('country_missing') }
        : { ok: true, value: { accepted: input['phone'] !== 'blocked' } },
    );
  };
  const services = {
    campaigns: { send: async (inputs: Inputs) => answer(inputs) },
    contacts: { upsert: async (inputs: Inputs) => answer(inputs) },
    subjectExports: { export: async () => [{ ok: true, value: { found: true, files: { json: madeFile } } }] },
  } as unknown as Services;
  const connection = { engine: { services, warning: null }, route } as unknown as Connection;
  const lend: typeof withConnection = async (_context, _needsRoute, work) => await work(connection);
  return { calls, lend };
}

function testRoute(problem: Error | null = null): Connection['route'] {
  return { name: 'simulator', testMode: true, status: () => ({ state: 'ready', problem }) } as Connection['route'];
}

const phoneOfItem = (item: IDataObject) => item['phone'];
const sending = { phone: phoneOfItem, text: 'Hello' };

describe('executeOperation', () => {
  it('gives files as the binary data of the item, and leaves them out of its JSON', async () => {
    const { lend } = lender(null);
    const { context } = nodeContext({ items: [{ id: 7 }], parameters: { by: 'phone', value: '+447700900001' } });
    expect(await executeOperation(context, operations.exportSubject, lend)).toEqual([
      [
        {
          json: { id: 7, export: { found: true } },
          binary: { json: { data: '{}', fileName: 'data.json', mimeType: 'application/json' } },
          pairedItem: { item: 0 },
        },
      ],
    ]);
  });

  it('hands all items to the engine in one call and sorts the answers to the outputs', async () => {
    const { calls, lend } = lender();
    const items = [{ phone: 'a', name: 'A' }, { phone: 'blocked' }, { phone: 'c' }];
    const { context } = nodeContext({ items, parameters: sending });
    const [accepted, notSent] = await executeOperation(context, operations.sendSms, lend);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.map((input) => input['phone'])).toEqual(['a', 'blocked', 'c']);
    expect(accepted).toEqual([
      { json: { phone: 'a', name: 'A', sms: { accepted: true } }, pairedItem: { item: 0 } },
      { json: { phone: 'c', sms: { accepted: true } }, pairedItem: { item: 2 } },
    ]);
    expect(notSent?.map((item) => item.pairedItem)).toEqual([{ item: 1 }]);
  });

  it('fails at the item concerned, saying how to mend it', async () => {
    const { context } = nodeContext({ items: [{ phone: 'a' }, { phone: 'broken' }], parameters: sending });
    const failure = executeOperation(context, operations.sendSms, lender().lend);
    await expect(failure).rejects.toBeInstanceOf(NodeOperationError);
    await expect(failure).rejects.toMatchObject({
      message: 'The phone number has no country code, and no default country is set.',
      description: 'Write the number with + and its country code, or set Default Country.',
      context: { itemIndex: 1 },
    });
  });

  it('lets the other items go on where the node is told to, with the failed one at the last output', async () => {
    const items = [{ phone: 'broken', name: 'B' }, { phone: 'a' }];
    const { context } = nodeContext({ items, parameters: sending, onError: 'continueRegularOutput' });
    const [accepted, notSent] = await executeOperation(context, operations.sendSms, lender().lend);
    expect(accepted?.map((item) => item.pairedItem)).toEqual([{ item: 1 }]);
    expect(notSent).toEqual([
      {
        json: {
          phone: 'broken',
          name: 'B',
          error: { message: expect.any(String), description: expect.any(String), code: 'country_missing' },
        },
        pairedItem: { item: 0 },
      },
    ]);
  });

  it('gives an item to n8n’s error output with nothing but the error, as n8n wants it', async () => {
    const items = [{ phone: 'broken', name: 'B' }];
    const { context } = nodeContext({ items, parameters: sending, onError: 'continueErrorOutput' });
    const [, notSent] = await executeOperation(context, operations.sendSms, lender().lend);
    expect(notSent?.map((item) => Object.keys(item.json))).toEqual([['error']]);
  });

  it('keeps an expression that fails to its own item', async () => {
    const throwing = (item: IDataObject) => {
      if (item['phone'] === undefined) throw new Error('no phone');
      return item['phone'];
    };
    const { context } = nodeContext({
      items: [{ phone: 'a' }, {}],
      parameters: { ...sending, phone: throwing },
      onError: 'continueRegularOutput',
    });
    const [accepted, notSent] = await executeOperation(context, operations.sendSms, lender().lend);
    expect(accepted).toHaveLength(1);
    expect(notSent?.[0]?.json['error']).toMatchObject({
      message: 'Phone: its expression cannot be worked out.',
      code: 'invalid_input',
    });
  });

  it('gives every item the error where nothing could be done at all', async () => {
    const { context } = nodeContext({ items: [{}, {}], parameters: sending, onError: 'continueRegularOutput' });
    const unreachable = async (): Promise<never> => {
      throw new ZgodaError('store_unreachable', { problem: 'refused' });
    };
    const [, notSent] = await executeOperation(context, operations.sendSms, unreachable);
    expect(notSent?.map((item) => (item.json['error'] as IDataObject)['code'])).toEqual([
      'store_unreachable',
      'store_unreachable',
    ]);
  });

  it('tells an agent everything at the first output, the only one that it sees', async () => {
    const items = [{ phone: 'blocked' }];
    const { context } = nodeContext({ items, parameters: sending, nodeType: 'n8n-nodes-zgoda.sendSmsTool' });
    const [first, second] = await executeOperation(context, operations.sendSms, lender().lend);
    expect(first).toHaveLength(1);
    expect(second).toEqual([]);
  });

  it('reads advanced fields from Options, and picked times in the zone of the workflow', async () => {
    const { calls, lend } = lender();
    const options = { sender: 'MyShop', sendAt: '2026-07-01T09:00:00' };
    const { context } = nodeContext({ items: [{ phone: 'a' }], parameters: { ...sending, options } });
    await executeOperation(context, operations.sendSms, lend);
    expect(calls[0]?.[0]).toMatchObject({ sender: 'MyShop', sendAt: '2026-07-01T09:00:00.000+02:00' });
  });

  it('reads a date from whatever form the item has it in', async () => {
    const { calls, lend } = lender(null);
    const birthDate = (item: IDataObject) => item['birthDate'];
    const items = [{ birthDate: '2001-12-31' }, { birthDate: '2001-12-31T00:00:00.000+01:00' }, { birthDate: '' }];
    const { context } = nodeContext({ items, parameters: { phone: 'a', birthDate } });
    await executeOperation(context, operations.upsertContact, lend);
    expect(calls[0]?.map((input) => input['birthDate'])).toEqual(['2001-12-31', '2001-12-31', undefined]);
  });

  it('shows above the output that test mode reaches no phone, and what keeps texts from going out', async () => {
    const { context, hints } = nodeContext({ items: [{ phone: 'a' }], parameters: sending });
    const route = testRoute(new ZgodaError('smpp_credentials', { status: 'ESME_RINVPASWD' }));
    await executeOperation(context, operations.sendSms, lender(route).lend);
    expect(hints).toEqual([
      expect.stringMatching(/^Test mode: nothing reaches a phone/),
      expect.stringMatching(/^The operator refused the login .* wait and go out by themselves\.$/),
    ]);
  });
});
