import type { Result } from '../shared/result';
import type { AttributeValue, Contact } from './contact';

/** What an upsert is asked: a phone number as people write it, and what is known of the person. */
export interface UpsertInput {
  readonly phone: string;
  readonly country?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: string | undefined;
  readonly birthDate?: string | undefined;
  readonly groups: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A saved contact, as flows see it. */
export interface UpsertResult {
  readonly contactId: string;
  /** E.164. */
  readonly phone: string;
  readonly created: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly groups: readonly string[];
}

/** The contacts of one store. */
export interface Contacts {
  upsert(inputs: readonly UpsertInput[]): Promise<Result<UpsertResult>[]>;
  findByNumber(numbers: readonly string[]): Promise<Map<string, Contact>>;
}
