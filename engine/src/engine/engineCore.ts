import { createAnswerWriter } from '../campaign/answerWriter';
import { createCampaigns } from '../campaign/createCampaigns';
import { createCancellations } from '../campaign/createCancellations';
import { createExplanations } from '../campaign/createExplanations';
import { createPreviews } from '../campaign/createPreviews';
import { placeOf, quietRecipient } from '../campaign/quietRecipient';
import { answersWanted } from '../compliance/answers/answersWanted';
import { createConsentChecks } from '../compliance/consentChecks';
import { createConsents } from '../compliance/consents';
import { createErasure } from '../compliance/erasure';
import { createOptInCodes } from '../compliance/optInCode';
import { createOptIns } from '../compliance/optIns';
import { createFlaggedReplies } from '../compliance/flaggedReplies';
import { createSubjectExports } from '../compliance/subjectExport';
import { createWithdrawalLinks } from '../compliance/withdrawal/withdrawalLinks';
import { createWithdrawals } from '../compliance/withdrawal/withdrawals';
import { verifyLedger } from '../compliance/ledger';
import { handleReply } from '../compliance/handleReply';
import { createQuietHours } from '../compliance/quietHours';
import { createWordings } from '../compliance/wordings';
import { startRetention } from '../compliance/retention';
import { createContacts } from '../contacts/contacts';
import { createRecipientKeys } from '../compliance/recipients/recipientKeys';
import { createRecipients } from '../compliance/recipients/recipients';
import { createSuppressionLists, suppressionKeyId } from '../compliance/suppressionLists';
import { createSubjectRequests } from '../compliance/subjectRequests';
import { createDocumentPrinter } from '../documents/documentPrinter';
import { startEventListener } from '../delivery/eventListener';
import { createUncertainMessages } from '../delivery/uncertainMessages';
import type { InboundKind, InboundSms } from '../operations/inboundSms';
import type { Services } from '../operations/services';
import { systemClock } from '../shared/clock';
import { createIdSource } from '../shared/ids';
import { deriveKey } from '../shared/derivedKey';
import { createNumberKeyer } from '../shared/numberKey';
import { systemRandom } from '../shared/random';
import { createSignal } from '../shared/signal';
import { createRecipientSender } from '../transports/http/recipientSender';
import { createTemplates } from '../templating/templates';
import { controllerOf, optInLimitsOf, quietSettingsOf, type SmppAccount } from '../config';
import type { Listener, ResolvedOptions, RouteHandle } from './engine';
import { eventKindOf, inboundSmsOf } from './inboundEvents';
import { changesEveryMs, newsTopics } from './newsTopics';
import { openEngineStore } from './openEngineStore';
import { startRecipientTeller } from './recipientTeller';
import { startRequestReminders } from './requestReminders';
import { createRoutes } from './routes';
import { createSubscribers } from './subscribers';

/** The engine itself, behind the handles of its users. */
export interface EngineCore {
  readonly services: Services;
  readonly warning: string | null;
  attachRoute(account: SmppAccount | null): Promise<RouteHandle>;
  describeRoute(account: SmppAccount): string;
  listen(
    consumer: string,
    kinds: readonly InboundKind[],
    handle: (event: InboundSms) => Promise<void>,
    atOnce?: number,
  ): Promise<Listener>;
  /** Calls `work` once nothing has waited to be sent for `quietMs`; returns its cancel. */
  whenQuiet(quietMs: number, work: () => void): () => void;
  close(): Promise<void>;
}

const ledgerPage = 1_000;

