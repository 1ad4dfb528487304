/** Makes and models on American roads, as they are written; other ways to say them stand in `spoken-forms.ts`. */
import { listed } from '../words.ts';

const TABLE = `
Acura: CL, ILX, Integra, Legend, MDX, NSX, RDX, RL, RLX, RSX, TL, TLX, TSX, ZDX
Alfa Romeo: 4C, Giulia, Stelvio, Tonale
Audi: A3, A4, A5, A6, A7, A8, Allroad, E-tron, Q3, Q4, Q5, Q7, Q8, R8, S3, S4, S5, S6, S7, S8, SQ5, TT
Bentley: Bentayga, Continental, Flying Spur
BMW: 1 Series, 2 Series, 3 Series, 4 Series, 5 Series, 6 Series, 7 Series, 8 Series, i3, i4, i8, iX, M2, M3, M4, M5, X1, X2, X3, X4, X5, X6, X7, Z3, Z4
Buick: Cascada, Century, Enclave, Encore, Envision, Envista, LaCrosse, LeSabre, Lucerne, Park Avenue, Rainier, Regal, Rendezvous, Verano
Cadillac: ATS, CT4, CT5, CT6, CTS, DeVille, DTS, Eldorado, Escalade, Lyriq, Seville, SRX, STS, XT4, XT5, XT6, XTS
Chevrolet: Astro, Avalanche, Aveo, Blazer, Bolt, C10, Camaro, Caprice, Cavalier, City Express, Cobalt, Colorado, Corvette, Cruze, Equinox, Express, HHR, Impala, Malibu, Monte Carlo, S-10, Silverado, Sonic, Spark, SSR, Suburban, Tahoe, Tracker, TrailBlazer, Traverse, Trax, Uplander, Venture, Volt
Chrysler: 200, 300, Aspen, Concorde, Crossfire, Pacifica, PT Cruiser, Sebring, Town and Country, Voyager
Daewoo: Lanos, Leganza, Nubira
Dodge: Avenger, Caliber, Caravan, Challenger, Charger, Dakota, Dart, Durango, Grand Caravan, Hornet, Intrepid, Journey, Magnum, Neon, Nitro, Ram, Stratus, Viper
Ferrari: California, Portofino, Roma
Fiat: 124 Spider, 500, 500L, 500X
Ford: Bronco, Bronco Sport, C-Max, Contour, Crown Victoria, E-150, E-250, E-350, EcoSport, Edge, Escape, Escort, Excursion, Expedition, Explorer, F-150, F-250, F-350, F-450, Fiesta, Five Hundred, Flex, Focus, Freestar, Freestyle, Fusion, Lightning, Maverick, Mustang, Mach-E, Ranger, Taurus, Thunderbird, Transit, Transit Connect, Windstar
Genesis: G70, G80, G90, GV60, GV70, GV80
Geo: Metro, Prizm, Storm
GMC: Acadia, Canyon, Envoy, Hummer EV, Jimmy, Safari, Savana, Sierra, Sonoma, Terrain, Yukon, Yukon XL
Honda: Accord, Civic, Clarity, CR-V, CR-Z, Crosstour, Element, Fit, HR-V, Insight, Odyssey, Passport, Pilot, Prelude, Prologue, Ridgeline, S2000
Hummer: H1, H2, H3
Hyundai: Accent, Azera, Elantra, Entourage, Equus, Genesis, Ioniq, Kona, Nexo, Palisade, Santa Cruz, Santa Fe, Sonata, Tiburon, Tucson, Veloster, Venue, Veracruz, XG350
Infiniti: EX35, FX35, G25, G35, G37, I30, I35, JX35, M35, M37, Q45, Q50, Q60, Q70, QX30, QX4, QX50, QX55, QX56, QX60, QX70, QX80
Isuzu: Ascender, Axiom, Rodeo, Trooper
Jaguar: E-Pace, F-Pace, F-Type, I-Pace, S-Type, X-Type, XE, XF, XJ, XK
Jeep: Cherokee, Comanche, Commander, Compass, Gladiator, Grand Cherokee, Grand Wagoneer, Liberty, Patriot, Renegade, Wagoneer, Wrangler
Kia: Amanti, Borrego, Cadenza, Carnival, EV6, EV9, Forte, K4, K5, K900, Magentis, Niro, Optima, Rio, Rondo, Sedona, Seltos, Sephia, Sorento, Soul, Spectra, Sportage, Stinger, Telluride
Lamborghini: Aventador, Huracan, Urus
Land Rover: Defender, Discovery, Discovery Sport, Evoque, Freelander, LR2, LR3, LR4, Range Rover, Range Rover Sport, Velar
Lexus: CT 200h, ES 300, ES 330, ES 350, GS 300, GS 350, GS 430, GX 460, GX 470, GX 550, HS 250h, IS 250, IS 300, IS 350, LC 500, LS 400, LS 430, LS 460, LS 500, LX 470, LX 570, LX 600, NX 200t, NX 300, NX 350, RC 300, RC 350, RX 300, RX 330, RX 350, RX 400h, RX 450h, RX 500h, SC 430, TX 350, UX 200, UX 250h
Lincoln: Aviator, Blackwood, Continental, Corsair, LS, Mark LT, MKC, MKS, MKT, MKX, MKZ, Nautilus, Navigator, Town Car, Zephyr
Lucid: Air, Gravity
Maserati: Ghibli, GranTurismo, Grecale, Levante, Quattroporte
Mazda: 2, 3, 5, 6, B2300, B3000, CX-3, CX-30, CX-5, CX-50, CX-7, CX-9, CX-70, CX-90, Millenia, MPV, MX-5 Miata, Protege, RX-7, RX-8, Tribute, 626, 323
Mercedes-Benz: A-Class, AMG GT, B-Class, C-Class, CLA, CLK, CLS, E-Class, EQB, EQE, EQS, G-Class, GL-Class, GLA, GLB, GLC, GLE, GLK, GLS, Metris, ML-Class, R-Class, S-Class, SL, SLC, SLK, Sprinter
Mercury: Cougar, Grand Marquis, Mariner, Milan, Montego, Mountaineer, Mystique, Sable, Villager
Mini: Clubman, Convertible, Cooper, Countryman, Hardtop, Paceman
Mitsubishi: 3000GT, Diamante, Eclipse, Eclipse Cross, Endeavor, Galant, i-MiEV, Lancer, Mirage, Montero, Outlander, Outlander Sport, Raider
Nissan: 300ZX, 350Z, 370Z, Altima, Ariya, Armada, Cube, Frontier, GT-R, Juke, Kicks, Leaf, Maxima, Murano, Note, NV200, Pathfinder, Quest, Rogue, Rogue Sport, Sentra, Titan, Versa, Xterra, Z
Oldsmobile: Alero, Aurora, Bravada, Cutlass, Intrigue, Silhouette
Plymouth: Breeze, Prowler, Voyager
Polestar: 2, 3
Pontiac: Aztek, Bonneville, Firebird, G5, G6, G8, Grand Am, Grand Prix, GTO, Montana, Solstice, Sunfire, Torrent, Trans Am, Vibe
Porsche: 718, 911, 944, Boxster, Carrera, Cayenne, Cayman, Macan, Panamera, Taycan
Ram: 1500, 2500, 3500, ProMaster, ProMaster City
Rivian: R1S, R1T
Saab: 9-3, 9-5, 9-7X
Saturn: Astra, Aura, Ion, L200, Outlook, Relay, SC2, Sky, SL1, SL2, Vue
Scion: FR-S, iA, iM, iQ, tC, xA, xB, xD
Smart: Fortwo
Subaru: Ascent, Baja, BRZ, Crosstrek, Forester, Impreza, Legacy, Outback, Solterra, Tribeca, WRX
Suzuki: Aerio, Equator, Esteem, Forenza, Grand Vitara, Kizashi, Reno, Sidekick, SX4, Verona, Vitara, XL7
Tesla: Cybertruck, Model 3, Model S, Model X, Model Y, Roadster
Toyota: 4Runner, 86, Avalon, bZ4X, C-HR, Camry, Celica, Corolla, Corolla Cross, Cressida, Crown, Echo, FJ Cruiser, GR86, Grand Highlander, Highlander, Land Cruiser, Matrix, Mirai, MR2, Paseo, Prius, RAV4, Sequoia, Sienna, Solara, Supra, T100, Tacoma, Tercel, Tundra, Venza, Yaris
Volkswagen: Arteon, Atlas, Beetle, Cabrio, CC, Eos, Eurovan, GLI, Golf, GTI, ID.4, Jetta, Passat, Phaeton, Rabbit, Routan, Taos, Tiguan, Touareg
Volvo: 240, 850, 940, C30, C40, C70, EX30, EX90, S40, S60, S70, S80, S90, V40, V50, V60, V70, V90, XC40, XC60, XC70, XC90
`;

/** Models by their make. */
export const MODELS: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line): [string, string[]] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), listed(line.slice(colon + 1))];
    }),
);

export const MAKES: readonly string[] = [...MODELS.keys()];
