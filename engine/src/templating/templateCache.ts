import { ZgodaError } from '../shared/errors';
import { compileTemplate, type Template } from './template';

/** Compiles each source once, for as long as the cache lives. Throws as `compileTemplate`, and `empty_text` for blanks. */
export function createTemplateCache(): (source: string) => Template {
  const compiled = new Map<string, Template>();
  return (source) => {
    const known = compiled.get(source);
    if (known !== undefined) return known;
    if (source.trim() === '') throw new ZgodaError('empty_text');
    const template = compileTemplate(source);
    compiled.set(source, template);
    return template;
  };
}
