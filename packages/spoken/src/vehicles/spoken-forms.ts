/** How makes and models are said, and what recognisers write for them; as one row of letters and digits without spaces. */
import { listed, wordSet } from '../words.ts';
import { MAKES, MODELS } from './models.ts';

export interface Model {
  readonly make: string;
  readonly model: string;
}

/** "CR-V" -> "crv". */
export function keyOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const MAKE_FORMS: readonly (readonly [string, string])[] = [
  ['Alfa Romeo', 'alfa, alpharomeo, alfaromero'],
  ['Acura', 'accura, acurra, akura'],
  ['Audi', 'audie'],
  ['BMW', 'beamer, bimmer, beemer'],
  ['Buick', 'buik, viewick'],
  ['Cadillac', 'caddy, caddie, cadilac, catillac'],
  ['Chevrolet', 'chevy, chevvy, chevi, chev, shevy'],
  ['Chrysler', 'crysler, chryster'],
  ['Hyundai', 'hundai, hyundi, hunday, hyundaye, honday, hyunday, hundi'],
  ['Infiniti', 'infinity, infinite'],
  ['Jaguar', 'jag, jagwar'],
  ['Honda', 'hunda'],
  ['Kia', 'keya'],
  ['Land Rover', 'landrover, rangerover'],
  ['Lexus', 'lexis, lexuss'],
  ['Mazda', 'masda, mozda'],
  [
    'Mercedes-Benz',
    'mercedes, benz, mercedez, mercedezbenz, mercedesbends, mercedesben, mercedesbens, mercedesbenzes, merc, mercedess, mersadies',
  ],
  ['Mini', 'minicooper'],
  ['Mitsubishi', 'mitsu, mitsibishi, mitsubushi'],
  ['Nissan', 'neesan, nisan, nissen, datsun'],
  ['Oldsmobile', 'olds'],
  ['Porsche', 'porsha, portia, porche'],
  ['Subaru', 'suburu, subaroo, soobaru, super roo'],
  ['Tesla', 'tessla'],
  ['Toyota', 'toyoda, toyata, toyouta'],
  ['Volkswagen', 'vw, volkswagon, vokswagen, folkswagen, volks'],
  ['Ram', 'ramtruck'],
];

/** Makes by what is said for them. */
export const MAKE_KEYS: ReadonlyMap<string, string> = new Map([
  ...MAKES.map((make): [string, string] => [keyOf(make), make]),
  ...MAKE_FORMS.flatMap(([make, forms]) => listed(forms).map((form): [string, string] => [keyOf(form), make])),
]);

/** Makes that are other words as well: taken beside a model, a year or "my". */
export const COMMON_MAKES: ReadonlySet<string> = new Set(
  listed(
    'ram, mini, smart, saturn, mercury, lincoln, geo, genesis, lucid, infinite, alfa, portia, olds, dodge, jag, merc, honday, polestar',
  ),
);

