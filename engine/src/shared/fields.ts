import { z } from 'zod/v4';

/** How a field is drawn, in every door. */
export type FieldKind =
  | 'text'
  | 'longText'
  | 'template'
  | 'phone'
  | 'number'
  | 'boolean'
  | 'options'
  | 'multiOptions'
  | 'dateTime'
  | 'date'
  | 'list'
  | 'json'
  | 'secret'
  | 'longSecret';

/** What a field carries beside its zod type: the words and marks that doors draw. */
export type FieldMarks = {
  /** Title Case. */
  readonly label: string;
  readonly labelPl: string;
  /** One plain sentence. */
  readonly help: string;
  readonly helpPl: string;
  /** Defaults to what the zod type suggests. */
  readonly kind?: FieldKind;
  readonly placeholder?: string;
  /** Where the example is made of words; else `e.g.` alone is translated. */
  readonly placeholderPl?: string;
  /** Drawn behind "Options". */
  readonly advanced?: boolean;
  /** Drawn only while another field has one of these values. */
  readonly showWhen?: { readonly field: string; readonly values: readonly string[] };
  /** Words for the values of an enum. */
  readonly options?: Readonly<Record<string, { readonly label: string; readonly labelPl: string }>>;
  /** Where a flow's item usually holds the value; doors preset it as a source, for example `phone`. */
  readonly from?: string;
};

/** One field of an operation, a trigger or a configuration, as a door draws it. */
export interface Field extends FieldMarks {
  readonly name: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** Undefined where there is none. */
  readonly default: unknown;
  /** The values of an `options` or `multiOptions` field, in order. */
  readonly values: readonly string[];
}

const marksOfSchema = z.registry<FieldMarks>();

/** Gives a zod type its words. Throws for one that has words already: a fault of the program. */
export function field<Schema extends z.ZodType>(schema: Schema, marks: FieldMarks): Schema {
  if (marksOfSchema.has(schema)) throw new Error(`field ${marks.label} shares its type with another`);
  marksOfSchema.add(schema, marks);
  return schema;
}

/** The fields of an object schema, in order. Throws for one that was given no words: a fault of the program. */
export function describeFields(schema: z.ZodObject): Field[] {
  return Object.entries(schema.shape).map(([name, type]) => {
    const marks = marksOfSchema.get(type);
    if (marks === undefined) throw new Error(`field ${name} has no words`);
    const { core, required, preset } = unwrap(type as z.ZodType);
    const values = marks.kind === 'options' && core instanceof z.ZodString ? keysOf(marks) : valuesOf(core);
    return { ...marks, name, kind: marks.kind ?? kindOf(core), required, default: preset, values };
  });
}

function unwrap(type: z.ZodType): { core: z.ZodType; required: boolean; preset: Field['default'] } {
  if (type instanceof z.ZodDefault) {
    const inner = unwrap(type.def.innerType as z.ZodType);
    return { core: inner.core, required: false, preset: type.def.defaultValue as Field['default'] };
  }
  if (type instanceof z.ZodOptional || type instanceof z.ZodNullable) {
    return { ...unwrap(type.def.innerType as z.ZodType), required: false };
  }
  if (type instanceof z.ZodPipe) {
    const inner = type.def.in as z.ZodType;
    return unwrap(inner instanceof z.ZodTransform ? (type.def.out as z.ZodType) : inner);
  }
  return { core: type, required: true, preset: undefined };
}

function kindOf(type: z.ZodType): FieldKind {
  if (type instanceof z.ZodEnum) return 'options';
  if (type instanceof z.ZodBoolean) return 'boolean';
  if (type instanceof z.ZodNumber) return 'number';
  if (type instanceof z.ZodArray) return type.element instanceof z.ZodEnum ? 'multiOptions' : 'list';
  if (type instanceof z.ZodRecord) return 'json';
  return 'text';
}

/** A text that is drawn as a choice: its run judges other values, which need a better answer than "not one of these". */
function keysOf({ options }: FieldMarks): string[] {
  return Object.keys(options ?? {});
}

function valuesOf(type: z.ZodType): string[] {
  if (type instanceof z.ZodArray) return valuesOf(type.element as z.ZodType);
  return type instanceof z.ZodEnum ? type.options.map(String) : [];
}
