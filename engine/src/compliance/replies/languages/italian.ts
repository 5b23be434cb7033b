import type { ReplyLanguage } from './replyLanguage';

/** Italian replies. */
export const italian: ReplyLanguage = {
  code: 'it',
  lists: {
    text: `sms messaggi messaggio msg messagi pubblicità promozion* promo offerte offerta newsletter spam notifiche
      notifica comunicazioni mail email avvisi reclame`,
    send: `mandate mandatemi mandare mandarmi mandi mandarci inviate inviatemi inviare inviarmi invii inviarci scrivete
      scrivetemi scrivermi scrivere scriva scrivi contattate contattatemi contattarmi contattare contatti chiamatemi
      disturbate disturbatemi disturbare disturbarmi rompete rompetemi importunate`,
    stopping:
      'smettete smettetela smettila smetti smetta smettere finitela finiscila piantatela piantala cessate cessare basta stop',
    remove: `cancella cancellate cancellare cancelli rimuovi rimuovete rimuovere rimuova togli togliete togliere tolga
      elimina eliminate eliminare elimini levate`,
    removeMe: `cancellami cancellatemi cancellarmi cancellato cancellata rimuovimi rimuovetemi rimuovermi
      toglimi toglietemi togliermi eliminatemi eliminami levatemi disiscriv* dissiscriv* disinscriv* depennatemi`,
    data: 'numero num tel telefono cellulare dati nome contatto recapito nominativo',
    list: 'lista liste elenco elenchi rubrica banca database newsletter mailing archivio sistema',
    order: 'ordine* appuntament* prenotazion* visita pacco articol* corso* lezion* macchia* tavolo bigliett* ospiti',
  },
  fillers: `per favore favore cortesia piacere grazie prego buongiorno buonasera salve ciao saluti subito adesso ora già
    sms messaggi gentilmente mi il lo la io voglio vorrei il mio cordiali distinti immediatamente`,
  functionWords:
    'voglio vorrei desidero posso potete potreste può mi ci vi di da del della dalla la il lo i questo questa questi questa ora adesso subito per e che come di favore',
  stopWords: `stop~ stopp basta cancella cancellami cancellatemi cancellare cancellazione disiscrivimi disiscrivetemi
    disiscrizione disiscrivere disattiva disattivare disattivate disdetta disdire annulla rimuovi rimuovimi rimuovetemi
    rimozione smettila smettetela smettere esci uscire fermati fermatevi finitela piantatela termina eliminare revoca
    opposizione recesso recedo`,
  clearStopWords: 'stop~ disiscrivimi disiscrivetemi smettetela cancellatemi smettete disiscrivermi cancellarmi basta',
  ownStopWords: 'fine elimina fermo',
  startWords: 'start si iscrivimi riprendi continua attiva iscrivetemi',
  helpWords: 'aiuto info help informazioni',
  stop: [
    'non .. voglio|desidero|vogliamo|vorrei|gradisco|intendo .. ricevere|essere|avere|riceverne|{text}',
    'non .. voglio|desidero|vogliamo|vorrei|gradisco .. più|piu|altri|altre .. {text}',
    'non .. mi|ci? .. {send} .. più|piu|{text}|niente|nulla|altro',
    'non .. mi|ci {send}',
    'non {send} $',
    'non mandarmi|inviarmi|scrivermi|contattarmi|mandatemi|inviatemi|scrivetemi|contattatemi|disturbatemi|disturbarmi',
    '{stopping} .. di|con .. {send}|{text}|mandar*|inviar*|scriver*|disturb*',
    '^ la? smettete|smetta|finite $',
    '^ la smettete',
    'basta|stop .. {text}',
    'basta .. con|di .. {text}|questi|queste|scriver*|mandar*',
    'lasciami|lasciatemi|lasciateci|lasciaci|lasciarmi .. pace|stare|tranquill*',
    '{removeMe} .. da|dalla|dal|dalle|dai|dall|$',
    '{removeMe} .. {list}',
    'essere .. cancellato|cancellata|rimosso|rimossa|tolto|eliminato',
    '{remove} .. il? mio|miei|questo|nostro|i .. {data}',
    '{remove} .. {data} .. da|dalla|dal|dalle|vostra|vostro|vostri|$',
    '{remove} .. da|dalla|dal|dalle|dai|dall .. {list}',
    'come .. disiscriv*|cancell*|disattiv*|disdire|disdico $',
    'come .. mi disiscriv*|cancell*|tolgo',
    'disiscri*|disinscri*',
    'revoco|revocare|ritiro|ritirare|nego|annullo .. consenso|autorizzazione',
    'mi oppongo',
    'opposizione .. {text}|trattamento|dati',
    'non .. dato|do|acconsento|autorizzo|autorizzato|prestato|acconsentito .. consenso|trattamento|autorizzazione|{text}|$',
    'mai .. dato|autorizzato|acconsentito|richiesto|chiesto|iscritt* .. $|consenso|{text}|autorizzazione|questi',
    'niente|nessun|nessuna|zero|mai .. più|piu? .. {text} .. più|piu?',
    'mai più|piu',
    '{text} .. mai più|piu',
    'disdire|annulla*|disattiva*|sospende* .. {text}|iscrizione|abbonamento|servizio',
    'vaffanculo|fanculo|andatevene|vattene|affanculo',
    'andate .. a|al|quel .. paese|diavolo|quel',
    'non rompete|rompere|rompetemi',
    'avete|hai|sono .. stufat*|rotto|scocciat*|stanco|stanca|stufo|stufa .. {text}|voi|vostri|$|le|il|di',
    'blocco|bloccato|bloccare .. numero|vi',
    'garante .. privacy',
  ],
  notStop: [
    'non .. {removeMe}|disiscriv*',
    '{remove}|{removeMe}|annulla|disdire|disdico ... {order}',
    'non .. {send} .. {order}|il',
    'non .. ricevuto|arrivat* .. {text}',
    'non smette|smetto .. di',
    'smesso di',
    'basta uno|una|che|solo|poco',
    'mi basta',
    'non .. chiam* , .. scriv*|mand*',
    'non voglio .. perder*|disturbare',
  ],
  stopMessages: [
    'non voglio',
    'non ne? voglio più|piu|niente',
    'non autorizzo|acconsento',
    'basta così|cosi|ora|veramente',
    'mai più|piu',
    'non {send} più|piu',
    'niente più|piu {text}',
    'la smettete|finite',
    'niente {text}',
  ],
  unclear: [
    'non .. interessa*',
    'non .. interessat*',
    'numero|persona .. sbagliat*|errat*',
    'sbagliato|sbagliate|sbagliando .. numero|persona',
    'come|dove|chi .. avete|avuto|preso|trovato|ha .. mio? numero|dati|contatto',
    '^ è? e? questo? spam|truffa $',
    'denunci*|avvocat*|querela',
    'devo .. scrivere|mandare|rispondere .. stop',
  ],
  startMessages: ['sì|si accetto|voglio', 'accetto', 'voglio iscrivermi|ricevere', 'iscrivimi|iscrivetemi'],
  helpMessages: ['ho bisogno di aiuto', 'aiutatemi|aiutami', 'più|maggiori informazioni'],
};
