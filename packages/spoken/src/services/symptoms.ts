/** What callers say when they mean a kind of work: its names, and what the car does. */
import type { ServiceCode } from './codes.ts';

/** How a kind was meant: asked for by name, told by what the car does, or only guessed at. */
export type Weight = 'named' | 'symptom' | 'vague';

export interface Sign {
  readonly code: ServiceCode;
  readonly weight: Weight;
  readonly pattern: RegExp;
}

function signs(code: ServiceCode, weight: Weight, ...patterns: readonly string[]): Sign[] {
  return patterns.map((pattern) => ({ code, weight, pattern: new RegExp(`\\b(?:${pattern})\\b`, 'g') }));
}

/** Some words may stand between. */
const GAP = '(?: [a-z]+){0,3}?';
const FEW = '(?: [a-z]+){0,6}?';
const OUT =
  '(?:out|off|burnt out|burned out|not working|arent working|isnt working|dont work|doesnt work|dead|broken|dim|flickering|blinking|wont turn on|wont come on|going in and out|going on and off|stopped working|went out|gone out|blown)';
const NOISE =
  '(?:noise|noises|sound|sounds|squeak|squeaks|squeaking|squeal|squeals|squealing|screech|screeching|grinding|grind|grinds|rattle|rattling|clunk|clunking|knock|knocking|ticking|whine|whining|humming|hum|clicking|thumping|popping)';
/** Without "sound", which sounds good as well. */
const NOISE_ALONE = NOISE.replace('sound|sounds|', '');
const STOPPING =
  '(?:stop|stopping|stopped|brake|braking|slow down|slowing down|press the pedal|hit the pedal|hit the brakes|step on the brakes?|press the brakes?|come to a stop)';
const CAR = '(?:car|truck|van|suv|vehicle|it|engine|motor|jeep|she)';

