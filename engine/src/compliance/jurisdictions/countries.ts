import AT from './countries/AT.json';
import BE from './countries/BE.json';
import BG from './countries/BG.json';
import CY from './countries/CY.json';
import CZ from './countries/CZ.json';
import DE from './countries/DE.json';
import DK from './countries/DK.json';
import EE from './countries/EE.json';
import ES from './countries/ES.json';
import FI from './countries/FI.json';
import FR from './countries/FR.json';
import GB from './countries/GB.json';
import GR from './countries/GR.json';
import HR from './countries/HR.json';
import HU from './countries/HU.json';
import IE from './countries/IE.json';
import IT from './countries/IT.json';
import LT from './countries/LT.json';
import LU from './countries/LU.json';
import LV from './countries/LV.json';
import MT from './countries/MT.json';
import NL from './countries/NL.json';
import NO from './countries/NO.json';
import PL from './countries/PL.json';
import PT from './countries/PT.json';
import RO from './countries/RO.json';
import SE from './countries/SE.json';
import SI from './countries/SI.json';
import SK from './countries/SK.json';
import US from './countries/US.json';
import other from './countries/other.json';
import { jurisdictionSchema, type Jurisdiction } from './jurisdiction';

const files = {
  AT,
  BE,
  BG,
  CY,
  CZ,
  DE,
  DK,
  EE,
  ES,
  FI,
  FR,
  GB,
  GR,
  HR,
  HU,
  IE,
  IT,
  LT,
  LU,
  LV,
  MT,
  NL,
  NO,
  PL,
  PT,
  RO,
  SE,
  SI,
  SK,
  US,
};

/** The rules of each country that has a file, by country code (ISO 3166-1 alpha-2). */
export const countries: ReadonlyMap<string, Jurisdiction> = new Map(
  Object.entries(files).map(([country, file]) => [country, jurisdictionSchema.parse(file)]),
);

/** What holds where a country has no file, or its file leaves a topic out. Complete. */
export const anyOtherCountry = jurisdictionSchema.required().parse({ ...other, zones: [] });
