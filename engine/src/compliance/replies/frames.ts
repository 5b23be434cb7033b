/**
 * What the frames are built of: the words of one language for each idea. Verbs of asking are given as people say them to
 * us ("send", "sending"), not as they tell of themselves ("I sent").
 */
export interface Concepts {
  /** not, never */
  readonly neg: string;
  /** no, without any */
  readonly no: string;
  /** want, need, wish, agree to get */
  readonly want: string;
  /** to get, to hear, to be told */
  readonly receive: string;
  /** texts, advertising */
  readonly text: string;
  /** offers, news: with others they are advertising, alone they may be welcome */
  readonly offer: string;
  /** send, write, bother: asked of us */
  readonly send: string;
  /** stop, finish: asked of us */
  readonly halt: string;
  /** remove, delete: asked of us */
  readonly remove: string;
  readonly me: string;
  /** number, data */
  readonly number: string;
  /** list, database */
  readonly list: string;
  /** unsubscribe, in words that mean nothing else */
  readonly unsub: string;
  readonly consent: string;
  /** withdraw, take back */
  readonly withdraw: string;
  /** enough, tired of */
  readonly enough: string;
  /** more, again, any longer */
  readonly more: string;
  /** parcels, appointments, courses: what else people stop and remove */
  readonly order: string;
}

/** Orders of ideas that are a STOP in every language, wherever the words stand. Written as `readPhrase` tells. */
export const stopFrames: readonly string[] = [
  '{unsub}',
  '{neg} .. {want} & {text}|{receive}',
  '{neg} .. {want} & {offer} & {more}|{me}|{receive}',
  '{neg} .. {send} & {me}|{text}|{offer}|{more}',
  '{no} .. {text}',
  '{no} .. {more} .. {text}|{offer}',
  '{halt} .. {send}|{text}',
  '{halt} ... {send} & {me}|{text}|{offer}',
  '{remove} .. {me} & {list}|{number}|{text}',
  '{remove} .. {number} & {me}|{list}',
  '{number} .. {remove}',
  '{remove} .. {list}',
  '{consent} .. {withdraw}',
  '{withdraw} .. {consent}',
  '{neg} .. {consent} & {text}|{send}|{receive}',
  '{enough} .. {text}',
  '{enough} {offer}',
];

/** Clauses about orders, appointments and the like are no STOP by a frame, unless they speak of texts or lists too. */
export const orderFrame = '{order}';
export const textFrame = '{list}|{text}|{unsub}';
