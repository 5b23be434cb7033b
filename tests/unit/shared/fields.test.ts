import { describeFields, operations } from '@zgoda/engine';

describe('describeFields', () => {
  it('gives every operation its fields, with words in both languages', () => {
    for (const operation of Object.values(operations)) {
      for (const field of describeFields(operation.input)) {
        expect(field).toMatchObject({
          label: expect.any(String),
          labelPl: expect.any(String),
          kind: expect.any(String),
        });
        for (const value of field.values) expect(field.options).toHaveProperty(value);
      }
    }
  });

  it('reads required marks, defaults and values from the type', () => {
    const fields = Object.fromEntries(describeFields(operations.sendSms.input).map((field) => [field.name, field]));
    expect(fields['phone']).toMatchObject({ required: true, kind: 'phone', default: undefined });
    expect(fields['purpose']).toMatchObject({
      required: false,
      default: 'marketing',
      values: ['marketing', 'service'],
    });
    expect(fields['variables']).toMatchObject({ required: false, kind: 'json' });
    expect(fields['sendAt']).toMatchObject({ required: false, kind: 'dateTime' });
  });
});
