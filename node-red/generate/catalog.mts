import type { Field } from '@zgoda/engine';
import type { NodeFace } from './palette.mts';
import { countWords, dialogWords, runtimeWords, statusWords, type Language, type Words } from './words.mts';

/** The message catalogue of a node type in one language: labels, status texts and what the runtime writes. */
export function catalogOf(face: NodeFace, language: Language): Record<string, unknown> {
  const say = (words: Words): string => words[language];
  const sayAll = (all: Readonly<Record<string, Words>>): Record<string, string> =>
    Object.fromEntries(Object.entries(all).map(([key, words]) => [key, say(words)]));
  return {
    node: { title: say(face.title), summary: say(face.summary) },
    fields: Object.fromEntries(face.fields.map((field) => [field.name, fieldWords(field, language)])),
    outputs: Object.fromEntries(face.outputs.map((words, index) => [String(index), say(words)])),
    dialog: sayAll(dialogWords),
    status: { ...sayAll(statusWords), count: sayAll(countWords) },
    runtime: sayAll(runtimeWords),
  };
}

function fieldWords(field: Field, language: Language): Record<string, unknown> {
  const polish = language === 'pl';
  const options = Object.entries(field.options ?? {});
  return {
    label: polish ? field.labelPl : field.label,
    help: polish ? field.helpPl : field.help,
    placeholder: polish ? polishPlaceholder(field) : (field.placeholder ?? ''),
    options: Object.fromEntries(options.map(([value, words]) => [value, polish ? words.labelPl : words.label])),
  };
}

const polishPlaceholder = ({ placeholder = '', placeholderPl }: Field): string =>
  placeholderPl ?? placeholder.replace(/^e\.g\. /, 'np. ');
