import type { QuietRecipient } from '../compliance/quietHours';
import type { Contact } from '../contacts/contact';
import { isFictionNumber, type PhoneNumber } from '../contacts/phoneNumber';
import { simulatorRoute } from '../delivery/route';

const unknownCountry = 'ZZ';

/** Where a person is, as it is stored with a message: `FR`, or with the contact's own time zone `US America/New_York`. */
export function placeOf(phone: PhoneNumber, contact: Contact | null): string {
  const country = contact?.country ?? phone.country ?? unknownCountry;
  const zone = contact?.attributes['zone'];
  return typeof zone === 'string' && zone.trim() !== '' ? `${country} ${zone.trim()}` : country;
}

/**
 * The recipient at a place, for quiet hours. Nobody gets a text of the test mode, nor one to a number that is kept for
 * fiction, unless its contact says in which zone to pretend that somebody does.
 */
export function quietRecipient(place: string, number: string, route: string | null): QuietRecipient {
  const [country = unknownCountry, zone = null] = place.split(' ');
  return {
    number,
    country: country === unknownCountry ? null : country,
    zone,
    isRehearsal: route === simulatorRoute || (isFictionNumber(number) && zone === null),
  };
}
