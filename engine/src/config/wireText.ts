import { z } from 'zod/v4';

/** SMPP 3.4 section 3.1 has ASCII in its strings; operators take Latin-1, and beyond it a character has no byte. */
const lastOnWire = 0xff;

/** A setting that an SMPP string carries, a byte for each character and a zero at its end. */
export const wireText = () =>
  z
    .string()
    .refine(hasBytes, 'It has a character that SMPP cannot carry, such as ł or ś; use plain letters, digits and signs');

function hasBytes(text: string): boolean {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0).every((code) => code > 0 && code <= lastOnWire);
}
