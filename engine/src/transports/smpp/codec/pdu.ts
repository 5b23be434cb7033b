import type { CommandName, commands } from './commands';
import type { Tlvs } from './tlvs';

interface FieldTypes {
  cString: string;
  int8: number;
  octets: Buffer;
}

type Body<Shape> = {
  readonly [Name in keyof Shape]: Shape[Name] extends keyof FieldTypes ? FieldTypes[Shape[Name]] : never;
};

/** A PDU of one command. */
export type PduOf<Command extends CommandName> = {
  readonly command: Command;
  /** command_status; 0 in requests. */
  readonly status: number;
  /** sequence_number, 0 to 0xffffffff; lawful from 1 to 0x7fffffff. */
  readonly sequence: number;
  readonly tlvs: Tlvs;
} & Body<(typeof commands)[Command]['body']>;

/** Any PDU of the table, told apart by `command`. */
export type Pdu = { [Command in CommandName]: PduOf<Command> }[CommandName];
