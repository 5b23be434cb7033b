import { describeFields, inboundSms, operations, smppAccountSchema, storeConfigSchema } from '@zgoda/engine';
import type { INodeProperties } from 'n8n-workflow';
import { credentialProperties, nodeProperties, optionsOfNode } from '../../../../nodes/description/properties';
import { drawnFields } from '../../../support/n8nFields';

const sendSms = nodeProperties(describeFields(operations.sendSms.input));
const recordConsent = nodeProperties(describeFields(operations.recordConsent.input));
const byName = (properties: readonly INodeProperties[], name: string) =>
  properties.filter((property) => property.name === name);
const only = (properties: readonly INodeProperties[], name: string): INodeProperties => {
  const found = byName(properties, name);
  expect(found).toHaveLength(1);
  return found[0] as INodeProperties;
};

describe('node properties', () => {
  it.each(Object.entries({ ...operations, inboundSms }))('draw every field of %s', (_name, { input }) => {
    const fields = describeFields(input);
    const drawn = drawnFields(nodeProperties(fields));
    expect(Object.keys(drawn).sort()).toEqual(fields.map((field) => field.name).sort());
    for (const field of fields) {
      const isBlank = ['""', '[]', '{}'].includes(JSON.stringify(field.default ?? ''));
      expect(drawn[field.name]).toEqual({
        label: field.label,
        default: isBlank || field.from !== undefined ? undefined : field.default,
        required: field.required,
      });
    }
  });

  it('take values from where items usually hold them', () => {
    expect(only(sendSms, 'phone').default).toBe('={{ $json.phone }}');
    expect(only(sendSms, 'variables').default).toBe('={{ $json }}');
  });

  it('keep a template free of n8n expressions, except for an AI agent', () => {
    const [forPeople, forAgents] = byName(sendSms, 'text');
    expect(forPeople).toMatchObject({ noDataExpression: true, displayOptions: { hide: { '@tool': [true] } } });
    expect(forAgents).toMatchObject({ displayOptions: { show: { '@tool': [true] } } });
    expect(forAgents?.noDataExpression).toBeUndefined();
  });

  it('put advanced fields into Options', () => {
    const options = optionsOfNode(sendSms).map((option) => option.name);
    expect(options).toEqual(['sender', 'country', 'encodingMode', 'sendAt', 'deduplicationKey', 'wait', 'waitSeconds']);
    expect(only(sendSms, 'options')).toMatchObject({ displayName: 'Options', type: 'collection', default: {} });
  });

  it('show a field only with the value that it belongs to, wherever that stands', () => {
    expect(only(recordConsent, 'wording').displayOptions).toEqual({ show: { act: ['grant'] } });
    const options = optionsOfNode(recordConsent);
    expect(only(options, 'guardian').displayOptions).toEqual({ show: { '/act': ['grant'] } });
    expect(only(optionsOfNode(sendSms), 'waitSeconds').displayOptions).toEqual({
      show: { wait: ['submitted', 'delivered'] },
    });
  });

  it('have defaults that are among the options', () => {
    const all = Object.values(operations).flatMap(({ input }) => nodeProperties(describeFields(input)));
    const choices = [...all, ...optionsOfNode(all)].filter((property) => property.type === 'options');
    expect(choices.length).toBeGreaterThan(3);
    for (const choice of choices) {
      expect(choice.options?.map((option) => 'value' in option && option.value)).toContain(choice.default);
    }
  });
});

describe('credential properties', () => {
  it.each([
    ['SMPP Account', smppAccountSchema],
    ['Zgoda Store', storeConfigSchema],
  ])('draw every field of %s', (_name, schema) => {
    const fields = describeFields(schema);
    const drawn = drawnFields(credentialProperties(fields));
    expect(Object.keys(drawn)).toEqual([
      ...fields.filter((field) => field.advanced !== true).map((field) => field.name),
      ...fields.filter((field) => field.advanced === true).map((field) => field.name),
    ]);
  });

  it('hide what is typed into a secret', () => {
    const account = credentialProperties(describeFields(smppAccountSchema));
    expect(only(account, 'password').typeOptions).toEqual({ password: true });
    expect(only(account, 'tlsKey').typeOptions).toEqual({ password: true, rows: 4 });
    expect(only(account, 'tlsCa').typeOptions).toEqual({ rows: 4 });
    expect(only(account, 'host').typeOptions).toBeUndefined();
  });

  it('show advanced settings only when asked for', () => {
    const account = credentialProperties(describeFields(smppAccountSchema));
    expect(only(account, 'advancedSettings')).toMatchObject({ type: 'boolean', default: false });
    expect(only(account, 'window').displayOptions).toEqual({ show: { advancedSettings: [true] } });
  });
});
