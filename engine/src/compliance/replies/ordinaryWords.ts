/**
 * Common words of the languages that replies are read in, folded, which lie one typo away from a word that means
 * something to us: written so, they are no typo. Taken from lists of the 3000 most frequent words of each language.
 */
export const ordinaryWords: ReadonlySet<string> = new Set(
  `
abe aber able aca acceptable acceptance accepted acceptee acceptent accepter accepting accepts accidente accidenti
accordo accords accounts ace aceite acento acero acre across acto ada adam adame adeptes adonde advantage
adventure advisor advisors advisory afuera aged aha aid aiden aider aides aids aient aigo aime air aire aise ait
aiuta aiutarmi aiuti aja akceptovat akci akcje ake akta akte ala alain alba albo alcun alcune alec alert alerta
alez alfa algo alike alison alito alive alla allem allen aller alles allo alma alo along alot also alt altar altas
alte alter alti altos altra alza alzo amas amate amen ami amore amp ampel amy anda andando andar andarcene andarci
andare andarmene andarsene andartene andata andati andato angenommen angulo ann anna anno annual annuale annually
annuel annuelle annuellement annuelles annuels annunciare annunciato annuncio ans ant anzufangen apellido apfel
appeal appeals appear appearance appeared appearing appears appele appena appendix appeso appetit appetito applaus
applausi applauso apple appliance appliances applicable applicant applicants application applications applied
applies applique appliquee appliquees appliquer appliques apply applying apps appuntamenti appuntamento appunti
appunto apra apre apretado apretar apt aquel aquella aquellas aquello aquellos arde ardiendo ardiente aree arme
arregla arreglado arreglamos arreglar arreglare arreglaremos arreglarlo arregle arreglo arreglos arrendo arrest
arrestado arrestar arrestare arrestaron arrestata arrestato arrested arresten arresti arresto arriva arrivando
arrivano arrivare arrivata arrivati arrivato arriver arrivi arrivo article articles articulo asco aside asquerosa
asqueroso ass asta asunto asuntos ata ate atem ati atop atout atto auch aula aut auta authority authors auto
autoridad autorites autre avantage ave avenue aver averne averti aves avion aviones avions avis avisa avisado
avisame avisar aviso avoid avrete avviso ayant ayer ayudar ayude baba babatko babe babes babika baby bac bach
bacha baci bada bahia bahn baia bail bain baisse baisser bajar baje bajo bak bala balas bali balicek balit balkon
ball ballo banco banda bande bani bank bara barak barca bare barre baru barze bas basa based basee basen basf basi
basis bass basse basy bata bate batteries baue baut baux bay bazen bean bear beau bebo beck bee beef beer behalten
bein beine bekam bekannt bekannten bekommt bell bella belle bello ben bend bene bent ber bere berg bern berou bert
beruf besoins besser bessere best beste bester bete beten beve bevi bevo beze bezpieczenstwa bezpieczna bezpieczne
bezpiecznie bezpieczny bianca biec biedny bieg biens bier bije bike bill bind bing biore bird birra bisogna bist
bistecca bitten black blad blanca blase blasen blass bleibe blick bloku blood boat bock boga boha bois boja boje
bold bolest bolesti bolo bone bonne book boom borracho bors borsa boschi bose bourse bout boze bra brac brad brake
braku bral branche bras brat brauch braucht brauchte brav break bree brien bring brother brzy buch buck buda buen
buena bull buono burn bycie bysme byte cabe cable caca cache cad cada cade cadre cae caer cafes caffe cage caisse
caja cajas caje caka cakal cakam cake cal cala cale calej cali caliente calla calle calles calls calm calme calo
caly cam cama camel campi campo camps cams canada canadian cancer cane cani canta canti canto cap cape cappella
cappelli cappello car cara carb carcel cards carey cari carl carle carne caro carre carretera cars carson cart
carta carte caru cary casado case casech casem caserma cases casetta casey casi cass cast casu cat cattiva cave
cavolo caza cece ceci ceho ceka cekaji cekal cekam cekani cekas cel celda cele celi celia cella celle cells celo
celu cely cemu cena cenar cene cent ceo cera cerco cerdo cerne cerro cert certe certo cervo cest cesta ceste cetl
cetla ceux cfe chad chamber chambers chambre chambres champ champagne champagner champan champana champignons
champion championnat championnats champions championship championships champs change changer changes chant chase
chat chca chceli chceme chces chciala chcialabys chcialas chcialby chcialbys chciales chcieli chcielismy chcu chec
chem chen cher chiacchierare chiacchierata chiacchiere chiappe chiara chiaramente chiare chiarezza chiari chiarire
chiaro chiave chiavi chic chiede chiedi chief chimenea chimica chimico chimie chimique chimiques cho choc chodi
chodz choi chora chore chose chow chram chramu chteli chut cia ciala cialo ciambella ciambelle cicho ciebie ciela
cielo cien cientos cil cima cina cine cini cinta cisco cist cista ciste cistej cisty cisza cit cital citam citas
citat cite citi citia citta city cla clabecq claes clanek clarence clark clase clases clasica clasico classe
classement classer classes classic classica classical classico classics classification classified classifieds
classique classiques classroom clause clauses clave cliente clientes clienti clients clock close closed closely
closer closes closest coal coast coco cod code codo coge cogi cogliere coglione coglioni coho coi cojo cola cold
cole colt com coma combo comen comer comes comi comio comm command commander commandes comme comments
communication comp comte comu conde cono console consoles consolidated consolidation consolide consolider
consommateur consommateurs consommation consomme consommer consortium conta contanti content contento continuare
continued continuer continui continuo conto contract contratto cook cope cord core cork corno coro corona coronel
corpo corporacion corporate corporation corporations corre correct correcta correctement correction correcto
corrente correo correr correre correspond corro corrono corrotto corsa corse corsi corsia corso corto cortos corvo
cos cosa cose cosmo coso cost costi cote county coupon coups cour courrier courses court courte courts cove coze
cran craps cree creo cresce crescendo crescere crescita cresciuta cresciuti cresciuto crescono crois croit crop
crus cuda cuero cuesta cuit cunt cure curiosa curiosidad curiosita curiosite curioso curious curso cursor
customers czas czasem czasy czesci daba daccord dach daco dad dada dadi dados dads daga daide dail dair daja daji
dajme daju dakujeme dala dale dales dali dallas dallo dalo dalsia dalsim dalsiu daly dam dama damals damas dames
damm damo damon damu damy dan dana danach danalyse danalyser danalystes dance dando danger dani danie danken dann
dannees dano danos danse dante dappel dara dare dari darle darmi darmo daro darte darti dass dasz dat date datei
dates datti daty dava daval davala davali davam dave davej davno davoir davor dawac dawaj dawajcie dawn days dea
dead deal deane deb deba debe deben debi debio debole debt decenni decennie decennies decent decente dech decidere
deck deco deda dedo dedos dee deep defence defend defendant defender defenderse defendre defendu defensa defensas
defense defenseurs defensive defi defis degalite dein deine deinen deiner deines deins dejado dejamos dejan
dejando dejare dejarme dejas dejelo dejemos dejes dejeuner deji dejinach dejiny dejme dejo deju dela delal delala
delam delame delas delate dele delej delejte delennova dell dello delo delta demand demander demandes demas
demenagement demente dementores demi demo denen denis denke denne dent denvoyer depend dependance dependant
depende dependence dependent depending dependra depends depense depenser depenses derecha derechos deren derjenige
desagradable described desea deset desi desidera desideri desiderio desierto desir dest desto detail detaily dete
deten detenait detencion detendra detendre detenerla detenerlo detenerlos detenerme detenernos detenerte detenga
detengan detenganlo detenganse detengas detengase detenido detenir detente detenteur detenteurs detention detenu
detenue detenues detenus detenuti detenuto deti dette deuda deux dev devce devel devenait devenant devenements
devenir deventuelles devenu devenue devenues devenus devet devez devil devko devon diabla diablos diane dica dice
dices dicha dicht dici dick dico dieb died diejenige diejenigen diel diesem diesen dieses diet dieu diez digan
digas digo dijo dile diles dime dinformation dinformations ding dios dire directe directo director directors
direkt diretto diritti dis disc discount dish disse dist diste distinto disturbo dita dite dites dito dits dive
dne dnech dnes dnie dnoch dns dobe dobra dobre dobri dobro dobru dobrym doby doc doce docs document documentation
documenti documentos documents doe dogs doit dojde dojsc dokud dole doll domain domanda domande dome don dona donc
dones dong doni donna donnee donner dono dons doom dopinion dopis dore dores doris dorme dort dos dose dosis dosso
dostal dostala dostales dostali dostalo dostan dostane dostanem dostaneme dostanes dostanete dostanie dostaniesz
dostanou dostanu dostatocne dot dote dotes dover dovere dovi drag drak drame draus dress drevo dritto drog droite
droits drone drops drove druhe dsc duane dubito duca duch duck dudar dudas dude dudo dueno dues duma dune dupa
dura dusa dust duza dvaja dve dvere dych dzialac dzialania dzialo dzieci dzis dzwoni dzwonie dzwonil each ear earl
ease eaux eben echte ecrit ecrivain ecrivains ecu ede edi ego eher ehome ehre eier eight ein eine einen einer
eines eis eleve ella elle ello elus embedded emet emettant emetteur emetteurs emettre emmett ended enden ending
ends energetique energia energie energii energiu energy enero enjoy enjoyed enjoying ent ente entend entender
entrata entre enviado envio environ environment environmental environnement envol epinions eras erbe erde ero
errore errori errors ersatz erste esa esca esce esco escribio escrito escritorio ese esos espere essa esse esso
estaban estabas estan estancia estara estare estas estce estelle esten estes eta ete euer eure eut eux eve even
evento events every evidencia evo evoque ext faccia face fact facture fahre fai fail fails faim fair faite faith
faits fake fakt fall falle fallen fallo falschen falta fame fand fanden fans faqs fara farcela fare fase fass
fassen fast fat fata fate father fato faul fault faust faute fax faze fear fece feci fee feed fein feind felici
fell fera fermato ferme fermi fertig fest festa feste feux fever fiat fick fidi fido fies fight figo figure
figures fiji fil fila file fili fill filme films filmu filmy filo fils fina finche finde finds fing finir finire
finit finita finito finn fino fins fire firm firma firmare fisch fish fishing fist fit five flasche flase fleck
flights flut flux focus foderation foglia foglie foglio fois fold folgen folle fond fonte fonti fonts food foot
forgot fork form forma fort fou foul four frag fragt frais frau fred frede frei freie fresca fresco freu freude
freue freundlich frodo frog froh front fuel fueran fueras fuerza fuk full fumar fund funk furn fuss fut gabe gada
gage gail gain gale game gane gara garage garanti garantie gare garrett gate gato gdp gdzies gear geben gegend
gehen gekannt gekommen gene genre gere gern gest geste gestellt gesto ging gino gioco giove gita gives glas glaser
glass glod gnome goat god godere godzin godzina godzinach godzinami godzine godzinie godziny goes gold gone goods
gore gorze gosc gracia grad grave grazia gros gross grosse grupa grupo guck guess guitar gula gust gute guter
gutes haar haber habido hable hablo habre habs habt hace hacen hack hada hadam haft hail hair haje hal halb halbe
halben hale half halfte hall halo hals halst halten haltet halts hande handen hank hans hara haras hard hare haria
hart harte hase hass hassen hasst hast hasta hat hats hatt hatte haus haust haute hauts haven hayan hazlo hazte
head heard heart heat hee helden hele helfe hell her hera herb herbert herbes herd herde herec hero heroe heros
herr herrn herve herz herzen heure heut hexe hezka hezke hice hide hier hilf hilft hill hing hint hire his hist
hit hlad hlasem hlaseni hlasenia hlasenie hlave hlavy hnut hoch hod hohe hoher hold hole holen holt hombre homer
homes homie homme hood hook hope hora horer hori horke horn hors horse horst horta horte horu hory hoschen hose
hosi host hot hour hours howard howarde hrabe hrate hre huit hull hure hurt hut hute hybe iane ibaze ice ide idem
ideme ides idete ido idol ids idzie iem ies ihned ihren immer importance importancia important importante
importantes importanti importants importanza inam inch ind inde informaci informacje informations informatique
informatiques informazione ing ini inmediato inn inna inne inni inns innym ino int intende intendi intento interes
interesa interesado interesante interessant interessante interessantes interessato interessi interesting interests
interesujace interesuje interesy internet inutil invierno invito iny ione ios irak iras ire iris irnos iron irre
irs isla islo iss isst ista iste isteho istej isteze isto isty isubs items jack jada jade jail jaja jakas jake
jakich james jane jdeme jeder jederzeit jedi jeep jego jeho jela jemand jemandem jemanden jene jes jesc jess jeste
jestes jesz jet jete jets jeux jews jich jill jime jin jina jinde jinej jinem jini jiny jist jista jiste jistej
jisteze jisty jode jodete john johne joker jordan jork jose jouer jouera jour jours jsme jula jun juna june jung
juni jus justa juste justo kabat kafe kalt kame kamien kamos kancelar kancelare kancelari kancelarie kancelarii
kane kara kare karen karte karten kase kate kawal kawalek kawalki kawalkow kawalku kawe kaza kazde kaze keby kedy
keen keeps keinem keins ken kenn kenne kennen kennt keno kent kern kevin kick kid kiedys kil kills kilo kina kinda
kinds king kinn kino kiss kiste kisten klamar klase klein kleine kleinen kleiner klid klient klienta klientow
klubie kmene knee knew knie known knows knox koch koder koho kolej kolejna kolejne kolena kolo kome kona konca
konce konci kone konia konieczne konnte kopec kosc kose kost kosti kour krade krag kriege krom kuhe kula kura
kuraz kurde kure kurs kurt kurze kurzu kuss labs lac laccord lace lachen lacht lack lad lada lade ladies ladne
ladny lado lager laid laide lain lair lait lake lamp lancer landen lane lange langen laos lapd lappel lappellation
laps laquelle lara larger larrivee lars lasciamo lasciarti lasciati laser lasse lassu last laster lasu lata late
later lati lato laut lavantage laws lawyers layer lazy lebe lebo lec leca lece leche leci leck legen leicht leiste
leisten leiter lent lese lesen less lessentiel lest lester lete leve lever levi lez lhat lhnen liber licht lide
lie lieb lieben liebt liebte liee liek lien lies liest lieto life lift liked likes lime limportance line
linformation linke lino lintegration lintelligence lintention linterdiction linteresse linterieur lintermediaire
linterna linternet lintervention lire lisa liso lisse listed listing listings listky listo listok listopada
listopadu listos listov listow listprice lit lite liter literacy literally literalmente literary literatura
literature litery litteraire litteralement litterature liv lived liver lives livre llama llamaba llamada llamadas
llamado llamame llamamos llaman llamando llamas llamaste llame llave llegando llevado load loch locher loco lod
lode loffre lohn lois lone long longs lont look looking loose lopinion lord lors losen loser loss losu lot lots
loud loue love lowe lubi lubia lubim luck luis luke lust maam macchina macchine mace mach mache machte machten
mack madame made madre mae maggior maggiore main maine mains mais maiz maj majac maji majte maju maker makes mala
male malej malem mali malik mall malta maly mama mame mami mamie mamo mamu man manca manda mandato mando mandy
manger mani mann mannes manny mano manque mans manten mapa mapas mape mapy mara mardi mare marge marie marke marsz
marte mary marz masa masaz mase mask maske maso mass mat mata matce match maten mates math mathe matke mato mats
matt matte maul maus mauvaise maux maxa maxe maya maz mean mear mec mecz media medical medici medico meer mego mei
meilen meinem meins meint meinte mejte mela melo members membre memo men menages mene mener meni meno ment mer
merda mere mess messer messo mesta meste mesto mete meto metre metta mettant mette mettendo mettent mettera
metterai metteranno metterci mettere metterei metteremo metterla metterli metterlo mettermi mettero mettersi
metterti mettete mettetevi metteur metteva metti mettiamo mettiamoci mettici mettila mettilo mettimi mettiti metto
mettono mettra mettre meza mezem mezza mial mias mic mica micah mice mick mid mide midi mie miecz miej miel mieli
mien mier mieri mies might mija mike miki mil milch mild mili mill mime mimo mimozemstania min mina minds mindy
mine mines ming mini minie mins mint miny mios mire miri misa misc mise mises misi misma mismos missy mist mista
miste mistech mistem mister misteri misterio misterios misteriosa misterioso mistero misto mitch mitte mlke mniej
mobil moce mode modem moderate moderation moderator moderators modere moderee modern moderna moderne modernen
modernes moderni modernisation modernite moderno modeste modo modre mods moe moga mogen moglaby moglabys moglby
moglbys mogli mogliby moglibyscie moglibysmy moglich mogliche moglichen moglicherweise moglichkeit moglichkeiten
moglichst moglie mogliscie moglismy mohl mohla mohlo mohly moimi moins moja moji mojich mojim mojmu mojou mokre
mold molesta molo molto mom momenti momento moments moms mond monde monje mono mons mont mood moore mora mord
morde morder morgan morgens mori morso mort morte moru mory morze mosche moss most mostra mostri mostro mother
mots mou mount move movie mowe mowil mowila mowilas mowiles moze mozek mozeme mozemy mozes mozme mozne mozno mozny
mozte mozu msie mucha mucho muchos muchy muera muhe mull mund muore murieron murs muse muset musi musim musis muso
musst mut muzem muzeme mych myho mymi mysz nabizi nabizim nabuduce nach nacht nachts nacido naco nad nadal nadar
nadchodzi nade nadia nadie naga nago naha nahe nail naime nait naja nakaz nakup nakupovat nama named namen names
nami nani napasc napisal napisala napisy napsal naridil nasa nase nash nasi naso naspat nass nasu nasza nasze
naszego naszej naszych nata nate nati nato nave navez navidad navidades nayant neal neanche neanmoins nearly nebo
nebud nebude nebudou nec necesita necha nechal necham nechas nechat nechce nechceli nechces nechcete necht neci
neck neco neda nedaji nedaju nedava nedela nedelam nee needs negar negro nehme neho nein nejen nejenom nekdy nekym
nell nella nelle nello nema nemaj nemaji nemajte nemaju nemal nemala nemali nemas nemo nenajde nenajdem nenajdeme
nenajdes nenajdete nenajdu nene neo nepotrebujeme nepotrebujes ner nera nerd nere neri nero nerve nerven nervengas
nerveux nervi nervios nerviosa nervioso nerviosos nervos nervosa nervoso nervous nervozna nervozni nervozny nervst
nervy nes nessuno nest nestoji netant nets nette neuer neve nevi nevie nevies nevis new newsletters nexiste next
nice niche nici nick nico nido niebie niech niego niej nieje niekam nielen niemal nier niet nieve night nikam
nikde nikdo nike nil nim nima nimi nimms nimmt nimporte nine ninguno nino noah noc noca noce noche noci nocy node
nodo noga noge noh nohe noir noire nombres nomi nomme noms none nono nont norme norte nose nosi nosotros nostra
nostre nostri nosu note noter noticia notion notte nou nova nove novu nowe noze nuca nuda nuestra nuestros nuit
nul nulle numbers numeri numeros nummern obaja obchodzi oberen oberflache oberst obidvaja obidve obidvoch obie
obiedzie obiezione objects objet obra obrad obraz obrazek obrazenia obrazky obrazok obrazu obrazy obsadene
obtained obtaining obtener obtenir obtenu obtenue obtenus obtezovani obtizne och ochote ochotny oco odbedzie
odbiera odbieram odbierasz odbierz odbierze odbierzesz odbornik odebrac odebral oder odkad odo odpust odsud
odszedl odteraz odtial odtud oeste offer offert offertes offerto offerts ohen ohna ohnem ohni ohren oido oidos
oigan oigo oir oiste oje okne old older olive oltre olvida olvide omal ometto onde ono ont onto opening openings
opina opinas opis opravdova opravdove opravdovou opravdovy opravdu opravil opravit ops opte option opus opuscic
orden ordenes ordinaire ordinateur ordinateurs ordinato ordini ordre ore orso orson ort ose osi ospite ospravedln
ospravedlnenie ospravedlnil ospravedlnis ospravedlnit ospravedlnite ospravedlnovat ospravedlnte ospravedlnujem
ospravedlnujeme ostat ostatne ostatnia ostatnie ostatnim ostatnio ostra otazek otazka otazkou otazku otazky otazok
otca otec other otras otro otto otwarcia otwarcie otwarta otwarte otwarty outre over paar pac paces pacey paci
pack packages packaging packard packchen packed packen packet packets packing packs packt paco pacte pada padre
paga pagar page pai paid paie pains paint paio paire pairs pais pakt pala palce palco pale palette pali palla
palle pam pamet pameti pamietam pana pane pania panic panie panik panna panni panu papa papas pape papel papeleo
papeles papi papier papir paquet paquete paquetes paquets par parada parado paras parc parce parco pared parek
parent pares parete pareti pari park parker parla parle parn paro part parta parte particolare paru pary pasa
pasar pasce pase pass passe passen passo passt past pat pata patch pate patetica patetico pato patra patre paura
paure pause pave payant payante paye payer peace pece pech peci pedir pedo pego peine pekna pekny peli pelle pelne
pene peng pensar pense perdendo perdi perdido perdon perdona perdre permis pero perra perras perrito perro perros
perry perso personal personas persone personnel personnes persons peru pesar pesi peso pest peste pete peter peti
petre peur peut peux pewne phones piace piani pice pick pico pics pida pide pidio piec piedi piekne pies pig pije
pike pill pin pine pink pins pire pis pise pises piso pisos pista pistas piste pistes pisu pisza pita pito pivo
piwo pix plac place placed placer plain planes plant plat plati platit ples plni pluc plug poca pocos poder
poderes poderosa poderoso poderosos podido podivam podran podria podrias poho pokoje pokoju poll polo poloz
polozyc pomoca pomoci pomocou pomoz pomoze pone ponekud pongo pont poor pora porad porca porco pore pork port
porta porte portee portes porteur porti poschodi poschodia poschodie pose posicion posizione poslal poslali possa
post postawic poster posti posto poszedl potente poter potere potra potrebuje potrebujeme potrebujes potrebujete
potresti potrzebuja potrzebujesz povez pozna pozname pozo pozwolenie pozwoli pozwolic prace pracoval pracovala
pracovali pracovat pracovni prani prase prat prava pravda pravdaze pravde pravdepodobne pravdepodobnost pravdive
pravdou pravdu pravdy prave praveho pravej pravi pravidel pravidelne pravidiel pravidla pravidlo pravni pravnici
pravnik pravnika pravnikem pravnikom pravnikov pravniky pravo pravou pravu pravy pre prec prece preci preco predo
preguntar preguntas pregunte pregunto preis pres presa prescindere prescribed prescription prese presi presse
prestations prestito presto preto prices pride prijat prime primo print pris prisa prise priste pristi prive prix
produce produced product producteur producteurs production productivite products produit produits profil profile
profiles profilo projit prom promote promotion pronti propos pros prosel prosil proste prosto protection proto
protocol provato provi provo prsat pruzkum przeciw przeciwko przeszkadza przychodzi przyszlam przyszlas przyszlo
psa psal psst pst ptat pts public publie puce puda pudo pueda puedan puede puedes pues puesto puis pul puls pulz
punk punta puntare puntata puntate puntato punteggio punteria punti punto puntos puntuale pur pura pure pust puts
qual quedo queen quei quels quen quer queso question questione quiera quiere quiet quieto quil quilt quise quitate
quito quitt quitte quiz quiza quote race rache rack rada rade radeji radi radia radiace radiacion radiazioni
radical radicale radicalement radici radim radio radios radiu radius radne rado radsej radze raid rail rain raja
rak rakete raketen raketoplan rakety rakiety rame ramie ramieniu rande rane rang rany rap raport rappel rappele
rappeler rappelle rappellent rappelons rara rare rarete rasieren rasiert rata rate rated rates rato rats rauchen
rauf raum rays raza razie razy rear rebate rebates rec rece receno recent recente recently recettes recht reci
record recul reden reduire reed refer refiero regard regeln registration registro reich rein reir reis rekla rekne
reku remain remote rend rende rene rent replies repond reports requests requires rescatar rescate rescue reserve
reserved reserves reso resort responde rest resta restare reste rester resto retard retards rete reticences
retiendra retient retorno retraite retrasado retraso retrato retreat retrieval retrieve retrieved retro retrocedan
retrocede retroceder retrospective retrouve retrouvee retrouvent retrouver retrouvera return returned returning
returns revirement revu riadne riadny rice rich riche rick ride rie riecht rief ries rights rime rimorso ringe
ringo rings ringu ripe rires rise rita ritirata ritirato robie robo rod rodine rodu rohom rojo rokom roll rom rome
romper rone roof rooms root rose ross rosso rostro roto rotta rubata rubate rubati rubato ruce ruch rude rudo rue
rufe ruh ruhen ruhm ruhr ruht ruke rule russe rust ruze rytir rytiri sabado sabato sabe saben sabes sabido
sabiduria sac sacala sacalo sacamos sacan sacando sacar sacas sacaste sacca sacco sacerdote sacerdotes sach sache
sack sacra sacramento sacre sacred sacrificar sacrificare sacrificato sacrifice sacrifici sacrificio sacrificios
sacro sacs sad sadie safari safe saft saga sage sags sagt sahe sai sail sain saint sais sait sake sako sala
salarial salariale salariales salariaux salarie salaries salario salary sale sali salio salire salle salt salta
salto salud salute salvo sam sama same sami samo samuel samy san sana sanca sance sanchez sanci sanction sanctions
sancu sand sang sani sano sao sappelle sara saro sas sass sat sato satu saty satz sauber sauer sauerstoff saul
saut sauve saved savent saver saves savez savoir sayid says sbagliata scan scared scarica scaricare scaricato
scarico scarlett scarpa scarpe scarraner scartoffie scary sceptiques schicke schloss schreien schreit schrieb
schuhe schuld schuler schuss scorso script scripting scripts scrisse scritta scritte scritti scritto scrittore
scrittura sean seance seances seat seca seco seconda seconde secondi secondo seconds sed sedi seed seen segnale
seguire sehn seht sei seid seien seil seine seinen seiner seines seis seit seite sell semaines seme semestre sen
senat sends sendung seno sens senta sente senti sento seoul sept sequence sequences sequenz sequenza sera serc
serce sercu sere serge seri serie seriu serratura serre sert serum served server servicios servizi sesso sest
seste sesto set seta sete setta sette settembre settimana settimane settimo setting settings settle settled
settlement settore setzt sever sexu sezione seznam share sherry shift shin ship shirt shop shopping shops shore
short shot shoulder shows siadaj siak sic sice sichs sicht sid side sido siec siedziec sieh sien siente sierra
sies sig siga siglo signal signe signes signo signs silk sind sing sink sinn sino sire sirve sis sistemare
sistemas sistemata sistemato sistemi sistemo sister sisters sit site sito skill skin sklad sklo skonci skoncit
skoncze skonczy skonczyl sla slad slave sli slib slim slip slo sluch slut smak small smart smat sme smeets smeru
smes smet smich snad snaz snech snie snil snit snoch snow sobe sobre sock sodo soga soglia sogno sohne soie soil
soin soio soir sois soit sol sola sold solde soldo sole soli solle solls sollte sollten solos sols soma somme son
sona sone song sonne sonno sons sont sony soo soon sopravvissuta sopravvissuti sopravvissuto sopravvivenza
sopravvivere sorg sorgen sorso sort sorte sorted sortie sorts sos sotto soul souligne soulignent souligner souls
sous soutez soze spa spac space spada spain spal span spani spar spara spari sparo sparrow spas spass spat spatna
spaventa spaventare spaventata spaventati spaventato spavento spaventosa spaventoso spears speer spend spent spera
sperando speranza speranze sperare speravamo speravo speriamo sperky sperm sperma spero spesso spetta spettacolare
spettacoli spettacolo spettatori spij spim spin spis spisz spoko spotkac spotkalem spotkalismy spotkamy sprach
sprache sprachen sprang spravach spraval spravania spravanie spravas spravat spravca spravce sprave spravedlnost
spravedlnosti spravi spravia spravil spravila spravili spravim spravime spravis spravit spravite spravna spravne
spravnej spravnem spravnom spravnou spravnu spravny spravnym spravodlive spravodlivost spravodlivosti spravou
spravte spravu spraw sprawa sprawach sprawami sprawca sprawdz sprawdza sprawdzac sprawdzalem sprawdzam sprawdzamy
sprawdzcie sprawdze sprawdzic sprawdzil sprawdzilam sprawdzilem sprawdzilismy sprawdzimy sprawdzmy sprawe sprawi
sprawia sprawiaja sprawiasz sprawic sprawie sprawiedliwe sprawiedliwosc sprawiedliwosci sprawil sprawilo sprawka
sprawy spray srac sraz sta stable stac staccare staccato stacit stacja stacje stacji stack stacy stad stade stadt
staff stage stai staje stake stal stale stali stan stana stanac stanach stanal stand standard standardni standards
standen standig standing standings stando standort standpunkt stands stane stanem stanes stanford stange stanica
stanice stanici stanicu stanie staniesz stanley stanne stanno stanotte stanou stanovisko stanoviste stanow stanowi
stanowiska stanowisko stanu stany stanza stanze star stara starat starb starej stark stars starszy stary stat
state statek stati statni statt stave stavi steering stein stell stem step steps sterbe sterben stereo sterk
sterline sterling stern sterne sternen steroidi stesso stich stick stile stimmen stimmt stin stit stlac sto stocks
stoff stoi stok stokrat stol stom stopa stope stopu stopy storage store stored storen stores storia storico storie
stories storm storoci storocia storocie stort storto storung story stos stow stracil strance stravil stravila
stravili stravit strop stuck stve suave suba sube subes subi subo suche sucho sucht suck sueno suenos sufficiente
sui suit suites suits sulla summer sun suolo suono supports sus suse suss sve svete swieta swietny systems szans
szesc szkole szlo tables taco tade tae tage tagen tagli taglia tagliare tagliata tagliato taglich taglie taglio
taha tahat tahle tail taka takej takes taketo taki takie takova takovej takovy taku taky takych takze tale tall
tanca tance tancit tancovat tancuje tanczy tanczyc tant tape tara tard tarde taske tat tata tate tati tato taux
tavola taxe taza tazke teach teal tear tece techo teen teil tejto tela tele telefone telle tells telly telo tels
tem teme temi temo tempi tempo tend tende tenga tennis tent tento tenue termin termino terza teschio teso test
testa teste testing testo tests teto tette tetto tex texas texte textes tez tezky thai than thats thee thema theme
theo thin think though three thus thy ticho tide tie tiel tien tiene tienes tiere ties til tile timer timto timu
timy tino tire tirer tiros tise tito tits tlac tlen tme tobie tocar tocarme toco tod toda todas todd todlich
todlichen todo togliti tohto toit tolik tolika tolikrat tolko toll tomar tomara tomare tomaremos tomaria tomarlo
tomarme tomaron tomarse tomarte tome tomo tomto tone tono tonta tonto tool top topo tops tore torno toro torre
tort tot totete totez tou tour tours tous toute touto tovar tovaren tovarne tovarni tovarny tower towers tra
tradition traditional traditionnel traditionnelle traditionnels tradito trae traf trafic trage trago tragst
training tranquilla tranquillo tranquilos trap tras trascinare trascinato trascorrere trascorso trat travaille
travailleur tray tre trece trech tree tren tres tresor tresorerie tresors trest trestu trey tried trop troppe
trout trouver trovano trovata trovate trovati trug trun trzyma trzymac trzymaj trzymajcie trzymal trzymam trzymasz
tuch tun tur ture turen turk turm turne turni turno turns tust tut tuts tvem tvych tvymi twarda twarde twardy
twarz twarza twarze twarzy twego twych tyce tyle tymu tymy typ typek typem typen types typie typisch typu typy uch
uda udawal udzial ujst umore undo union unione unions unschuldig uomo uovo update updated upokoj upravil upravit
uprimne uprimny usan uscite usen usgs uspokoj ust usta util utrzymac uturn vaca vacances vacancies vacanza vacanze
vada vadano vado vaga vain vais vala vama vami vamos vana vane vani vano vaquero vaqueros vasa vase vater vati
vaut vaya vayamos vayas vayase vchod vec vecu vede vedi veis vela vemos vemte vend vende vene vengo venne vent
vente venu ver verbergen verbessern verbessert verbesserung verde vere vergiss vermisse vermissen vermisst vero
verpassen verpasst verrat verrate verraten verrater vert verte veru vest veste veze vezmi via viaja vias vide
vidite vidno vie viele viene vienen vier viere vies viete vieux vime vin vina vince vinco vine vinny vinos vins
vinto vinu viny vio vira viru viry vise visit visitar viso vista viste vistete vita vitaj vite vito vive viven
vivo vivre vize vkus vlasech vobec voce voglia vogliano vogliate vogliono voice void voie voip voire vois voit
voix vol vola volal volam volar volas volate vole voler voli volk volle voller volo vols volt volta volto volu
volvera volvere vont voor vor vorbei vorra vorrai vostre vote vousy voyant vpravo vtaka vueltas vuelva vuelves
vuestro vyraz vyrazil vyrazili vyrazime vyrazit vzal vzala wach wade wagi wagt wake wali wall walt wan wand wang
wanne wants ward ware waren wart warto wash wasi wasz wasze water watt wave wazna wazy wear weder weed wegen wehen
weiber weile wein weinen weird weis weit well wen wenn went werd were werfe werfen werk werte wesen west weste
wette whats wheat white whole whore whose wide width widziec wiec wies wild wilk willa wille willen wills willy
wind wine wing winny wino wir wirds wire wired wirf wirs wirst wise wisi wit witamy witch witz wohne wohnt wollt
wollten won wong wood word worden worek worf works world worm worn wort wrap writer wrote wunschte wurd wurden
wybacz wybaczcie wybaczyc wybierasz wydal wydalem wyjazd wyjazdu wylaz wymaga wypali wypic wypierdalaj wypij
wypusc wypusccie wypuscic wyraz wyrazic wyraznie wyslal wywolac wywoluje yace yale yard yate year yeux york yours
zabieraj zabierz zack zacne zacnou zaco zada zadac zaden zadna zadneho zadnem zadni zadnim zadnom zadnym zady
zadziala zadzialac zadzialalo zadziwiajace zadzwon zadzwoni zadzwonic zadzwonie zadzwonil zadzwonila zadzwonilam
zadzwonilas zadzwonilem zadzwoniles zadzwonimy zadzwonisz zahne zainteresowany zajac zajeci zajeciach zajecie
zajme zamiar zamierza zamierzasz zapach zapachu zapad zapade zapadnej zapadni zapadu zapal zapalenie zapalic
zapalit zapamataj zapamatat zapamietac zapamietaj zapatillas zapato zapatos zapesti zapis zapisac zapisat
zapraszam zapraszamy zapsat zaraz zase zatem zato zawal zcela zdaje zdecydowac zdecydowal zdecydowalam
zdecydowalem zdecydowalismy zdecydowanie zdjac zdjec zdjecia zdrava zdrave zdravi zdravia zdravicko zdravie
zdravotne zdravotni zdravy zebym zebys zelle zeme zena zenam zene zeny zera zere zert zeus zgadne zgadnij zgaduje
zgadza zgadzasz zgodnie zgodze zgodzi zgodzic zgodzil zgodzila zgodzisz ziada ziadal ziadala ziadali ziadame
ziadas ziadat ziaden ziadna ziadost zide zieh ziehen zieht zien zije zijem zime zist zive zjest zkus zkusim zkusit
zkuste zlaz zlodziei zlodziej zlodzieja zlodzieje zlodziejem zlost zmena zmiz zna znac znak znal znama zname
znamena znamenat znameni znamenie znamo znamy znas znasz znat znie znow znowu zod zoll zone zoom zostac zostaje
zostal zostalem zostan zostat zostawic zostawie zostawil zostawila zostawilem zoznam zpravach zprave zpravu zrak
zuby zus zvire zycie ані база базе базу барі бене беспокоит бити бить боли большие большое брать бросил бросила
були бут біль ваши вашим ваші взял взяла взяти видели видите визит воді воли всюди вуди відповідь вірите вірити
вірить віриться говард год года году годы гомер горі даваи дал дала дали дана дании данныи данных даси дати дафни
делаю дзвінок дни дні доброи добрыи дозволь дозвониться дольше долі допомогу достал жаловаться жалость жене
забираи зависимости зависит зака заканчивается залі занят занята заняты занять заняться запас запаснои запасы
запитав запитаи запитання запитань запитати запустить зараз зараза захист захистити захисту звони звонил звонила
звонили звонит звоните звонишь звонка звонки звонков звонок звоню звонят звідси звідти здравствуи идуть кoли кан
коди коді кожи кол колин коло контракт конце копи краи краю края краін куди люди мeня мeні межі мен менi менее
менш менше меню мере мері моеи моем может можно морі моє моєю мыть над надолго надто надя наді наказ наказав
наказание наказания наказать накази намерен намерения намеренно напис написав написал написала написали написано
написать наших нашоі нащо нечего новии носить нужны нього нікого обмен оказалась оказались оказалось оказался
оказать оказаться оказывается оскільки остановить откажусь отметить оттуда ошибки ошибку пам пані перестать петь
пии пили пити пише пишу пищи повар поки получила получили получит получите получить помер померла померли померти
помочь помощи помощью потрібен потрібне пошла пошло предложение привет прииняти приишла приишли причини пришла
пришли проити прости проте против прошли прошло пути пішла рази разі ран рани рене роли руди сам сеть сиди система
систему системы скажу скажут скажуть скарб скарлетт сможете смотрите согласен согласна согласно согласны сообщение
спав спал спас спати спать списке спросил спросила стара стати стать сто стои стол стою стоя стільки сути сюда
тварин тварина тварини тварь телефона телефону тогда тоді тот тримати туда удачи ходу хожу хотела хотіли хоч хоча
хоче цене чекаи чути школи экран этои этом якби яким якими яких якіи янии ятии імені
`
    .trim()
    .split(/\s+/),
);
