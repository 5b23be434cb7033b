/**
 * Common words of the languages that replies are read in, folded, which lie one typo away from a word that means
 * something to us: written so, they are no typo. Taken from lists of the 5000 most frequent words of each language.
 */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `
abends able abmachung abonnes abysme accento accepted accepter accetta accidente accidenti accidents accorde
accordo accords accounts across adam adonde adora adventure adventures advierto afuera agenta agreements aider
aides aire aiuta aiutarmi aiuti alain alane alcun alcune alert alerta alez aliento alla allem allen aller alles
allo along alte alter alti altra amas amen andar andarcene andarci andare andarmene andarsene andartene andata
andati andato angebot angeboten angenommen ankommen anna annotation annuel anstellen anuncio apprendre archivo
arme arriva arrival arrivando arrivano arrivare arrivi arriviamo arrivo articulo asset assistant assistente asta
atout attori attorneys aufnehmen authorities authority authors auto autopista autor autoren autre aver averle
averne averti aviation avocats avrete avvertito avverto avviso ayer ayudar ayudas ayude ayudo babes baisse baisser
bajar balam balas balem balla ballo bance banco banda bande banka banke barca barra barre based basee basis bass
bassa basse batte battere batteria batteries beendet beine beinen bekam bekomme bella bello berte besar besoins
besser bessere beste bestellen bestellt bester betting beute beze bezet bianca biedny birra bisogna bitten black
blanca bledy blick bloc bloccata blocks blood bolest bolesti bonne borde border borracho borsa botte boure bourse
bout branche brauch brauchen braucht brauchte bright brother bruste buen buena buono burger busta bycie bysme byte
cable caisse cajas caka cakaj cakal cakam cakas calla calle canada cancer carcel caro carre carretera carta casada
casado casar case cases catch cattiva causado cavolo ceka cekal cekali cekam cekas cekate cella cellular cellule
celula celulas cerne certamente certe ceste chase chceli chceme chces chciala chcialaby chcialabys chcialas
chcialby chcialbys chciales cher chers chicken chief chile chodze chora chose chteli ciala cialo ciebie cielo
cisco cista ciste cisto cisty cisza claes clara clark classe client cliente clientes clienti clients clock coches
coffre cold colin command commands commente comments composition comunicacion comunicazione concierto conde
connected consacrer conscient consciente constater consulting conta containing contanti content contente contenter
contenti contento contestar contient continuano continuare continuate continuato continuava continued continuer
continues continui continuo conto contract contractor contractors contracts contratto converted convient convinto
cooking corre correct correcta correctement correction corrections correctly correcto corredor corrente correr
correre correspond correspondance correspondant corresponding corretto costi counts county coups cour courbe
courir courrier courses court courte courtier courts crew crois croit cuesta cuestion czesci daccord dactivite
dajme daju dakujeme dala dalas dale dalej dales dali dallas daller dallo dalsia dalsim dalsiu damas damien damo
damon dare darle darmi darmo darsi darte databases date dates davam davno davor dead deben debole dedos deine
deinen deiner dejado dejamos dejan dejando dejara dejare dejarme dejas dejes dela delal delala delam delame delate
delejte deliver dell delle dello delsi delta demarche demarrage demas demission demo demon denen denke denne deren
describe described describes description desea deseos deset desidera desideri desiderio desir desired desive desto
detail detaily dete dette diabla diablos diabol dicht dienen diener diesel diesem diesen dieses dille dimos
dimportance dimportantes dimportants dinformation dinformations directe directly directo director directors
directs direkt direktor direttore disabled discusion disse diste distinto dobra dobre dobri dobro dobru dobrym
dobrzy doby document documentation documenti documento documentos documents doit dojde dokonczyc dokud domanda
domande done donna donnee donner dono dopis dopisy dorme dosso dostajesz dostal dostala dostalam dostalas dostalem
dostales dostali dostalismy dostalo dostan dostane dostanem dostaneme dostanes dostanete dostanie dostaniemy
dostaniesz dostanou dostante dostanu dostarczyc dostat dostatecne dostatek dostatocne dostatok dostava drame
droite droits dubito dueno duramente dvere dzialac dzialaja dzialania dzialo dzieci dziecku dziela dzielic
dzielnicy dzielo dziwki ease eccetto echte ecrit eight eine einen einer einstellung eleve elezioni ella ello
emails emission empfang ended enden ending entering entrado entrata equivoque eras erfunden erreichen erreurs
errore errori errors escrito escritor escritorio espere esse esser esseri esserne estaban estabas estan estara
estare estas estelle estos estuvieron even eventi evento events evidencia evidente evidentne evoque exposicion
exposition fahre fair faite falla falle fallen fallo falschen fanden farcela fare fastidio father fera ferma
fermarti fermata fermato ferme fermi ferro fiera fight finche finire finisca finisci finit finita finiti finito
fire fisch fische flasche flight folgen folle fonde forgot formacion formation fragt frase frau freude freundlich
fueran fueras fuerza gaben gain garage garanti garantie gatos geben gegend gehen gekommen gemeldet gene genre
genugt gern geschenkt geschichte geschieht gioco glass gracia grazia gross grosse guess guests guitar guitarra
gute guter gutes habens haber hable hablo hacen hadam hafen haken halbe halben hale halfte hall halo halten haltet
halts hande handen hank hanna hara haras haria hart harte haslo hasst hasta hatte hauen haute hazlo helden helfe
hell hemos here herrn herzen heslo hezka hezke hier hilf hilft hinterlassen hlaseni hlasenie hohen hoher hombre
hora horten hose hosen hosti hours idete ihned ihren ilegal illegale immediate immer informado informations
informatique informatiques informato informazione informe innen intende intendi intento internes internet inviato
invierno invite iscrew isla islo ista iste ists istu isty jakas jakich james javais jdeme jedete jedte jemand
jemandem jemanden jesse jeste jestes jista jiste jisty joan jodete johan jordan jours kame kamene kameny kamer
kamien kamos kancelar kancelare kancelari kancelaria kancelarie kancelarii kancelariu kannten karen kariere
karieru kariery karta karte karten keinem keins kenne kennen kennt kette kevine kiste klamar kleine kleinen
kleiner klid kmen kona konat konca konce konci konczyc kone konia konie konieczne konne konnte kontakcie kontrakt
kopec kosti kota kriege krieger kurde laccord ladne ladny lait landen landes langer larrivee larticle lasciamo
lasciar lasciare lasciarla lasciarlo lasciarti lasciate lasciati last later lawyers layer lease leaves lebe legen
leicht leisten leiter lemission lerne lese lesen lessentiel levante levati levenement lever lhnen licht lidu lieb
lieben lieber liebes liebt liebte liee lieta lieto lights limportance linformation lisa listed listek listky listo
listos llave llevate lock loffre lombre long longs looking lopposition maam macchina macchine mache machte machten
madame made madre maggior maggiore magie maine mains maintenance mais majte malem mamie manca mangi mani mannes
manque manten marcel mardi mare marge marie marke massage match maten mauvaise media medical medici medico medida
meilen meinem meines meins meint meinte mejte menages mene mener menschen merce merda messer messo metta mette
mettere mettete metti mettila metto mezem miej mieliscie miente might mimo mine misma mismos mista miste misto
mitte mobil mobili modem modeste mogen moglaby moglabys moglby moglbys mogli mohl mohla mohlo mohly mojich molto
monch monde morder morgan morgens mostra mostri mostro mother mount movie mowil moze mozek mozeme mozemy mozes
mozme mozte mucha muchos muera muovere murieron musim muzem muzeme myslicie nacht nachte nadal nahmen najem namen
napisal napisala napisalem napisu napisy napsal nareszcie naspat nastro naszego naszej naszych neal neber necesita
necesite necha nechajme nechal necham nechas nechat nechate nechce nechceli nechces nechcete necht nechteli neda
nedam nedas nedava nedela nedelam neger nejen nekdy nekym nella nello nema nemaj nemal nemala nemali nemas nemate
nepotrebujem nepotrebuji nepotrebuju neprijemne nespravil nessuno nette neuer neve neveri nevie nevies nevis
nexiste niche nichts niebie nieder niej niekam nielen niemal night nikam nikde nikdo nimporte nintendo nobile
noche noire nombres norte nosotros nostra nostre nostri notare note noter notion notte nozem nuestra nuestros nula
null nulle numbers obchodzi obie objects objednal objet odebrac oder odkad odsud odted odtial odtud offer offert
offerto offerts offne offro ofter ohren oiste older oltre onde onto oproti opte option orden ordenes ordinaire
ordinaires ordinare ordinary ordinateur ordinateurs ordinato ordini ordre ordres osobie ospite osso ostatne
ostatnia ostatnie ostatnim ostatnio ostro other otto oublie outre paar packages padaj paesi pagar palco pali palla
palle pamietam panie panna panzer papier paquet parada parado parce parco pared parent pares parker parle parlero
particolare particolarmente parto pasar pase pasen pases passaggio passe passo passt pasta patch pater pause payer
peine pekle pekna peknej peknu pekny peleas pelne pene penner pensar pense pensee perde perdedor perdemos perdendo
perdente perdido perdidos perdieron perdon perdona perdre permis perso personal personas persone personen
personnel personnes persons pesante pesar peser peso peter pevne pewne phile phones piacera piani pice piekne
pieniadze pieniedzmi pisnicka pisnicku pista pistas piste pistes place placed placer plain planes plant plat
plates plati platit ples pobozkat podian podido podivam podpis podpisac podran podria podrias pokoje pokoju poloz
polozit polozte polozyc polso pomoca pomoci pomocou pomoz pomoze pomozete pone pongo pora porad porca porta
portables porte portee portera portero portes porteur porti posiadanie posicion posiciones posiela posila posilek
posily posizione poslal poslali possa postac postawic poster posti posto potente poter potere potrebuje
potrebujeme potrebujes potrebujete potresti potrete potrzebne potrzebuja potrzebujemy potrzebujesz potter povez
pozdrav pozyczyc prace pracoval pracovala pracovali pracovat pracovni prani prase prava pravy prawnik prawnika
prawnikiem prayer prec prece preci preco predo predstavte prefere prejit premyslat prendre pres presa prese
presente presi press prestado prestal prestala prestali prestation prestations prestavku prestito presto preto
priced prices pride prijat prijet prime primo prince print pris prisa prise priste pristi prive prize produccion
produce produced producer producing produit produits produttore profi profil profile profiles profilo projit
promis promote promoteurs promouvoir pronti propos prosel prosi prosic prosla prosli prost proste prosto
protection proto protocol protocollo prouve provato provi provo prst prstu przeciw przeciwko przeciwnie przeciwnym
przespac przestal przestanie przestaniesz przeszkadza przeszkadzam przeszla przezyc przyslal przyszla przyszlam
przyszlas psal pubblica public publie pudo pueda puedan puede puedes puesta puesto pure quedo queen quen queso
quest questce question questione questioni quiera quiere quiet quieto quinn quise quisieras quitate quitte quiza
quote rachunki rande raport rate rated raten rates razie receipt receiver receno recent recente recentes recently
recents recepcion recette recettes recht rechte record recording reden refer refuser regard regel regeln register
registration registrato registrazione registri registry reich reichen reichts reine rekami rekla rekne remote
rende renunciar repli repond reporte reporter reports reprend requests require requires reserve reserved reservee
reserver reserves resistance resit reso resort responda responde response responses restano restant restare
restate rester retrait retro revendre riadne rice riche richiesta richieste riecht rights riprendere riserva
risponde robie rodine rompe romper ross rosso rostro roto rotta rusia russe sabado saben sable sacco salat sale
sali salia salio salire salle salt salud saluta salute saluto salva salvi salvo sanca save savent sawyer sbaglia
sbaglio scheck scheinen schloss schneiden schock schrei schreie schreien schreit schrieb schuhe schuld schulde
schuler schuss schweigen scritta scritto scrittore segen segnale segui seguia seguira seguire seine seinen seiner
seite semester semestre semestriels seriamente servicio servizi sesso sette setting setzt sever sezione seznam
share shell shock shoe shopper shopping shops shots shows siadaj sicht siente sight signal signe signee signer
signes sinscrit sinteresse sistemas sistemi site sklada skonci skoncit skoncze skonczone skonczy skonczyl
skontaktowac small smart smetterla sobe sobre soie solle solls sollte sollten solve sombre sonne sorgen sorti
sortie sotto souscription soutez spada spani sparen spass spatna spending spesso spetta spoko sporting spotka
spotkac spotkal spotkalam spotkalem spotkalismy spotkam spotkamy sprawa sprawy spray sprechen sraci staat stable
stac stacit stacji stade stadt staff stage stai staje stale stali stanac stando stane stanica stanno stanza star
stara starat starb starczy starec starej stari stark starke staro stars starts staru stary stat state statek stati
statni statt stave stavi steps stesso stick stimmen stimmt stimmung stocks stoff stopa stopu stopy store stort
storto stracil streche strechu streiten stuart stuck stufe stvrt subit sueno suenos suit suites sulla summer
sunden supplier supporto supports svegliato svete swieta swietny swieto systems systemy szesc szkole tables taci
tacie tagen tagli tagliato tahle takej takes takova takovej takovem takovi takovy takych tale tanca tank tarde
tardis taten tater tavola tejto tekst telephonie temas tempi tempo tenga tenis tennis tento terror terza test
tester testing tests teto tette tetto texas texte textes tezky than theme think three tiene tienes tiere tight
timto tire tirer tito tobie toda todas togliti tohto tolko tollen tomto tonta tonto torno torre torto totete tours
touto traci tradition trafic trait traitements tramite tried troppe trouver trovano trovata trovate trovati trzyma
trzymac trzymaj trzymaja trzymajcie trzymal trzymam trzymasz tusim tutorial tutorials tuvieron uberlassen
unschuldig unterlagen upokoj uscite uspokoj util utrzymac valle vamos vater vdana vecmi vemos vengo vent
verbindung vere vergiss vergisst verhalten vermisse vermissen vermisst verpassen verpasst verwenden vezmi viele
vieles viene vienen visit visitar visitas visite visits vista viste vitaj vobec voglia voire vola volaj volal
volam volant volar volas volate volet volta volto vorbei vorra vorrai vostre vote voudrait vtaka vuestro vypadate
vypadni vypadnime vypadnut vyraz vyrazit vyridit vzal vzala wach walce waren warta warto wasze water wazna weder
wegen weile weinen weiterer weiteres wenden werde werdet were werfen wesen wette wetter white whole whose wiadomo
widzieliscie willen winna witamy wlacz wlaczyc wolken wollt wollten wong worden world wrecz writer writes wrog
wrote wunde wurd wurden wurdet wybacz wybaczcie wybaczy wybaczyc wymaga wyraznie wyslal yours zabiera zabieraj
zabieram zacne zacnou zadam zaden zadna zadnej zadnem zadni zadnym zady zahne zajac zajme zamierza zamierzam
zamierzasz zasiegu zatem zaujima zaznamov zbieg zdaje zdravi zdravie zdravy zestaw zgadne ziaden ziadna ziadni
ziadnych zieh ziehen zieht ziele zien zijem zkusit zkuste znamena znamenalo znamenat znameni znamenie znosze znow
zorra zostac zostaje zostal zostan zostancie zostanie zostat zostawiaj zostawic zostawie zostawil zostawila
zostawilam zostawilem zostawiles zostawisz zoznam zozname zwolniony zycie берите беспокоися беспокоит беспокоитесь
беспокоиться беспокоюсь большее большеи большие большое брать біль взял взяла взяти вибачення видели видите
включить відпусти даваи дали данныи данных делаю доброи добрыи дольше допомоги допомогу ждали ждите закінчити
залишу занят занята занятия заняты занять заняться звонит звоните звідси звідти здравствуи здрастуите зможете
идуть интерес интересное информация ищите контракт лист листа может можно написать нечего носить нужны нього
нікого оказаться оказывается отказался отправить отримали отстань оттуда ошибки ошибку перестал перестать перстень
подписать подпись позиции позицию показаться поки получили получит получите получить помер помилку помочь помощи
помощью порои потрібне пошла пошло правильно правильныи прекрати прекратить прибыл прибыли привет прииняти прислал
причини причинить проити пропустил пропустила пропустить прости проте против прошли пішла сдать система системе
систему системы сможете смотрите согласен согласна согласно согласны спати спать списке спрошу стара старк старі
стати стать стюарт телефона телефону тогда тримати турбує ударить удачи управлять хотела хотіли інколи інформацію
`
    .trim()
    .split(/\s+/),
);
