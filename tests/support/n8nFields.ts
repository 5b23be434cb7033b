import type { INodeProperties } from 'n8n-workflow';
import { advancedToggle, optionsOfNode } from '../../nodes/description/properties';

/** What a door shows of one field. */
export interface DrawnField {
  readonly label: string;
  /** Undefined where the field is blank or takes its value from the item. */
  readonly default: unknown;
  readonly required: boolean;
}

/** The fields that an n8n node or credential draws, by name, read back from its properties. */
export function drawnFields(properties: readonly INodeProperties[]): Record<string, DrawnField> {
  const drawn = [...properties, ...optionsOfNode(properties)].filter(
    (property) => !['collection', 'notice'].includes(property.type) && property.name !== advancedToggle.name,
  );
  return Object.fromEntries(
    drawn.map((property) => [
      property.name,
      { label: property.displayName, default: defaultOf(property), required: property.required === true },
    ]),
  );
}

function defaultOf(property: INodeProperties): unknown {
  const value = property.default;
  const isBlank = value === '' || value === '{}' || (Array.isArray(value) && value.length === 0);
  const isExpression = typeof value === 'string' && value.startsWith('=');
  return isBlank || isExpression ? undefined : value;
}
