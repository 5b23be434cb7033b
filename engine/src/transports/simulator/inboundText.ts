import { z } from 'zod/v4';

/** A text from a phone, as people write it for the simulator. */
export const inboundText = z.object({
  from: z.string().min(1).max(21),
  to: z.string().min(1).max(21),
  text: z.string().max(10_000),
});
