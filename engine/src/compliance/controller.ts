/** Who answers for the data (the controller, GDPR Art. 4(7)), as documents name them. */
export interface Controller {
  readonly name: string;
  readonly address: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly policyUrl: string | null;
}
