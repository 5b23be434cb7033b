/** Why a person is texted. Marketing needs a recorded grant; service does not. */
export type Purpose = 'marketing' | 'service';