/** "make: model = forms". */
const MODEL_FORMS = `
BMW: 1 Series = 128i, 135i
BMW: 2 Series = 228i, 230i, 235i, m235i
BMW: 3 Series = threeseries, 318i, 320i, 323i, 325i, 325, 325xi, 328, 328i, 328xi, 328d, 330, 330i, 330xi, 335i, 335, 340i, m340i
BMW: 4 Series = 428i, 430i, 435i, 440i
BMW: 5 Series = 525i, 525, 528i, 528, 530i, 530, 535i, 535, 540i, 540, 545i, 550i
BMW: 6 Series = 640i, 645ci, 650i
BMW: 7 Series = 740i, 740il, 740li, 745i, 750i, 750li, 760li
Buick: LeSabre = lasaber, lesaber
Buick: LaCrosse = lacross
Cadillac: Escalade = escolade
Chevrolet: Silverado = silverado1500, silverado2500, silverado2500hd, silverado3500, silverauto
Chevrolet: Corvette = vette, corvet
Chevrolet: Tahoe = taho
Chevrolet: Cruze = cruise, cruz
Chevrolet: Malibu = mallibu
Chevrolet: Equinox = equinocks
Chrysler: 300 = 300c
Chrysler: Town and Country = towncountry
Chrysler: PT Cruiser = petecruiser
Dodge: Ram = ram1500, ram2500, ram3500
Fiat: 500 = fivehundred
Ford: F-150 = f1fifty, fonefifty, effonefifty, f150truck
Ford: F-250 = f250superduty
Ford: F-350 = superduty
Ford: Crown Victoria = crownvic
Ford: Five Hundred = 500
Ford: Mach-E = mustangmache, mocky
GMC: Sierra = sierra1500, sierra2500, sierra2500hd
GMC: Yukon = ucon
Honda: Accord = acord, acorde
Honda: Civic = sivic, civik
Honda: CR-V = seeargovee, crb, ceerv
Honda: Odyssey = odyssy, odessey, oddysey
Hyundai: Elantra = alantra, ilantra, elentra
Hyundai: Sonata = sinata
Hyundai: Tucson = tuscon, toosan
Hyundai: Santa Fe = santafee, santafay
Hyundai: Ioniq = ioniq5, ioniq6, ionic, ionic5, ionic6
Infiniti: G35 = g35x
Infiniti: G37 = g37x
Jeep: Grand Cherokee = grandcherokeel
Jeep: Wrangler = rangler, wranglerunlimited
Jeep: Cherokee = cherokie
Kia: Sorento = sorrento
Kia: Sportage = sportedge
Kia: Telluride = teluride
Land Rover: Evoque = evoke, rangeroverevoque
Lexus: RX 350 = rx, rx3fifty, arc350, arx350, arex350, ourx350, rs350
Lexus: ES 350 = es
Lexus: GX 460 = gx
Lexus: NX 300 = nx
Lexus: LS 460 = ls460l
Lexus: LX 570 = lx
Lexus: UX 250h = ux, ux250
Lexus: CT 200h = ct200
Mazda: 3 = mazda3, mazdathree
Mazda: 6 = mazda6, mazdasix
Mazda: 2 = mazda2
Mazda: 5 = mazda5
Mazda: CX-5 = seex5
Mazda: MX-5 Miata = miata, mx5, miyata
Mercedes-Benz: A-Class = a220
Mercedes-Benz: C-Class = c230, c240, c250, c280, c300, c320, c350, c63, seaclass, seeclass
Mercedes-Benz: E-Class = e300, e320, e350, e400, e450, e500, e550, e63
Mercedes-Benz: S-Class = s430, s500, s550, s560, s580
Mercedes-Benz: G-Class = gwagon, gwagen, g550, g63
Mercedes-Benz: GL-Class = gl450, gl550, gl
Mercedes-Benz: ML-Class = ml320, ml350, ml500, ml
Mercedes-Benz: GLK = glk350
Mercedes-Benz: GLC = glc300
Mercedes-Benz: GLE = gle350, gle450
Mercedes-Benz: CLA = cla250
Mercedes-Benz: CLS = cls550
Mercedes-Benz: GLA = gla250
Mercedes-Benz: GLB = glb250
Mercedes-Benz: GLS = gls450
Mercedes-Benz: CLK = clk320, clk350
Mercedes-Benz: SL = sl500, sl550
Mercedes-Benz: SLK = slk230, slk350
Mini: Cooper = minicooper, cooperess
Mitsubishi: Lancer = evo
Nissan: Altima = altema, ultima
Nissan: Rogue = roque, wrote, brogue, rove
Nissan: Sentra = centra
Nissan: Xterra = exterra, xtera
Nissan: Murano = moorano
Porsche: 911 = nineeleven
Porsche: Cayenne = kyan, cayen
Subaru: Forester = forrester
Subaru: Impreza = impressa, imprezza
Subaru: Crosstrek = crosstrack
Subaru: WRX = wrxsti, sti
Tesla: Model 3 = modelthree
Tesla: Model Y = modelwhy
Tesla: Model S = modeless
Tesla: Model X = modelex
Toyota: 4Runner = forerunner, fourunner, forrunner, foreunner
Toyota: Camry = camery, camrie, camaree
Toyota: Corolla = corola, carolla
Toyota: RAV4 = rav, rav4hybrid, ravfor, rafour, raf4
Toyota: Tacoma = taco, tacoma4x4
Toyota: Prius = priuses, prias, preus
Toyota: Sienna = siena
Toyota: Yaris = yarris
Toyota: Sequoia = sequoya
Volkswagen: Jetta = jeta, jedda
Volkswagen: Passat = pasat
Volkswagen: Tiguan = tigwan
Volkswagen: Beetle = bug
Volkswagen: Touareg = toureg, tuareg
`;

