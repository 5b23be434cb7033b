import type { Campaigns } from '../campaign/campaigns';
import type { Cancellations } from '../campaign/cancellations';
import type { Explanations } from '../campaign/explanations';
import type { Previews } from '../campaign/previews';
import type { ConsentChecks } from '../compliance/consentChecks';
import type { Consents } from '../compliance/consents';
import type { FlaggedReplies } from '../compliance/flaggedReplies';
import type { OptIns } from '../compliance/optIns';
import type { Ledger } from '../compliance/ledger';
import type { Erasure } from '../compliance/erasure';
import type { SuppressionLists } from '../compliance/suppressionLists';
import type { Recipients } from '../compliance/recipients/recipients';
import type { SubjectRequests } from '../compliance/subjectRequests';
import type { SubjectExports } from '../compliance/subjectExport';
import type { Wordings } from '../compliance/wordings';
import type { Withdrawals } from '../compliance/withdrawal/withdrawals';
import type { Retention } from '../compliance/retention';
import type { Contacts } from '../contacts/contacts';
import type { UncertainMessages } from '../delivery/uncertainMessages';
import type { Templates } from '../templating/templates';

/** What operations work with: the domain's services over one store. */
export interface Services {
  readonly contacts: Contacts;
  readonly consents: Consents;
  readonly consentChecks: ConsentChecks;
  readonly ledger: Ledger;
  readonly optIns: OptIns;
  readonly withdrawals: Withdrawals;
  readonly flaggedReplies: FlaggedReplies;
  readonly erasure: Erasure;
  readonly retention: Retention;
  readonly subjectExports: SubjectExports;
  readonly subjectRequests: SubjectRequests;
  readonly recipients: Recipients;
  readonly suppressionLists: SuppressionLists;
  readonly campaigns: Campaigns;
  readonly cancellations: Cancellations;
  readonly uncertainMessages: UncertainMessages;
  readonly explanations: Explanations;
  readonly previews: Previews;
  readonly templates: Templates;
  readonly wordings: Wordings;
}
