import { ZgodaError } from '../../../shared/errors';

/** An address with its type of number and numbering plan (SMPP 3.4 sections 5.2.5 and 5.2.6). */
export interface Address {
  readonly ton: number;
  readonly npi: number;
  readonly address: string;
}

/** Type of number and numbering plan of an address. */
export type TonNpi = Pick<Address, 'ton' | 'npi'>;

/** Marks that replace what the shape of a sender suggests, for each shape. */
export interface SenderMarks {
  readonly name?: TonNpi;
  readonly shortCode?: TonNpi;
  readonly number?: TonNpi;
}

const ton = { unknown: 0, international: 1, national: 2, networkSpecific: 3, alphanumeric: 5 } as const;
const npi = { unknown: 0, isdn: 1 } as const;
const longestShortCode = 8;
const longestName = 11;
const longestAddress = 20;

/**
 * A sender by its shape: a name (at most 11 printable ASCII characters), a short code (at most 8 digits), or a number,
 * international unless it begins with 0. Blank leaves the choice to the operator. Throws `sender_invalid`.
 */
export function sourceAddress(sender: string, marks: SenderMarks = {}): Address {
  if (sender === '') return { ton: ton.unknown, npi: npi.unknown, address: '' };
  if (/^\+?\d+$/.test(sender)) return numberAddress(sender, marks);
  if (!/^[\x20-\x7e]+$/.test(sender)) throw invalid('it has characters that a sender cannot have');
  if (sender.length > longestName) throw invalid(`a name has at most ${longestName} characters`);
  return { ton: ton.alphanumeric, npi: npi.unknown, ...marks.name, address: sender };
}

/** A destination in E.164, sent without its plus. */
export function destinationAddress(number: string): string {
  return number.startsWith('+') ? number.slice(1) : number;
}

function numberAddress(sender: string, marks: SenderMarks): Address {
  const address = destinationAddress(sender);
  if (address.length > longestAddress) throw invalid(`a number has at most ${longestAddress} digits`);
  if (sender === address && address.length <= longestShortCode) {
    return { ton: ton.networkSpecific, npi: npi.unknown, ...marks.shortCode, address };
  }
  return { ton: address.startsWith('0') ? ton.national : ton.international, npi: npi.isdn, ...marks.number, address };
}

const invalid = (problem: string): ZgodaError => new ZgodaError('sender_invalid', { problem });