/** Builds the engine: the one place where the parts are put together. */
export async function createEngineCore(options: ResolvedOptions, owner: string): Promise<EngineCore> {
  const clock = systemClock;
  const random = systemRandom;
  const { log, zone } = options;
  const ids = createIdSource(clock, random);
  const { store, secretKey, journal, storeId } = await openEngineStore(options, { clock, random, log });
  const numberKey = createNumberKeyer(secretKey);
  const defaultCountry = options.store.defaultCountry?.toUpperCase() ?? null;
  const domain = { clock, ids, random, log, numberKey, defaultCountry };
  const documents = { printer: createDocumentPrinter({ zone }), controller: controllerOf(options.store) };
  const quietHours = createQuietHours(quietSettingsOf(options.store), zone);
  const changes = createSubscribers();
  changes.add(() => store.announce(newsTopics.changes, changesEveryMs));
  /** Also changes that other processes make. */
  function onChanges(told: () => void): () => void {
    const stops = [changes.add(told), store.watch(newsTopics.changes, told)];
    return () => stops.forEach((stop) => stop());
  }
  const watchChanges = () => {
    const signal = createSignal(clock);
    return { signal, stop: onChanges(signal.notify) };
  };
  const routes = createRoutes({
    ...domain,
    store,
    owner,
    storeId,
    async handleReply(message) {
      await store.transaction((repositories) => handleReply(repositories, message, replyPorts));
      routes.appended(message.route, 1);
    },
    quietUntilMs: (route, { place, number }, nowMs) =>
      place === null ? null : quietHours.quietUntilMs(quietRecipient(place, number, route), nowMs),
    keepUnused: options.lingerMs > 0,
    onlyEnqueues: options.store.sending === 'gateway',
    changed: changes.notify,
  });
  const controller = controllerOf(options.store);
  const writeAnswer = createAnswerWriter({ controller, clock, log, zone, termsOf: routes.termsOf });
  const links = createWithdrawalLinks(options.store.linkBaseUrl ?? null, deriveKey(secretKey, 'withdrawal link'));
  const limits = optInLimitsOf(options.store);
  const codes = createOptInCodes(options.store.optInDigits, { key: deriveKey(secretKey, 'opt-in code'), random });
  const replyPorts = { ...domain, writeAnswer, codes, limits, answers: answersWanted(options.store.answerReplies) };

  const keys = createRecipientKeys(secretKey, random);
  const teller = startRecipientTeller(store, { ...domain, keys, sender: createRecipientSender() });
  const retention = startRetention({
    store,
    clock,
    log,
    owner,
    configured: {
      messages: options.store.keepMessagesDays,
      replies: options.store.keepRepliesDays,
      events: options.store.keepEventsDays,
      receipts: options.store.keepReceiptsDays,
      signUps: options.store.keepSignUpsDays,
    },
  });

  const services: Services = {
    contacts: createContacts(store, domain),
    consents: createConsents(store, domain),
    consentChecks: createConsentChecks({
      ...domain,
      store,
      controller: controllerOf(options.store),
      quietUntilMs: (phone, contact, atMs) =>
        quietHours.quietUntilMs(quietRecipient(placeOf(phone, contact), phone.number, null), atMs),
    }),
    ledger: { verify: () => verifyLedger((afterSequence) => store.readLedger(afterSequence, ledgerPage)) },
    withdrawals: createWithdrawals(store, { ...domain, sender: controller.name }),
    optIns: createOptIns(store, { ...replyPorts, appended: (route) => routes.appended(route, 1) }),
    flaggedReplies: createFlaggedReplies(store, { ...replyPorts, answered: (route) => routes.appended(route, 1) }),
    retention,
    erasure: createErasure(store, { ...domain, ...documents, journal, keys, noticesAdded: () => teller.wake() }),
    subjectExports: createSubjectExports(store, { ...domain, ...documents }),
    suppressionLists: createSuppressionLists(store, { ...domain, keyId: suppressionKeyId(secretKey) }),
    recipients: createRecipients(store, { ...domain, keys }),
    subjectRequests: createSubjectRequests(store, { ...domain, place: { zone, country: controller.country } }),
    templates: createTemplates({ store, clock, ids }),
    wordings: createWordings({ store, clock, ids }),
    explanations: createExplanations(store),
    previews: createPreviews({ links, store, clock, defaultCountry, zone, termsOf: routes.termsOf }),
    campaigns: createCampaigns({
      ...domain,
      links,
      store,
      zone,
      quietHours,
      termsOf: routes.termsOf,
      append: routes.append,
      watchChanges,
    }),
    cancellations: createCancellations({
      store,
      clock,
      takeBack: routes.takeBack,
      changed: changes.notify,
      watchChanges,
    }),
    uncertainMessages: createUncertainMessages(store, { ...domain, changed: changes.notify }),
  };

  const stopReminders = startRequestReminders(services.subjectRequests, { clock, log, told: changes.notify });

  return {
    services,
    get warning() {
      return store.warning;
    },
    attachRoute: (account) => routes.attach(account),
    describeRoute: (account) => routes.describe(account),
    async listen(consumer, kinds, handle, atOnce) {
      const listener = startEventListener(
        consumer,
        kinds.flatMap(eventKindOf),
        (event) => handle(inboundSmsOf(event)),
        { store, clock, log },
        atOnce,
      );
      const stop = onChanges(listener.wake);
      return {
        async close() {
          stop();
          await listener.close();
        },
      };
    },
    whenQuiet: (quietMs, work) => routes.whenQuiet(quietMs, work),
    async close() {
      await Promise.all([stopReminders(), teller.close()]);
      await retention.close();
      await routes.close();
      await store.close();
    },
  };
}