/** The order matters: what matches first takes its words away from the signs below it. */
export const SIGNS: readonly Sign[] = [
  ...signs(
    'fluid_leak',
    'named',
    `(?:oil|coolant|fluid|water|transmission fluid|transmission|brake fluid|power steering fluid|antifreeze|radiator|gas|fuel|steering fluid)${GAP} (?:leak|leaks|leaking|leakage|leaked|dripping|drips|drip|coming out|spilling|pouring out)`,
  ),
  ...signs(
    'fluid_leak',
    'named',
    `(?:leak|leaks|leaking|leakage|dripping|drips|losing|loses|drop|drops|burning|puddle|puddles|pool|spots?|drip)${GAP} (?:oil|coolant|fluid|fluids|water|antifreeze|transmission fluid|liquid)`,
  ),
  ...signs('fluid_leak', 'named', 'leak|leaks|leaking|leakage|leaky|leaked'),
  ...signs(
    'fluid_leak',
    'symptom',
    `(?:oil|water|coolant|fluid|liquid|something)${FEW} (?:under|underneath|beneath|bottom of|on my driveway|in my driveway|on the driveway|in the driveway|on the ground|on the floor|in my garage|on my garage)`,
    'dripping|drips|puddle|puddles',
  ),
  ...signs(
    'fluid_leak',
    'symptom',
    '(?:low on|out of|losing) (?:coolant|antifreeze)',
    '(?:coolant|antifreeze)(?: is|s)? (?:low|empty|gone)',
  ),

  ...signs(
    'engine_diagnostic',
    'named',
    'check engine(?: light)?',
    '(?:check the |the |my )?engine light',
    'service engine(?: soon)?(?: light)?',
    'malfunction light',
    'error codes?',
    'read the codes?',
    'diagnostics?|diagnose|diagnosed|diagnosis',
    'engine (?:diagnostic|check|problem|problems|trouble|issue|issues|repair|work)',
    'problems? (?:with|in) (?:the|my) engine',
    'warning lights?',
    'oil (?:pressure )?light',
    'temperature light',
    'airbag light',
  ),
  ...signs(
    'battery',
    'named',
    'jump ?start|jumpstart|jump it|a jump',
    '(?:new |dead |replace (?:the |my )?|bad |weak |change (?:the |my )?)?batter(?:y|ies)(?: light)?',
    'alternator',
    'charging system',
  ),
  ...signs(
    'battery',
    'symptom',
    `(?:clicks|clicking|click)${FEW} (?:start|turn the key|key|starting)`,
    `(?:start|turn the key|starting)${FEW} (?:clicks|clicking|click)`,
    'dead in the (?:morning|driveway|garage|parking lot)',
    'completely dead|totally dead|car is dead|cars dead|wont hold a charge|went dead|keeps dying overnight',
  ),
  ...signs(
    'engine_diagnostic',
    'symptom',
    `(?:wont|will not|doesnt|does not|not|isnt|didnt|cant get it to|cannot get it to|trouble|hard|hard time|problems?|cant) (?:starting|start|starts|turn over|turning over|crank|cranking)`,
    'no start',
    'start(?:s|ing)? (?:hard|rough)',
    'starting (?:problems?|issues?|trouble)',
  ),

  ...signs('oil_change', 'named', 'oil(?= and (?:a |my |new |the )*(?:tires?|brakes?|filter|rotations?|inspection))'),

  ...signs(
    'tires',
    'named',
    'tire pressure(?: light)?',
    'tpms',
    `(?:tire|tyre|tires|tyres)(?: [a-z]+)? (?:rotation|rotations|rotated|rotate|balance|balanced|balancing|change|changed|repair|repaired|patched|plugged|replacement|replaced)`,
    `(?:rotate|balance|change|replace|patch|plug|fix)(?: [a-z]+){0,2} (?:tire|tires|tyre|tyres)`,
    'tires?|tyres?',
    'flats?(?! rate| fee| bed)',
    'blow ?out|blew out|puncture|punctured',
    '(?:nail|screw) in',
    'wheel balanc(?:e|ing)',
    'rotation|rotate',
    'bald',
  ),
  ...signs(
    'lights_electrical',
    'named',
    'brake lights?',
    'tail ?lights?',
    'head ?lights?|headlamps?',
    'fog ?lights?',
    '(?:turn|turning) signals?|blinkers?|indicators?|flashers?|hazards?',
    '(?:interior|exterior|dome|reverse|backup|back up|license plate|dashboard|dash|cabin|map|running) lights?',
    'light bulbs?|bulbs?|fuses?|wiring|wires?|electrical|electrics?|electronics',
  ),
  ...signs(
    'lights_electrical',
    'symptom',
    `lights?${FEW} ${OUT}`,
    `(?:replace|fix|change|check|repair)(?: [a-z]+){0,3} lights?`,
    `(?:lights?|signals?) (?:problems?|issues?|trouble)`,
    `(?:issues?|problems?|trouble) with(?: [a-z]+){0,2} (?:lights?|blinkers?)`,
    `(?:power )?(?:windows?|locks?|mirrors?|seats?|radio|stereo|horn|cruise control|heated seats?|sunroof)${FEW} (?:not work(?:ing)?|doesnt work|dont work|isnt working|stuck|cuts? out|cutting out|wont (?:go|roll|open|close|come|work)[a-z ]*|stopped working|broken)`,
    'bunch of lights|all the lights|several lights|some lights|couple(?: of)? lights',
  ),

  ...signs('transmission', 'named', 'transmission(?: fluid| flush| service)?', 'gear ?box', 'clutch', 'drivetrain'),
  ...signs(
    'transmission',
    'symptom',
    `(?:slip|slips|slipping)(?: [a-z]+){0,3} gears?|gears?(?: [a-z]+){0,3} (?:slip|slips|slipping|stuck|grinding|grind)`,
    `(?:shift|shifts|shifting|shifted)(?: [a-z]+){0,3} (?:hard|rough|roughly|weird|funny|late|gears?|right|properly|smoothly)`,
    `(?:trouble|problems?|hard|wont|doesnt|jerks?|jerking|jerky|clunks?)${GAP} (?:shift|shifting|shifts)`,
    `(?:wont|doesnt|cant|will not)${GAP} (?:into|in) (?:gear|reverse|drive|park|first)`,
    'shifts?|shifting',
    'no reverse',
  ),

  ...signs(
    'air_conditioning',
    'named',
    '(?<!\\b[a-z] |\\bwith )a ?c(?: system| recharge)?(?! [a-z]\\b| class)',
    'air ?con|air ?conditioning|air ?conditioner|aircon',
    'climate control',
    'freon|refrigerant',
    'heater(?: core)?',
    'defrost(?:er)?',
    'hvac',
    'blower(?: motor)?',
  ),
  ...signs(
    'air_conditioning',
    'symptom',
    `(?:blow|blows|blowing|blown)${GAP} (?:hot|warm|cold|cool)(?: air)?`,
    '(?:no|not|isnt|not getting any) (?:cold|hot|warm|cool)(?: air)?',
    `(?:heat|cooling|heating)${GAP} (?:not working|isnt working|doesnt work|out|broken|wont work|stopped)`,
    'the heat (?:is|isnt|doesnt|wont|went)[a-z ]{0,15}',
    'wont (?:get|blow) (?:cold|cool|hot|warm)',
    'cold air|hot air|warm air',
  ),

  ...signs('alignment', 'named', '(?:wheel |front end |four wheel |four-wheel )?alignments?|aligned|align|realigned'),
  ...signs(
    'alignment',
    'symptom',
    `(?:pull|pulls|pulling|pulled|drift|drifts|drifting|veer|veers|veering|going|goes|moving|moves|wander|wanders|wandering|leaning|steers|steering|drags|tugs)${GAP} (?:to|toward|towards) (?:the |one )?(?:left|right|side|one side)`,
    '(?:veers?|veering|drifts?|drifting|pulls?|pulling) (?:left|right)',
    `${CAR} (?:pulls|veers|drifts)`,
    '(?:to|toward|towards) one side',
    `steering wheel${GAP} (?:crooked|off center|off|straight|shakes|shaking|vibrates|vibrating|tilted|not straight)`,
    '(?<!turn |turning |turned |turns )to the (?:left|right)(?! side| hand| lane| of)',
    'pulls?(?: when| while| on)|pulling(?: when| while| on)',
    '(?<!power )steering(?! wheel| fluid| column)',
  ),

  ...signs(
    'brakes',
    'named',
    '(?:anti ?lock|abs)(?: light| brakes?)?',
    '(?:brake|break) (?:pads?|rotors?|job|service|inspection|check|repair|work|shoes?|calipers?|lines?|pedal|light is on)',
    '(?:front |rear |back )?brakes?',
    '(?:my|the|new|replace|change|fix|check|front|rear|back) breaks',
    'breaks (?:are|squeak|squeal|grind|need|feel|checked|done|replaced|fixed|went)[a-z]*',
    '(?:e|emergency|parking|hand) ?brake',
    'rotors?|calipers?|brake pads?',
  ),
  ...signs(
    'brakes',
    'symptom',
    `${NOISE}${FEW} (?:when|whenever|every time|as|while|if)(?: [a-z]+){0,3} ${STOPPING}`,
    `(?:when|whenever|every time|if|as|while)(?: [a-z]+){0,3} ${STOPPING}${FEW} ${NOISE}`,
    `(?:wont|doesnt|hard|trouble|long time|longer|cant|not) (?:to )?(?:stop|stopping)(?: right| well| properly)?`,
    'pedal (?:is |feels |goes |went )*(?:soft|spongy|mushy|hard|to the floor|low)',
    '(?:shake|shakes|shaking|shudders?|shuddering|vibrate|vibrates|vibrating)(?: [a-z]+){0,3} (?:when|whenever|while|as)(?: [a-z]+){0,3} (?:brake|braking|slow down|slowing|stop|stopping)',
  ),

  ...signs(
    'engine_diagnostic',
    'symptom',
    `(?:stall|stalls|stalled|stalling|(?:(?:keeps?|is|was) )?(?:stolen|stole|stolling)(?= (?:at|out|when|on|in|\\.)))`,
    'misfir(?:e|es|ing)|backfir(?:e|es|ing)',
    `over ?heat(?:s|ed|ing)?|running hot|runs hot|gets hot`,
    `smok(?:e|es|ing)(?: [a-z]+){0,3}|(?:white|blue|black) smoke`,
    '(?:rough|bad|weird|high|low) idle|idl(?:e|es|ing)(?: [a-z]+)? (?:rough|roughly|bad|badly|weird|high|low|funny)',
    `(?:shake|shakes|shaking|shakey|shaky|vibrate|vibrates|vibrating|rattles?|rumbles?)(?: [a-z]+){0,5} (?:idle|idling|idles|start|engine|park|drive it|stopped)`,
    `(?:idle|idles|idling)(?: [a-z]+){0,4} (?:shake|shakes|shaking|vibrat[a-z]+)`,
    `${CAR}(?: is| was|s| keeps?| has been)? (?:dies|dying|died|shuts? off|shutting off|shut down|shuts down|cuts? out|cutting out|quits?|turns off|turning off|stops running|conks out)`,
    '(?:dies|dying|shuts off|shuts down|cuts out|stops running|keeps dying|dies out)(?: [a-z]+){0,4}',
    `(?:loss of|no|loses|losing|lost|lack of|lacks|low on) power`,
    `(?:wont|doesnt|slow to|hard to|trouble|no) accelerat(?:e|es|ing|ion)`,
    '(?:hesitat(?:e|es|ing)|sputter(?:s|ing)?|jerk(?:s|ing)? when i (?:accelerate|step|press|hit))',
    `${NOISE}${FEW} (?:engine|under the hood|motor|turn it on|turn on the engine|start the (?:car|engine)|start it up|start it|when it starts|engine compartment)`,
    `(?:engine|under the hood|motor)${FEW} ${NOISE}`,
    `(?:turn it on|turn on|start it|start the car|start the engine|start it up)${FEW} ${NOISE}`,
    '(?:smell|smells|smelling)(?: [a-z]+){0,3} (?:gas|gasoline|burning|rotten eggs|fuel|oil)',
    '(?:gas|gasoline|fuel|burning|exhaust|rotten egg) (?:smell|smells|odor)',
    '(?:running|runs|ran) rough|not running (?:right|well)',
    'gas mileage|fuel economy',
    'engine|motor mounts?',
    'spark plug (?:problem|issue)',
    'timing (?:belt|chain)|head gasket|water pump|radiator|thermostat|fuel pump|catalytic converter|oxygen sensor|starter',
  ),

  ...signs(
    'oil_change',
    'named',
    '(?:oil|lube|oils?)(?: and filter)? (?:changes?|changed|service|exchange)',
    '(?:change|changing|changed|replace)(?: [a-z]+){0,2} oil',
    'lube|oil filter|synthetic(?: oil)?|oil and filter|full service oil|fresh oil|new oil',
    'all change|oral change|oi change|oil chain',
  ),

  ...signs('oil_change', 'vague', 'oil'),

  ...signs(
    'tune_up',
    'named',
    'tune ?ups?|tune it up|tuned? up|tuneup|tuning up|turn ?up(?! the)|turned up|toon up|tune',
    '(?:regular|routine|scheduled|general|normal|periodic|preventive|preventative|factory|recommended|basic)(?: [a-z]+)? (?:maintenance|service|servicing|repair|checkup|check up)',
    '(?:[0-9,]+|thirty|sixty|ninety|hundred|fifty|forty|twenty)(?: thousand)?(?: k)?(?: |-)?miles? (?:service|maintenance|check ?up|inspection|tune ?up)',
    'maintenance',
    'spark plugs?',
    '(?:annual|yearly|major|minor|full|interval) service',
    'air filter|cabin filter|fuel filter',
    'sluggish',
    'check ?up',
  ),

  ...signs(
    'inspection',
    'named',
    '(?:state|safety|annual|yearly|pre ?purchase|multi ?point|emissions?|smog|vehicle) inspections?',
    '(?:state|annual|new) sticker',
    'emissions?(?: test| check)?',
    'smog(?: check| test)?',
    '(?:safety|courtesy|multi ?point) check',
    'mot',
  ),

  ...signs('inspection', 'symptom', 'inspections?(?! fee)', 'inspected|inspect it|inspect'),
  ...signs(
    'inspection',
    'symptom',
    `(?:check|checked|look|looked|go|gone) (?:${CAR}|the car|my car|everything) over`,
    '(?:buying|bought|buy)(?: [a-z]+){0,3} used (?:car|truck|van|suv)',
  ),

  ...signs('other', 'named', '(?:windshield )?wipers?(?: blades?)?'),
  ...signs(
    'body',
    'named',
    'body ?(?:work|shop|damage|repair)',
    'dents?|dented|ding|dings',
    'scratch(?:es|ed)?',
    '(?:paint|painted|repaint|repainted|paint job|touch up|clear coat)',
    'bumpers?',
    'fenders?',
    '(?:cracked |broken |chipped )?windshield|(?:crack|chip|chipped|cracked)(?: [a-z]+){0,3} (?:windshield|window|glass)',
    'collision|fender bender|accident|crash|crashed|wreck|wrecked|hit (?:a(?! (?:big |huge |deep |bad )*(?:pot ?hole|bump|curb|speed bump))|by|my)|rear ended|ran into|backed into|hail(?: damage)?|rust|rusted',
    '(?:side|door|rearview|wing) mirror',
    '(?:door|hood|trunk|tailgate|grille)(?: [a-z]+){0,3} (?:dented|damaged|smashed|wont close|wont open|stuck|broken)',
    'door handle',
    'trim|upholstery|detailing|detail',
  ),

  ...signs(
    'other',
    'named',
    'exhaust|muffler|catalytic',
    'suspension|struts?|shocks?|ball joints?|control arms?|wheel bearings?|cv (?:joint|axle)|tie rods?|axles?|bearings?',
    'recall',
    'power steering',
    'key fob|keys?(?: [a-z]+){0,2} (?:programmed|made|replaced)',
    'trailer hitch|hitch',
  ),
  ...signs(
    'other',
    'symptom',
    `(?:${NOISE}|shakes?|shaking|vibrat(?:es?|ing|ion))${FEW} (?:when|whenever|every time|while|if)(?: [a-z]+){0,3} (?:turn|turning|steer|steering|back up|go over|drive over|accelerate|hit (?:a )?bumps?)`,
  ),
  ...signs(
    'other',
    'vague',
    NOISE_ALONE,
    '(?:a|an|the|some|this|that|hear|hearing|heard)(?: [a-z]+){0,2} sounds?',
    '(?:strange|weird|funny|bad|awful|odd|loud) (?:noise|sound|smell|feeling)',
    '(?:shake|shakes|shaking|vibrate|vibrates|vibrating|vibration|wobble|wobbles|wobbling|bounces?|bouncing)',
    'something(?: is|s)? (?:wrong|off)',
    `(?:feels?|feeling|acting|acts|runs?|running|drives?|driving|rides?) (?:a (?:bit|little) |kind of |kinda |real |really )?(?:off|weird|funny|strange|wrong|up)`,
    '(?:not sure|dont know)(?: [a-z]+){0,3} (?:wrong|problem|issue)',
  ),
];
