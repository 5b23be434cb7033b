import { z } from 'zod/v4';

/** A two-letter country code, or nothing. */
export const countryCode = () =>
  z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'It must be a two-letter country code')
    .optional();
