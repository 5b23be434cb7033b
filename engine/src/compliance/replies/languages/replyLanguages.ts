import { czech } from './czech';
import { english } from './english';
import { french } from './french';
import { german } from './german';
import { italian } from './italian';
import { polish } from './polish';
import type { ReplyLanguage } from './replyLanguage';
import { slovak } from './slovak';
import { spanish } from './spanish';
import { ukrainian } from './ukrainian';

/** Every language that replies are read in; each reply is read in all of them. */
export const replyLanguages: readonly ReplyLanguage[] = [
  polish,
  english,
  german,
  french,
  spanish,
  italian,
  czech,
  slovak,
  ukrainian,
];
