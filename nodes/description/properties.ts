import type { Field } from '@zgoda/engine';
import type { IDisplayOptions, INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

/** Name of the collection that holds a node's advanced fields. */
export const optionsName = 'options';

/** The properties of a node: one for each field, in order, the advanced ones in an `Options` collection at the end. */
export function nodeProperties(fields: readonly Field[]): INodeProperties[] {
  const advanced = fields.filter((field) => field.advanced === true);
  const plain = fields.filter((field) => field.advanced !== true);
  const properties = plain.flatMap((field) => propertiesOf(field, displayOptionsOf(field, '')));
  return advanced.length === 0 ? properties : [...properties, optionsCollection(advanced, plain)];
}

/** The properties of a credential: flat, the advanced ones shown once `advancedToggle` is on. */
export function credentialProperties(fields: readonly Field[]): INodeProperties[] {
  const advanced = fields.filter((field) => field.advanced === true);
  const plain = fields.filter((field) => field.advanced !== true);
  const properties = plain.map((field) => propertyOf(field, displayOptionsOf(field, '')));
  if (advanced.length === 0) return properties;
  const shown: IDisplayOptions = { show: { [advancedToggle.name]: [true] } };
  return [...properties, advancedToggle, ...advanced.map((field) => propertyOf(field, shown))];
}

/** Opens the advanced fields of a credential; no field of the engine. */
export const advancedToggle: INodeProperties = {
  displayName: 'Advanced Settings',
  name: 'advancedSettings',
  type: 'boolean',
  default: false,
  description: 'Whether to change settings that are right as they are for most people',
};

function optionsCollection(advanced: readonly Field[], plain: readonly Field[]): INodeProperties {
  const pathTo = (name: string) => (plain.some((field) => field.name === name) ? '/' : '');
  return {
    displayName: 'Options',
    name: optionsName,
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: advanced.map((field) => propertyOf(field, displayOptionsOf(field, pathTo(field.showWhen?.field ?? '')))),
  };
}

function displayOptionsOf(field: Field, pathPrefix: string): IDisplayOptions | undefined {
  if (field.showWhen === undefined) return undefined;
  return { show: { [`${pathPrefix}${field.showWhen.field}`]: [...field.showWhen.values] } };
}

/**
 * A template is drawn twice under one name: typing `{{` would turn a plain n8n field into an expression, so people get one
 * without expressions; an AI agent fills its fields by expression, so the node as a tool gets the other.
 */
function propertiesOf(field: Field, displayOptions: IDisplayOptions | undefined): INodeProperties[] {
  const property = propertyOf(field, displayOptions);
  if (field.kind !== 'template') return [property];
  return [
    { ...property, noDataExpression: true, displayOptions: { ...displayOptions, hide: { '@tool': [true] } } },
    { ...property, displayOptions: { show: { ...displayOptions?.show, '@tool': [true] } } },
  ];
}

function propertyOf(field: Field, displayOptions: IDisplayOptions | undefined): INodeProperties {
  return {
    displayName: field.label,
    name: field.name,
    description: field.help,
    ...kindOf(field),
    ...(field.required ? { required: true } : {}),
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
    ...(displayOptions === undefined ? {} : { displayOptions }),
  };
}

type KindOfProperty = Pick<INodeProperties, 'type' | 'default' | 'typeOptions' | 'options'>;

function kindOf(field: Field): KindOfProperty {
  const preset = presetOf(field);
  switch (field.kind) {
    case 'longText':
    case 'template':
      return { type: 'string', typeOptions: { rows: 4 }, default: preset ?? '' };
    case 'secret':
      return { type: 'string', typeOptions: { password: true }, default: preset ?? '' };
    case 'longSecret':
      return { type: 'string', typeOptions: { password: true, rows: 4 }, default: preset ?? '' };
    case 'number':
      return { type: 'number', default: preset ?? '' };
    case 'boolean':
      return { type: 'boolean', default: preset ?? false };
    case 'options':
      return { type: 'options', options: [...blankOption(field), ...optionsOf(field)], default: preset ?? '' };
    case 'multiOptions':
      return { type: 'multiOptions', options: optionsOf(field), default: preset ?? [] };
    case 'dateTime':
      return { type: 'dateTime', default: preset ?? '' };
    case 'date':
      return { type: 'dateTime', typeOptions: { dateOnly: true }, default: preset ?? '' };
    case 'json':
      return { type: 'json', default: preset ?? '{}' };
    case 'list':
    case 'text':
    case 'phone':
      return { type: 'string', default: preset ?? '' };
  }
}

/** What a new node holds: where an item usually has the value, else the operation's default; undefined for neither. */
function presetOf(field: Field): INodeProperties['default'] | undefined {
  if (field.from !== undefined) return field.from === '' ? '={{ $json }}' : `={{ $json.${field.from} }}`;
  if (field.kind === 'json' && field.default !== undefined) return JSON.stringify(field.default);
  if (field.kind === 'list' && Array.isArray(field.default)) return field.default.join(', ');
  return field.default as INodeProperties['default'] | undefined;
}

function optionsOf(field: Field): INodePropertyOptions[] {
  return field.values.map((value) => ({ name: field.options?.[value]?.label ?? value, value }));
}

/** A choice that may stay open needs a value for that, since n8n shows a default that is none of its options as wrong. */
function blankOption(field: Field): INodePropertyOptions[] {
  return field.required || field.default !== undefined ? [] : [{ name: 'Not Given', value: '' }];
}

/** The properties inside the `Options` collection; none where the node has no such collection. */
export function optionsOfNode(properties: readonly INodeProperties[]): INodeProperties[] {
  const collection = properties.find((property) => property.name === optionsName && property.type === 'collection');
  return (collection?.options ?? []).filter(isProperty);
}

function isProperty(
  option: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): option is INodeProperties {
  return 'type' in option;
}
