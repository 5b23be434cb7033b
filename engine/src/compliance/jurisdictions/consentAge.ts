/** From which age a person's own consent counts in a country, with where that is written. */
export interface ConsentAge {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Full years. */
  readonly years: number;
  readonly source: string;
}

/** Age taken where the country is unknown or not listed: the highest that GDPR 8(1) allows. */
export const strictestConsentAge = 16;

/** Day on which the list was last checked against its sources. */
export const consentAgesCheckedOn = '2026-03-01';

/**
 * Ages of digital consent. A child below it needs the consent of a guardian (GDPR 8(1) lets a member state choose 13 to 16;
 * one that chose nothing has 16).
 */
export const consentAges: readonly ConsentAge[] = [
  { country: 'AT', years: 14, source: 'Datenschutzgesetz § 4(4)' },
  { country: 'BE', years: 13, source: 'Loi du 30 juillet 2018, art. 7' },
  { country: 'BG', years: 14, source: 'Personal Data Protection Act, art. 25c' },
  { country: 'CY', years: 14, source: 'Law 125(I)/2018, s. 8' },
  { country: 'CZ', years: 15, source: 'Zákon č. 110/2019 Sb., § 7' },
  { country: 'DE', years: 16, source: 'GDPR 8(1)' },
  { country: 'DK', years: 13, source: 'Databeskyttelsesloven § 6(2)' },
  { country: 'EE', years: 13, source: 'Isikuandmete kaitse seadus § 8' },
  { country: 'ES', years: 14, source: 'Ley Orgánica 3/2018, art. 7' },
  { country: 'FI', years: 13, source: 'Tietosuojalaki 1050/2018, § 5' },
  { country: 'FR', years: 15, source: 'Loi Informatique et Libertés, art. 45' },
  { country: 'GB', years: 13, source: 'Data Protection Act 2018, s. 9' },
  { country: 'GR', years: 15, source: 'Law 4624/2019, art. 21' },
  { country: 'HR', years: 16, source: 'Zakon o provedbi Opće uredbe, čl. 19' },
  { country: 'HU', years: 16, source: 'GDPR 8(1)' },
  { country: 'IE', years: 16, source: 'Data Protection Act 2018, s. 31' },
  { country: 'IT', years: 14, source: 'D.lgs. 196/2003, art. 2-quinquies' },
  { country: 'LT', years: 14, source: 'ADTAĮ, art. 6' },
  { country: 'LU', years: 16, source: 'GDPR 8(1)' },
  { country: 'LV', years: 13, source: 'Fizisko personu datu apstrādes likums, 33. pants' },
  { country: 'MT', years: 13, source: 'S.L. 586.11, reg. 4' },
  { country: 'NL', years: 16, source: 'UAVG art. 5' },
  { country: 'NO', years: 13, source: 'Personopplysningsloven § 5' },
  { country: 'PL', years: 16, source: 'GDPR 8(1); the act of 10 May 2018 chose no other age' },
  { country: 'PT', years: 13, source: 'Lei 58/2019, art. 16' },
  { country: 'RO', years: 16, source: 'GDPR 8(1)' },
  { country: 'SE', years: 13, source: 'Lag 2018:218, 2 kap. 4 §' },
  { country: 'SI', years: 15, source: 'ZVOP-2, čl. 8' },
  { country: 'SK', years: 16, source: 'Zákon č. 18/2018 Z. z., § 15' },
  { country: 'US', years: 13, source: 'COPPA, 15 U.S.C. 6501(1)' },
];
