import type { TextForm } from '../text/planText';

/** What a route fixes about its texts before one is sent. */
export interface RouteTerms {
  /** The form that its transport encodes in: planned and submitted segments are the same. */
  readonly textForm: TextForm;
  /** In the currency of the user; null when not known. */
  readonly pricePerSegment: number | null;
}

/** What holds without a route: the form that every operator takes. */
export const plainTerms: RouteTerms = { textForm: {}, pricePerSegment: null };