function formsOf(line: string): [string, Model][] {
  const match = /^([^:]+): ([^=]+) = (.+)$/.exec(line.trim());
  const [, make = '', model = '', forms = ''] = match ?? [];
  return listed(forms).map((form) => [form, { make, model }]);
}

/** Models by what is said for them; a form that several makes have stands once for each. */
export const MODEL_KEYS: ReadonlyMap<string, readonly Model[]> = (() => {
  const keys = new Map<string, Model[]>();
  const plain = MAKES.flatMap((make) =>
    (MODELS.get(make) ?? []).map((model): [string, Model] => [keyOf(model), { make, model }]),
  );
  for (const [key, model] of [...plain, ...MODEL_FORMS.trim().split('\n').flatMap(formsOf)]) {
    keys.set(key, [...(keys.get(key) ?? []), model]);
  }
  return keys;
})();

/** Models that are other words as well: taken beside their make, a year or "my". */
export const COMMON_MODELS = wordSet(`
    legend, continental, century, encore, regal, envision, spark, sonic, bolt, volt, express, blazer, tracker,
    venture, uplander, astro, avalanche, cobalt, colorado, traverse, cruise, cruz, vette, aspen, voyager, charger,
    challenger, avenger, journey, magnum, neon, nitro, dart, dakota, hornet, caravan, ram, viper, caliber, stratus,
    roma, california, edge, escape, escort, excursion, expedition, explorer, focus, fiesta, flex, fusion, contour,
    lightning, maverick, ranger, transit, freestyle, bug, metro, storm, canyon, envoy, jimmy, safari, sierra,
    terrain, accent, entourage, genesis, kona, venue, tucson, ionic, element, fit, insight, passport, pilot,
    prelude, clarity, civics, accord, prologue, axiom, rodeo, trooper, cherokee, commander, compass, gladiator,
    liberty, patriot, renegade, carnival, forte, optima, rio, soul, spectra, stinger, sedona, defender, discovery,
    evoke, aviator, navigator, air, gravity, tribute, cooper, convertible, cougar, mariner, milan, sable, villager,
    eclipse, endeavor, mirage, outlander, raider, cube, frontier, kicks, leaf, note, quest, rogue, titan, ultima,
    taco, armada, versa, alero, aurora, intrigue, silhouette, cutlass, breeze, prowler, vibe, torrent, montana,
    solstice, bonneville, firebird, macan, relay, sky, outlook, aura, ion, astra, vue, ascent, baja, legacy, esteem,
    reno, sidekick, equator, verona, roadster, echo, matrix, crown, supra, sequoia, tundra, beetle, golf, atlas,
    rabbit, eos, cc, rx, es, nx, gx, lx, ux, ls, gl, ml, rav, is250, is300, is350, m35, m37, models, modeless,
    modelwhy, superduty, evo, sti, deville, towncars, olds, spider, jetta, crb, seville, hardtop, malibu,
    tahoe, taho, corsair, centra, sonoma, lucerne, rainier, rendezvous, concorde, intrepid, santafe, escalade,
    carrera, cayman, crossfire, pacifica, nautilus, tt, sl, zephyr, metris, sprinter
  `);
